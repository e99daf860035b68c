/** The ledger against Temporal: runs that are missing, and runs that know less than the ledger. */
import { requestWorkflowId } from '../../workflows/contract/ids.ts';
import type { Difference, ReconcileResult } from '../../workflows/contract/reconcile.ts';
import { judgeRun } from '../keeping/judge-run.ts';
import { eachOf, type KeeperParts } from '../keeping/parts.ts';
import { findRun, signalRun, startRun, whoseRuns } from '../keeping/runs.ts';

const PAGE = 100;
const AT_ONCE = 10;

export async function compareRuns(
  parts: KeeperParts,
  { after = '0/', dryRun }: { readonly after?: string | undefined; readonly dryRun: boolean },
): Promise<ReconcileResult> {
  const { keeping } = parts.dependencies.store;
  const lists = whoseRuns(keeping);
  // The place: the number of a list, and the last key of it that was compared.
  const list = Number(after.slice(0, after.indexOf('/')));
  const keys = (await lists[list]?.(after.slice(after.indexOf('/') + 1), PAGE)) ?? [];
  const now = (await parts.dependencies.now()).getTime();
  const differences: Difference[] = [];
  await eachOf(await keeping.requests(keys), AT_ONCE, async (request) => {
    const judged = judgeRun(request, await findRun(parts, requestWorkflowId(request.key)), now);
    if (judged === 'unaware') {
      if (!dryRun) await signalRun(parts, request.key, true);
      differences.push(about(request.key, 'run_unaware', 'Its run knows less than the ledger', dryRun, 'was woken'));
    } else if (judged === 'missing' || judged === 'failing') {
      if (!dryRun) await startRun(parts, request.key);
      differences.push(about(request.key, 'run_missing', 'It has no run', dryRun, 'was started'));
    }
  });
  const next = keys.length === PAGE ? `${list}/${keys.at(-1)}` : list + 1 < lists.length ? `${list + 1}/` : undefined;
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
