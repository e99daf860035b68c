/** `leasehold birthright`: what reconciling birthrights would do, doing it, and how far it has come. */
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
  const birthright = new Command('birthright').description('who holds roles by their attributes, without asking');
  birthright
    .command('reconcile')
    .description('give and take what the roles with `birthright` say')
    .option('--dry-run', 'only show what would be given and taken, and why')
    .option('--force', 'also take from so many at once that it would be held back')
    .option('--restore <email...>', 'give these people again what somebody ended')
    .addHelpText(
      'after',
      '\nExamples:\n  leasehold birthright reconcile --dry-run\n  leasehold birthright reconcile --restore ann@acme.test',
    )
    .action(async (options: ReconcileOptions, command: Command) => {
      const { api, json } = contextOf(command);
      const done = await reconcile(api, options);
      if (json) printJson(done);
      else show(done);
      if (done.state === 'failed') throw new CliError(done.detail ?? 'It failed.');
      if (done.failed + done.stuck > 0)
        throw new CliError(`${done.failed + done.stuck} of ${done.total} did not work; they are tried again.`);
    });
  const list = birthright
    .command('list')
    .description('reconciliations, newest first')
    .addHelpText('after', '\nExample:\n  leasehold birthright list --limit 5');
  withPaging(list).action(async (paging: PagingOptions, command: Command) => {
    const { api, json } = contextOf(command);
    const page = await readList(paging, (query) =>
      dataOf(api.GET('/api/v1/birthrights/reconciliations', { params: { query } })),
    );
    if (json) return printJson(page);
    printTable(
      ['RECONCILIATION', 'STATE', 'BY', 'AT', 'GIVEN', 'TAKEN', 'FAILED', 'HELD BACK'],
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
    .argument('<id>', 'the reconciliation')
    .description('one reconciliation and all of its items')
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
    lookAgain: `Look again: leasehold birthright show ${begun.id}`,
  });
}

function show(found: Reconciliation): void {
  if (found.detail !== null) printLine(found.detail);
  for (const each of found.heldBack) printLine(`Held back: ${each.because}`);
  if (found.items.length > 0) showItems(found);
  else if (found.state !== 'failed') printLine('Nothing to give, and nothing to take.');
  if (found.withheld.length > 0) showWithheld(found);
  if (!found.dryRun) printLine(`\n${found.given} given, ${found.taken} taken, ${found.failed} failed.`);
}

function showItems({ dryRun, items }: Reconciliation): void {
  const would = dryRun ? 'would be ' : '';
  printTable(
    ['WHAT', 'WHO', 'ROLE', 'LEVEL', 'STATE', 'BECAUSE'],
    items.map((each) => [
      would + (each.action === 'give' ? 'given' : 'taken'),
      each.subject,
      each.role,
      `${each.application} / ${each.accessLevel}`,
      each.state === 'planned' && each.detail !== null ? 'held back' : each.state,
      each.state === 'failed' || each.state === 'stuck' ? (each.detail ?? each.because) : each.because,
    ]),
  );
}

function showWithheld({ withheld }: Reconciliation): void {
  printLine('\nNot given by birthright, although people match:\n');
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
