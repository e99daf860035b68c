/**
 * One request, from the issue in Jira until the access it led to has ended: read back, plan, wait for approval, give,
 * hold, take away. Each step is a file beside this one or a folder; what they share is in `run/`.
 */
import { allHandlersFinished, CancellationScope, condition, continueAsNew, isCancellation } from '@temporalio/workflow';
import type { RequestView } from '../../domain/ledger/records.ts';
import type { AccessRequestInput } from '../contract/access-request.ts';
import { keepAccess } from './access/keep-access.ts';
import { awaitApproval } from './approval/await-approval.ts';
import { pause } from './approval/pause.ts';
import { cancel } from './cancel.ts';
import { listen } from './listen.ts';
import { removeAccess } from './remove-access.ts';
import { Run } from './run/run.ts';
import { runUntil } from './run/until.ts';
import { takeIn } from './take-in.ts';

export async function accessRequest(input: AccessRequestInput): Promise<RequestView> {
  const run = new Run(input);
  listen(run);
  try {
    await carryOn(run);
  } catch (error) {
    if (!isCancellation(error)) throw error;
    // An operator cancelled the run: that must not leave access behind that nobody takes away.
    cancel(run);
    await CancellationScope.nonCancellable(() => carryOn(run));
    throw error;
  }
  return run.view();
}

/** Carries the request to its end, or hands the state to a new run when the history has become long. */
async function carryOn(run: Run): Promise<void> {
  let over = false;
  const story = async (): Promise<void> => {
    await tellStory(run);
    await run.voice.told();
    over = true;
  };
  await runUntil(
    run,
    () => over || run.isLong(),
    story,
    () => run.voice.speak(),
  );
  run.leaving = !over;
  await Promise.all(run.stopping);
  await condition(allHandlersFinished);
  if (!over) await continueAsNew<typeof accessRequest>({ version: 1, issueKey: run.issueKey, carried: run.state });
}

async function tellStory(run: Run): Promise<void> {
  for (;;) {
    switch (run.state.phase) {
      case 'intake':
        await pause(run);
        if (run.state.phase === 'intake') await takeIn(run);
        break;
      case 'waiting':
        await awaitApproval(run);
        break;
      case 'access':
        await keepAccess(run);
        break;
      case 'removing':
        await removeAccess(run);
        break;
      case 'over':
        return;
    }
  }
}
