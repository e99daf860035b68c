/**
 * Starts the runs that leases, unfinished requests and open reviews lack, and wakes those that know less than the
 * ledger. A long list is gone through over several rounds; the place is kept in the store.
 */
import { log } from '@temporalio/activity';
import type { KeptRequest } from '../../store/ledger/keeping-store.ts';
import { requestWorkflowId } from '../../workflows/contract/ids.ts';
import { judgeRun } from './judge-run.ts';
import { eachOf, type KeeperParts, keepApart } from './parts.ts';
import { findRun, signalRun, startRun, whoseRuns } from './runs.ts';

/** The setting that remembers where the next round goes on: a list, and the last key of it that was checked. */
const PLACE = 'keeper-runs';
const PAGE = 200;
const AT_ONCE = 10;
/** Milliseconds after which the rest is left to the next round. */
const BUDGET_MS = 15_000;

export async function keepRuns(parts: KeeperParts): Promise<void> {
  const { keeping, settings } = parts.dependencies.store;
  const until = Date.now() + BUDGET_MS;
  const lists = whoseRuns(keeping);
  let { list, after } = readPlace(await settings.get(PLACE));
  for (; list < lists.length; list += 1, after = '') {
    for (let more = true; more; ) {
      const keys = (await lists[list]?.(after, PAGE)) ?? [];
      await eachOf(await keeping.requests(keys), AT_ONCE, (request) =>
        keepApart('The run of a request', request.key, () => keepRun(parts, request)),
      );
      more = keys.length === PAGE;
      after = keys.at(-1) ?? after;
      if (more && Date.now() > until) return settings.set(PLACE, JSON.stringify({ list, after }));
    }
  }
  await settings.set(PLACE, JSON.stringify({ list: 0, after: '' }));
}

function readPlace(text: string | undefined): { list: number; after: string } {
  const { list, after }: { list?: unknown; after?: unknown } = text === undefined ? {} : JSON.parse(text);
  return { list: typeof list === 'number' ? list : 0, after: typeof after === 'string' ? after : '' };
}

async function keepRun(parts: KeeperParts, request: KeptRequest): Promise<void> {
  const { key } = request;
  const run = await findRun(parts, requestWorkflowId(key));
  const judged = judgeRun(request, run, (await parts.dependencies.now()).getTime());
  if (judged === 'unaware') return signalRun(parts, key, true);
  if (judged === 'failing') log.error('The run of a request ends each time that it is started', { key });
  if (judged !== 'missing') return;
  log.warn('A request has no run; the keeper starts it', { key });
  return startRun(parts, key);
}
