/** `leasehold audit list|export|verify`. */
import { pipeline } from 'node:stream/promises';
import { Command, Option } from 'commander';
import { dataOf } from '../../../api/client/client.ts';
import type { AuditAction } from '../../../domain/ledger/audit-actions.ts';
import { contextOf } from '../context.ts';
import { CliError } from '../failure.ts';
import { auditAction, pastInstant } from '../options.ts';
import { type PagingOptions, readList, tellMore, withPaging } from '../pages.ts';
import { inIso, printJson, printLine, printTable } from '../print.ts';
import { createProgress } from '../progress.ts';
import { requireFree, writeWhole } from '../write-file.ts';

interface Filter {
  readonly from?: string;
  readonly to?: string;
  readonly actor?: string;
  readonly action?: AuditAction;
  readonly subject?: string;
  readonly application?: string;
  readonly request?: string;
}

interface ExportOptions extends Filter {
  readonly format: 'jsonl' | 'csv';
  readonly output?: string;
  readonly force?: boolean;
}

export function auditCommand(): Command {
  const audit = new Command('audit').description('list, export and verify the audit trail');
  const list = withFilter(audit.command('list'))
    .description('list rows, newest first')
    .addHelpText(
      'after',
      '\nExamples:\n  leasehold audit list --request ACCESS-12\n  leasehold audit list --subject ann@acme.test --from 30d --all',
    );
  withPaging(list).action(listRows);
  withFilter(audit.command('export'))
    .description('export all rows, oldest first, to standard output or a file')
    .addOption(
      new Option('--format <format>', 'one JSON object per line, or a table')
        .choices(['jsonl', 'csv'])
        .default('jsonl'),
    )
    .option('--output <file>', 'the file to write (default: standard output)')
    .option('--force', 'replace an existing file')
    .addHelpText(
      'after',
      '\nExamples:\n  leasehold audit export --from 2026-01-01 --to 2026-04-01 --format csv --output q1.csv\n  leasehold audit export | jq -r .action | sort | uniq -c',
    )
    .action(exportRows);
  audit
    .command('verify')
    .description('verify the hash chain; reports the first broken row')
    .addHelpText('after', '\nExits with 1 if the chain is broken.\n\nExample:\n  leasehold audit verify')
    .action(verify);
  return audit;
}

function withFilter(command: Command): Command {
  return command
    .addOption(new Option('--from <when>', 'from this instant, or from a time ago (30d)').argParser(pastInstant))
    .addOption(new Option('--to <when>', 'before this instant, or before a time ago').argParser(pastInstant))
    .option('--actor <name>', 'only actions of this person, token or rule')
    .addOption(
      new Option('--action <action>', 'only this action (request.received, lease.given, …)').argParser(auditAction),
    )
    .option('--subject <email>', 'only this person’s access')
    .option('--application <key>', 'only this application')
    .option('--request <key>', 'only this request');
}

/** The options that are filters of the API. */
function filterOf({ from, to, actor, action, subject, application, request }: Filter) {
  return { from, to, actor, action, subject, application, request };
}

async function listRows(options: Filter & PagingOptions, command: Command): Promise<void> {
  const { api, json } = contextOf(command);
  const page = await readList(options, (page) =>
    dataOf(api.GET('/api/v1/audit', { params: { query: { ...filterOf(options), ...page } } })),
  );
  if (json) return printJson(page);
  printTable(
    ['ROW', 'WHEN', 'ACTOR', 'ACTION', 'REQUEST', 'REASON'],
    page.items.map((each) => [
      String(each.seq),
      inIso(each.at),
      each.actor,
      each.action,
      each.requestKey ?? each.subject ?? each.application ?? '',
      each.reason ?? '',
    ]),
  );
  tellMore(page);
}

async function exportRows(options: ExportOptions, command: Command): Promise<void> {
  const { api, json } = contextOf(command);
  const { format, output, force = false } = options;
  if (output !== undefined) await requireFree(output, force);
  const progress = createProgress();
  progress.say('Reading the trail');
  let bytes = 0;
  // On a terminal the rows themselves show the progress.
  const quiet = output === undefined && process.stdout.isTTY;
  try {
    const query = { ...filterOf(options), format };
    const body = await dataOf(api.GET('/api/v1/audit/export', { params: { query }, parseAs: 'stream' }));
    const rows = whole(body ?? [], (more) => {
      bytes += more;
      if (!quiet) progress.say(`Reading the trail: ${sizeOf(bytes)}`);
    });
    if (quiet) progress.done();
    if (output === undefined) await pipeline(rows, process.stdout, { end: false });
    else await writeWhole(output, rows);
  } finally {
    progress.done();
  }
  if (output === undefined) return;
  if (json) printJson({ file: output, format, bytes });
  else printLine(`${sizeOf(bytes)} in ${output}.`);
}

/** @throws CliError when the export is incomplete. */
async function* whole(
  body: AsyncIterable<Uint8Array> | Uint8Array[],
  onBytes: (count: number) => void,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of body) {
      onBytes(chunk.length);
      yield chunk;
    }
  } catch (error) {
    throw new CliError('The export was interrupted, so the trail is incomplete. Try again.', {
      transient: true,
      cause: error,
    });
  }
}

/** `3.3 kB`, `120.4 MB` */
function sizeOf(bytes: number): string {
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

async function verify(_options: unknown, command: Command): Promise<void> {
  const { api, json } = contextOf(command);
  const progress = createProgress();
  progress.say('Verifying the hash chain');
  const verification = await dataOf(api.GET('/api/v1/audit/verification')).finally(() => progress.done());
  if (json) printJson(verification);
  if (!verification.ok) throw new CliError(verification.detail);
  if (!json) printLine(verification.detail);
}
