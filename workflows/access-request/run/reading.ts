/** Reads the issue back when it has changed. */
import { condition, sleep } from '@temporalio/workflow';
import { issueGone, looking, nextLook, noted } from '../../../domain/approval/inbox.ts';
import { hasVotes } from '../../../domain/approval/issue-step.ts';
import { openRef } from '../../../domain/approval/open-ref.ts';
import { standingKnown } from '../../../domain/approval/run-state.ts';
import { main } from './activities.ts';
import { nowIso } from './now.ts';
import { withPlan } from './planned.ts';
import type { Run } from './run.ts';

/**
 * Reads the issue after each nudge, as often as the inbox allows. Runs beside everything else: Jira may be away for
 * days, and nothing waits for it.
 */
export async function watchIssue(run: Run): Promise<void> {
  for (;;) {
    await condition(() => run.state.inbox.nudged || run.state.inbox.more);
    const wait = nextLook(run.state.inbox) - Date.now();
    if (wait > 0) await sleep(wait);
    await readBack(run);
  }
}

/** Has the issue read again, with the people whose decisions wait for it. */
export function lookAgain(run: Run): void {
  if (!run.state.inbox.nudged) run.inbox((inbox) => ({ ...inbox, nudged: true }));
}

/** Reads the changes of the issue since the last reading. */
export async function readBack(run: Run): Promise<void> {
  run.inbox((inbox) => looking(inbox, Date.now()));
  try {
    const { mark } = run.state.inbox;
    const read = await withPlan(run, () => {
      const open = openRef(run.state);
      return main.readIssue.executeWithOptions({ summary: 'read what happened on the issue' }, [
        {
          issueKey: run.issueKey,
          ...(mark === undefined ? {} : { after: mark }),
          ...(open === undefined ? {} : { open }),
        },
      ]);
    });
    run.inbox((inbox) => (read.outcome === 'gone' ? issueGone(inbox, nowIso()) : noted(inbox, read.reading)));
    run.become(standingKnown(run.state, read.reading.standing, hasVotes(read.reading)));
  } catch (error) {
    // Cancelled: what was not read is read by what comes next.
    run.inbox((inbox) => ({ ...inbox, nudged: true }));
    throw error;
  }
}
