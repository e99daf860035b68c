/**
 * From the approval until the access has ended. Four coroutines that never wait for one another watch over it: the clock,
 * the issue, the ledger, and the giving. Nothing outside stands between a timer and the end.
 */
import type { Run } from '../run/run.ts';
import { runUntil } from '../run/until.ts';
import { keepTime } from './clock.ts';
import { endAccess } from './end-access.ts';
import { takeReplaced } from './exchange.ts';
import { give } from './give.ts';
import { hearIssue } from './issue.ts';
import { hearLedger } from './ledger.ts';
import { reviewGlass } from './review-glass.ts';
import { takeBack } from './take-back.ts';

/** Resolves when the access has ended, everything else that had to be taken is taken, and a review is closed. */
export async function keepAccess(run: Run): Promise<void> {
  await Promise.all([holdUntilEnd(run), takeReplaced(run), takeBack(run), reviewGlass(run)]);
  run.set({ phase: 'over' });
}

async function holdUntilEnd(run: Run): Promise<void> {
  do {
    await runUntil(
      run,
      () => run.state.ending !== undefined,
      () => keepTime(run),
      () => hearIssue(run),
      () => hearLedger(run),
      () => give(run),
    );
  } while (!(await endAccess(run)));
}
