/**
 * Temporal was restored to an earlier moment, or the run was reset: it waits for an approval, and the ledger has the
 * access, or the store has decisions that the run does not know.
 */
import { condition } from '@temporalio/workflow';
import { main } from '../run/activities.ts';
import type { Run } from '../run/run.ts';

/** Has the request taken in again when others know more of it: that is adopted then, or it has ended already. */
export async function takeOver(run: Run): Promise<void> {
  for (;;) {
    await condition(() => run.state.inbox.ledgerNudged || run.behind);
    run.inbox((inbox) => ({ ...inbox, ledgerNudged: false }));
    if (run.behind || (await main.readLeases(run.issueKey)).length > 0) break;
  }
  run.set({ phase: 'intake', open: undefined, deadlines: {} });
}
