/** Past requests under another configuration: asked of the API, shown side by side. */
import { readFile } from 'node:fs/promises';
import { parseYaml } from '../config/parse.ts';
import type { PlanSummary, ReplayedRequest } from '../domain/replay.ts';
import { type ApiClient, CliError } from './api-client.ts';
import { printTable } from './print.ts';

interface Replay {
  readonly total: number;
  readonly replayed: number;
  readonly unknown: number;
  readonly differing: number;
  readonly items: readonly ReplayedRequest[];
}

export async function replayFile(api: ApiClient, file: string): Promise<Replay> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new CliError(`${file} cannot be read.`);
  });
  return api.call<Replay>('POST', '/simulations/replay', parseYaml(text, file));
}

export function showReplay(replay: Replay, file: string): void {
  const { total, replayed, unknown, differing, items } = replay;
  console.log(`${differing} of ${replayed} requests would be decided otherwise under ${file}.`);
  if (unknown > 0)
    console.log(`${unknown} of ${total} were made before it was kept what they asked, and cannot be planned again.`);
  if (items.length === 0) return;
  console.log('');
  printTable(
    ['REQUEST', 'FOR', 'LEVEL', 'DIFFERS IN', 'BEFORE', 'AFTER', 'ATTRIBUTES'],
    items.map((each) => [
      each.key,
      each.subject,
      [each.application, each.accessLevel].filter((part) => part !== null).join(' / '),
      each.differs.join(', '),
      inWords(each.before),
      inWords(each.after),
      each.attributes,
    ]),
  );
  if (items.length < differing) console.log(`\nThe newest ${items.length} of ${differing}.`);
}

function inWords(plan: PlanSummary): string {
  if (plan.outcome === 'declined') return `declined: ${plan.reason ?? ''}`;
  const stages = plan.stages.map(({ require, approvers }) => `${require} of ${approvers.join(', ')}`);
  const parts = [
    plan.rule === null ? 'no rule' : `rule ${plan.rule}`,
    plan.breakGlass ? 'break glass' : stages.length === 0 ? 'nobody approves' : stages.join('; then '),
    ...(plan.duration === null ? [] : [plan.duration]),
  ];
  return parts.join('; ');
}
