/** Starts the run of each stored order to revoke whose run is gone. An order that was stored is carried out. */
import { log } from '@temporalio/activity';
import { before } from '../../domain/ledger/keeping.ts';
import type { Revocation } from '../../store/ledger/revocation-store.ts';
import { revocationWorkflowId } from '../../workflows/contract/ids.ts';
import { endsAtOnce } from './judge-run.ts';
import { eachOf, type KeeperParts, keepApart } from './parts.ts';
import { findRun, startOrder } from './runs.ts';

/** Orders of one round, and how many of them are checked at once. */
const PAGE = 200;
const AT_ONCE = 10;
/** The API stores an order first, and starts its run within this time, in milliseconds. */
const STARTS_WITHIN_MS = 60_000;

export async function keepOrders(parts: KeeperParts): Promise<void> {
  const { store, now } = parts.dependencies;
  const by = before((await now()).toISOString(), STARTS_WITHIN_MS);
  await eachOf(await store.revocations.running(by, PAGE), AT_ONCE, (order) =>
    keepApart('The run of an order to revoke', order.id, () => keepOrder(parts, order)),
  );
}

async function keepOrder(parts: KeeperParts, { id, by }: Pick<Revocation, 'id' | 'by'>): Promise<void> {
  const run = await findRun(parts, revocationWorkflowId(id));
  if (run.running) return;
  if (endsAtOnce(run, (await parts.dependencies.now()).getTime()))
    return log.error('The run of an order to revoke ends each time that it is started', { id });
  log.warn('An order to revoke has no run; the keeper starts it', { id });
  await startOrder(parts, id, by);
}
