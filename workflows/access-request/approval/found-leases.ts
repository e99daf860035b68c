/**
 * Temporal was restored to an earlier moment, or the run was reset: it waits for an approval that was given, and the
 * ledger has the access.
 */
import { condition } from '@temporalio/workflow';
import { main } from '../run/activities.ts';
import type { Run } from '../run/run.ts';

/** Has the request taken in again when the ledger has access for it: it is adopted then, or has ended already. */
export async function findLeases(run: Run): Promise<void> {
  for (;;) {
    await condition(() => run.state.inbox.ledgerNudged);
    run.inbox((inbox) => ({ ...inbox, ledgerNudged: false }));
    const leases = await main.readLeases(run.issueKey);
    if (leases.length > 0) run.set({ phase: 'intake', open: undefined, deadlines: {} });
  }
}
