/** `leasehold birthright`: what reconciling birthrights would do, doing it, and how far it has come. */
import { setTimeout as delay } from 'node:timers/promises';
import { Command } from 'commander';
import type { Reconciliation } from '../../domain/reconciliation.ts';
import { type ApiClient, CliError, queryOf } from '../api-client.ts';
import { contextOf } from '../context.ts';
import { printJson, printTable } from '../print.ts';
import { createProgress } from '../progress.ts';

const LOOK_EVERY_MS = 500;
const PATH = '/birthrights/reconciliations';

export function birthrightCommand(): Command {
  const birthright = new Command('birthright').description('who holds roles by their attributes, without asking');
  birthright
    .command('reconcile')
    .description('give and take what the roles with `birthright` say')
    .option('--dry-run', 'only show what would be given and taken, and why')
    .option('--force', 'also take from so many at once that it would be held back')
    .option('--restore <email...>', 'give these people again what somebody ended')
    .addHelpText('after', '\nExample:\n  leasehold birthright reconcile --dry-run')
    .action(async (options: Record<string, unknown>, command: Command) => {
      const { api, json } = contextOf(command);
      const { dryRun, force, restore } = options;
      const begun = await api.call<Reconciliation | { id: string }>('POST', PATH, { dryRun, force, restore });
      const done = 'state' in begun ? begun : await untilDone(api, begun.id);
      if (json) printJson(done);
      else show(done);
      if (done.state === 'failed') throw new CliError(done.detail ?? 'It failed.');
      if (done.failed + done.stuck > 0)
        throw new CliError(`${done.failed + done.stuck} of ${done.total} did not work; they are tried again.`);
    });
  birthright
    .command('list')
    .description('reconciliations, newest first')
    .option('--cursor <cursor>')
    .action(async (options: { cursor?: string }, command: Command) => {
      const { api, json } = contextOf(command);
      const page = await api.call<{ items: Omit<Reconciliation, 'items'>[]; nextCursor: string | null }>(
        'GET',
        `${PATH}${queryOf({ cursor: options.cursor })}`,
      );
      if (json) return printJson(page);
      printTable(
        ['RECONCILIATION', 'STATE', 'BY', 'AT', 'GIVEN', 'TAKEN', 'FAILED', 'HELD BACK'],
        page.items.map((each) => [
          each.id,
          each.dryRun ? 'dry run' : each.state,
          each.by ?? 'schedule',
          each.createdAt,
          ...[each.given, each.taken, each.failed + each.stuck, each.heldBack.length].map(String),
        ]),
      );
      if (page.nextCursor !== null) console.log(`\nMore with --cursor ${page.nextCursor}`);
    });
  birthright
    .command('show <id>')
    .description('one reconciliation and all of its items')
    .action(async (id: string, _options: unknown, command: Command) => {
      const { api, json } = contextOf(command);
      const found = await api.call<Reconciliation>('GET', `${PATH}/${encodeURIComponent(id)}`);
      if (json) printJson(found);
      else show(found);
    });
  return birthright;
}

async function untilDone(api: ApiClient, id: string): Promise<Reconciliation> {
  const progress = createProgress();
  try {
    for (;;) {
      const found = await api.call<Reconciliation>('GET', `${PATH}/${id}`);
      if (found.state === 'done' || found.state === 'failed') return found;
      progress.say(
        found.state === 'planning'
          ? 'Reading the identity provider'
          : `Reconciling: ${found.total - found.waiting} of ${found.total}`,
      );
      await delay(LOOK_EVERY_MS);
    }
  } finally {
    progress.done();
  }
}

function show(found: Reconciliation): void {
  if (found.detail !== null) console.log(found.detail);
  for (const each of found.heldBack) console.log(`Held back: ${each.because}`);
  const would = found.dryRun ? 'would be ' : '';
  printTable(
    ['WHAT', 'WHO', 'ROLE', 'LEVEL', 'STATE', 'BECAUSE'],
    found.items.map((each) => [
      would + (each.action === 'give' ? 'given' : 'taken'),
      each.subject,
      each.role,
      `${each.application} / ${each.accessLevel}`,
      each.state === 'planned' && each.detail !== null ? 'held back' : each.state,
      each.state === 'failed' || each.state === 'stuck' ? (each.detail ?? each.because) : each.because,
    ]),
  );
  if (found.withheld.length > 0) {
    console.log('\nNot given by birthright, although people match:\n');
    printTable(
      ['ROLE', 'LEVEL', 'PEOPLE', 'BECAUSE'],
      found.withheld.map((each) => [
        each.role,
        `${each.application} / ${each.accessLevel}`,
        `${each.people} (${each.subjects.slice(0, 3).join(', ')}${each.people > 3 ? ', …' : ''})`,
        each.because,
      ]),
    );
  }
  if (!found.dryRun) console.log(`\n${found.given} given, ${found.taken} taken, ${found.failed} failed.`);
}
