/** `leasehold birthright`: previews, starts and shows reconciliations of birthrights. */
import { Command } from 'commander';
import { dataOf, type Schemas } from '../../../api/client/client.ts';
import type { Api } from '../api-client.ts';
import { contextOf } from '../context.ts';
import { CliError } from '../failure.ts';
import { follow } from '../follow.ts';
import { type PagingOptions, readList, tellMore, withPaging } from '../pages.ts';
import { inIso, printJson, printLine, printTable } from '../print.ts';
import { createProgress } from '../progress.ts';

type Reconciliation = Schemas['Reconciliation'];

interface ReconcileOptions {
  readonly dryRun?: boolean;
  readonly force?: boolean;
  readonly restore?: string[];
}

export function birthrightCommand(): Command {
  const birthright = new Command('birthright').description('roles that people hold because of their attributes');
  birthright
    .command('reconcile')
    .description('grant and revoke roles with `birthright`')
    .option('--dry-run', 'only show the planned grants and revocations, with reasons')
    .option('--force', 'also revoke more at once than the limit allows')
    .option('--restore <email...>', 'grant access again that was ended for these people')
    .addHelpText(
      'after',
      '\nExamples:\n  leasehold birthright reconcile --dry-run\n  leasehold birthright reconcile --restore ann@acme.test',
    )
    .action(async (options: ReconcileOptions, command: Command) => {
      const { api, json } = contextOf(command);
      const done = await reconcile(api, options);
      if (json) printJson(done);
      else show(done);
      if (done.state === 'failed') throw new CliError(done.detail ?? 'The reconciliation failed.');
      if (done.failed + done.stuck > 0)
        throw new CliError(`${done.failed + done.stuck} of ${done.total} failed. Leasehold retries them.`);
    });
  const list = birthright
    .command('list')
    .description('list reconciliations, newest first')
    .addHelpText('after', '\nExample:\n  leasehold birthright list --limit 5');
  withPaging(list).action(async (paging: PagingOptions, command: Command) => {
    const { api, json } = contextOf(command);
    const page = await readList(paging, (query) =>
      dataOf(api.GET('/api/v1/birthrights/reconciliations', { params: { query } })),
    );
    if (json) return printJson(page);
    printTable(
      ['RECONCILIATION', 'STATE', 'BY', 'AT', 'GRANTED', 'REVOKED', 'FAILED', 'HELD BACK'],
      page.items.map((each) => [
        each.id,
        each.dryRun ? 'dry run' : each.state,
        each.by ?? 'schedule',
        inIso(each.createdAt),
        ...[each.given, each.taken, each.failed + each.stuck, each.heldBack.length].map(String),
      ]),
    );
    tellMore(page);
  });
  birthright
    .command('show')
    .argument('<id>', 'the id of the reconciliation')
    .description('show one reconciliation with its items')
    .addHelpText('after', '\nExample:\n  leasehold birthright show 5f0c2b1e-4a57-4f6c-9d2f-0a1b2c3d4e5f')
    .action(async (id: string, _options: unknown, command: Command) => {
      const { api, json } = contextOf(command);
      const found = await lookAt(api, id);
      if (json) printJson(found);
      else show(found);
    });
  return birthright;
}

function lookAt(api: Api, id: string): Promise<Reconciliation> {
  return dataOf(api.GET('/api/v1/birthrights/reconciliations/{id}', { params: { path: { id } } }));
}

async function reconcile(api: Api, { dryRun, force, restore }: ReconcileOptions): Promise<Reconciliation> {
  const progress = createProgress();
  progress.say('Reading the identity provider');
  const body = { dryRun, force, restore };
  const begun = await dataOf(api.POST('/api/v1/birthrights/reconciliations', { body })).finally(() => progress.done());
  if ('state' in begun) return begun;
  return follow({
    look: () => lookAt(api, begun.id),
    isOver: ({ state }) => state === 'done' || state === 'failed',
    show({ state, total, waiting }, shown) {
      if (state === 'planning') shown.say('Reading the identity provider');
      else shown.count('Reconciling', total - waiting, total);
    },
    lookAgain: `To check again: leasehold birthright show ${begun.id}`,
  });
}

function show(found: Reconciliation): void {
  if (found.detail !== null) printLine(found.detail);
  for (const each of found.heldBack) printLine(`Held back: ${each.because}`);
  if (found.items.length > 0) showItems(found);
  else if (found.state !== 'failed') printLine('Nothing to grant or revoke.');
  if (found.withheld.length > 0) showWithheld(found);
  if (!found.dryRun) printLine(`\n${found.given} granted, ${found.taken} revoked, ${found.failed} failed.`);
}

function showItems({ dryRun, items }: Reconciliation): void {
  const would = dryRun ? 'would be ' : '';
  printTable(
    ['ACTION', 'PERSON', 'ROLE', 'LEVEL', 'STATE', 'BECAUSE'],
    items.map((each) => [
      would + (each.action === 'give' ? 'granted' : 'revoked'),
      each.subject,
      each.role,
      `${each.application} / ${each.accessLevel}`,
      each.state === 'planned' && each.detail !== null ? 'held back' : each.state,
      each.state === 'failed' || each.state === 'stuck' ? (each.detail ?? each.because) : each.because,
    ]),
  );
}

function showWithheld({ withheld }: Reconciliation): void {
  printLine('\nNot granted by birthright, although people match:\n');
  printTable(
    ['ROLE', 'LEVEL', 'PEOPLE', 'BECAUSE'],
    withheld.map((each) => [
      each.role,
      `${each.application} / ${each.accessLevel}`,
      `${each.people} (${each.subjects.slice(0, 3).join(', ')}${each.people > 3 ? ', …' : ''})`,
      each.because,
    ]),
  );
}
