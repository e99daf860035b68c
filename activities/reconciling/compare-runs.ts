/** The ledger against Temporal: runs that are missing, and runs that know less than the ledger. */
import type { Difference, ReconcileResult } from '../../workflows/contract/reconcile.ts';
import { judgeRun } from '../keeping/judge-run.ts';
import { eachOf, type KeeperParts } from '../keeping/parts.ts';
import { findRun, signalRun, startRun } from '../keeping/runs.ts';

const PAGE = 100;
const AT_ONCE = 10;
/** Marks of the two lists that are gone through, one after the other. */
const LISTS = ['with/', 'without/'] as const;

export async function compareRuns(
  parts: KeeperParts,
  { after = LISTS[0], dryRun }: { readonly after?: string | undefined; readonly dryRun: boolean },
): Promise<ReconcileResult> {
  const { keeping } = parts.dependencies.store;
  const [first, second] = LISTS;
  const list = after.startsWith(first) ? first : second;
  const read = list === first ? keeping.requestsWithLeases : keeping.requestsWithout;
  const keys = await read(after.slice(list.length), PAGE);
  const now = (await parts.dependencies.now()).getTime();
  const differences: Difference[] = [];
  await eachOf(await keeping.requests(keys), AT_ONCE, async (request) => {
    const judged = judgeRun(request, await findRun(parts, request.key), now);
    if (judged.is === 'unaware') {
      if (!dryRun) await signalRun(parts, request.key);
      differences.push(about(request.key, 'run_unaware', 'Its run knows less than the ledger', dryRun, 'was woken'));
    } else if (judged.is === 'missing' || judged.is === 'failing') {
      if (!dryRun) await startRun(parts, request.key);
      differences.push(about(request.key, 'run_missing', 'It has no run', dryRun, 'was started'));
    } else if (judged.is === 'over')
      differences.push(about(request.key, 'run_missing', 'Its access has ended and its run is gone', true, ''));
  });
  const next = keys.length === PAGE ? `${list}${keys.at(-1)}` : list === first ? second : undefined;
  return { checked: keys.length, differences, ...(next === undefined ? {} : { next }) };
}

function about(
  key: string,
  kind: 'run_missing' | 'run_unaware',
  what: string,
  dryRun: boolean,
  done: string,
): Difference {
  const detail = dryRun ? `${what}; the keeper of leases sees to it.` : `${what}; it ${done}.`;
  return { kind, about: key, application: null, subject: null, detail, settled: true };
}
