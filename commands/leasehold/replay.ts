/** Past requests under another configuration: asked of the API, shown side by side. */
import { parseYaml } from '../../config/document/parse.ts';
import type { PlanSummary, ReplayedRequest } from '../../domain/planning/replay.ts';
import type { ApiClient } from './api-client.ts';
import { readText } from './configuration-file.ts';
import { printLine, printTable } from './print.ts';
import { createProgress } from './progress.ts';

interface Replay {
  readonly total: number;
  readonly replayed: number;
  readonly unknown: number;
  readonly differing: number;
  readonly items: readonly ReplayedRequest[];
}

export async function replayFile(api: ApiClient, file: string): Promise<Replay> {
  const { name, text } = await readText(file);
  const document = parseYaml(text, name);
  const progress = createProgress();
  progress.say('Planning past requests again');
  return api.call<Replay>('POST', '/simulations/replay', document).finally(() => progress.done());
}

export function showReplay(replay: Replay, file: string): void {
  const { total, replayed, unknown, differing, items } = replay;
  printLine(`${differing} of ${replayed} requests would be decided otherwise under ${file}.`);
  if (unknown > 0)
    printLine(`${unknown} of ${total} were made before it was kept what they asked, and cannot be planned again.`);
  if (items.length === 0) return;
  printLine();
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
  if (items.length < differing) printLine(`\nThe newest ${items.length} of ${differing}.`);
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
