/**
 * Temporal was restored to an earlier moment, or the run was reset: it waits for an approval that was given, and the
 * ledger has the access.
 */
import { condition } from '@temporalio/workflow';
import { main } from '../run/activities.ts';
import type { Run } from '../run/run.ts';

/** Has the request taken in again when the ledger has access for it: the access is adopted then. */
export async function findLeases(run: Run): Promise<void> {
  for (;;) {
    await condition(() => run.state.inbox.ledgerNudged);
    run.inbox((inbox) => ({ ...inbox, ledgerNudged: false }));
    const leases = await main.readLeases(run.issueKey);
    if (leases.some((lease) => lease.state !== 'ended')) run.set({ phase: 'intake', open: undefined, deadlines: {} });
  }
}
