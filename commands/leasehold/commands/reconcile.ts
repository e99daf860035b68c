/** `leasehold reconcile`: compares the ledger with Temporal, the providers and an exported trail. */
import { Command } from 'commander';
import { dataOf, type Schemas } from '../../../api/client/client.ts';
import type { Api } from '../api-client.ts';
import { contextOf } from '../context.ts';
import { CliError } from '../failure.ts';
import { counted, note, printJson, printLine, printTable } from '../print.ts';
import { createProgress, type Progress } from '../progress.ts';
import { readTrail } from '../read-trail.ts';

interface Options {
  readonly trail?: string;
  readonly adopt?: boolean;
  readonly dryRun?: boolean;
}

type Order = Schemas['ReconciliationOrder'];
type Difference = Schemas['LedgerDifference'];

interface Reconciled {
  checked: number;
  readonly differences: Difference[];
}

/** Leases of the trail in one call. */
const PAGE = 100;

export function reconcileCommand(): Command {
  return new Command('reconcile')
    .description('compare the ledger with Temporal and the providers, and put right what differs')
    .option('--dry-run', 'only show the differences')
    .option('--trail <file>', 'also find leases of this exported trail (JSONL) that a restored database has lost')
    .option('--adopt', 'write lost leases back that are held and not over, instead of revoking them')
    .addHelpText(
      'after',
      '\nExamples:\n  leasehold reconcile --dry-run\n  leasehold reconcile --trail audit-2026-11-29.jsonl\n  leasehold reconcile --trail audit-2026-11-29.jsonl --adopt',
    )
    .action(reconcile);
}

async function reconcile(options: Options, command: Command): Promise<void> {
  const { api, json } = contextOf(command);
  const { trail, adopt = false, dryRun = false } = options;
  if (adopt && trail === undefined) command.error('error: --adopt needs --trail');
  const lost = trail === undefined ? undefined : await readTrail(trail);
  const progress = createProgress();
  const found: Reconciled = { checked: 0, differences: [] };
  try {
    // First what was lost: a request whose lease is written back then has its run started.
    for (let start = 0; start < (lost?.leases.length ?? 0); start += PAGE) {
      const leases = lost?.leases.slice(start, start + PAGE).map((lease) => ({ ...lease })) ?? [];
      progress.count('Reading the trail', start, lost?.leases.length ?? 0);
      await page(api, { part: 'trail', adopt, dryRun, leases: leases as Order['leases'] }, found);
    }
    for (const part of ['runs', 'providers'] as const) await all(api, part, dryRun, found, progress);
  } finally {
    progress.done();
  }
  tell(found, { json, dryRun, unreadable: lost?.unreadable ?? [] });
}

async function all(
  api: Api,
  part: 'runs' | 'providers',
  dryRun: boolean,
  found: Reconciled,
  progress: Progress,
): Promise<void> {
  const before = found.checked;
  for (let after: string | undefined, more = true; more; ) {
    progress.say(`Comparing with ${part === 'runs' ? 'Temporal' : 'the providers'}: ${found.checked - before}`);
    after = await page(api, { part, dryRun, ...(after === undefined ? {} : { after }) }, found);
    more = after !== undefined;
  }
}

/** @returns the mark of the next page. */
async function page(api: Api, body: Order, found: Reconciled): Promise<string | undefined> {
  const { checked, differences, next } = await dataOf(api.POST('/api/v1/reconciliation', { body }));
  found.checked += checked;
  found.differences.push(...differences);
  return next ?? undefined;
}

function tell(
  { checked, differences }: Reconciled,
  { json, dryRun, unreadable }: { json: boolean; dryRun: boolean; unreadable: readonly string[] },
): void {
  const open = differences.filter((each) => !each.settled).length + unreadable.length;
  if (json) printJson({ dryRun, checked, differences, unreadable });
  else {
    if (differences.length > 0)
      printTable(
        ['DIFFERENCE', 'ABOUT', 'WHAT'],
        differences.map((each) => [each.kind.replaceAll('_', ' '), each.about, each.detail]),
      );
    for (const id of unreadable)
      note(`The trail does not say what the lease ${id} gives. Check it at the provider yourself.`);
    printLine(`${checked} checked, ${counted(differences.length, 'difference')}.`);
  }
  if (open > 0) throw new CliError(`${counted(open, 'difference')} left for you to settle.`);
}
