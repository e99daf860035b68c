/** The reports that wait for Jira: each once, and no more than a run can carry while Jira can be read and not written. */
import type { Report } from './report.ts';

export const MOST_REPORTS = 50;

/**
 * Adds a report. One that waits under the same key is replaced by it.
 * @param underWay the first report is being made: it stays.
 * @returns `dropped`: the report that was given up because too many wait.
 */
export function queued(
  outbox: readonly Report[],
  report: Report,
  underWay: boolean,
): { readonly outbox: readonly Report[]; readonly dropped?: Report | undefined } {
  const first = underWay ? outbox.slice(0, 1) : [];
  const key = report.comment?.key;
  const waiting = outbox.slice(first.length).filter((each) => key === undefined || each.comment?.key !== key);
  const all = [...waiting, report];
  if (first.length + all.length <= MOST_REPORTS) return { outbox: [...first, ...all] };
  const least = Math.min(...waiting.map(weightOf));
  const dropped = waiting.find((each) => weightOf(each) === least);
  return { outbox: [...first, ...all.filter((each) => each !== dropped)], dropped };
}

/** The oldest of the least weight is dropped first: a move that shows the state of the request goes last. */
function weightOf({ moveTo, onlyFrom, event }: Report): number {
  if (onlyFrom !== undefined) return 1;
  if (moveTo !== undefined) return 3;
  return event === undefined ? 0 : 2;
}
