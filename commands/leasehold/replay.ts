/** Replays past requests under another configuration, and shows the plans before and after. */
import { AS_YAML, dataOf, type Schemas } from '../../api/client/client.ts';
import { parseYaml } from '../../config/document/parse.ts';
import type { Api } from './api-client.ts';
import { readText } from './configuration-file.ts';
import { printLine, printTable } from './print.ts';
import { createProgress } from './progress.ts';

type Replay = Schemas['Replay'];

export async function replayFile(api: Api, file: string): Promise<Replay> {
  const { name, text } = await readText(file);
  // Invalid YAML is reported with the name of the file.
  parseYaml(text, name);
  const progress = createProgress();
  progress.say('Planning past requests again');
  const answer = api.POST('/api/v1/simulations/replay', { body: text, ...AS_YAML });
  return dataOf(answer).finally(() => progress.done());
}

export function showReplay(replay: Replay, file: string): void {
  const { total, replayed, unknown, differing, items } = replay;
  printLine(`${differing} of ${replayed} requests would be decided differently under ${file}.`);
  if (unknown > 0)
    printLine(`${unknown} of ${total} cannot be planned again: they are older than the stored request data.`);
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
  if (items.length < differing) printLine(`\nShowing the newest ${items.length} of ${differing}.`);
}

function inWords(plan: Schemas['PlanSummary']): string {
  if (plan.outcome === 'declined') return `declined: ${plan.reason ?? ''}`;
  const stages = plan.stages.map(({ require, approvers }) => `${require} of ${approvers.join(', ')}`);
  const parts = [
    plan.rule === null ? 'no rule' : `rule ${plan.rule}`,
    plan.breakGlass ? 'break glass' : stages.length === 0 ? 'no approval' : stages.join('; then '),
    ...(plan.duration === null ? [] : [plan.duration]),
  ];
  return parts.join('; ');
}
