/**
 * One request, from the issue in Jira until the access it led to has ended: read back, plan, wait for approval, give,
 * hold, take away. Each step is a file beside this one.
 */
import { allHandlersFinished, CancellationScope, condition, isCancellation, patched } from '@temporalio/workflow';
import type { RequestView } from '../../domain/ledger/records.ts';
import { reason } from '../../domain/reasons.ts';
import { isFinal } from '../../domain/state.ts';
import type { AccessRequestInput } from '../contract/access-request.ts';
import { awaitApproval } from './await-approval.ts';
import { endAccess } from './end-access.ts';
import { giveAccess } from './give-access.ts';
import { holdAccess } from './hold-access.ts';
import { listen } from './listen.ts';
import { removeAccess, takeReplaced } from './remove-access.ts';
import { HOLD_WHILE_TAKING, RequestRun } from './request-run.ts';
import { reviewGlass } from './review-glass.ts';
import { end, takeIn } from './take-in.ts';

export async function accessRequest(input: AccessRequestInput): Promise<RequestView> {
  const run = new RequestRun(input);
  listen(run);
  try {
    await tellStory(run);
  } catch (error) {
    if (!isCancellation(error)) throw error;
    // An operator cancelled the run: that must not leave access behind that nobody takes away.
    await CancellationScope.nonCancellable(() => endCancelled(run));
    throw error;
  }
  await run.told();
  await condition(allHandlersFinished);
  return run.view();
}

/**
 * A change gives the new level before it takes the old one. The new one is held meanwhile: taking the old one is
 * retried until it succeeds, and that must not keep the new one beyond its time.
 */
async function holdInExchange(run: RequestRun): Promise<void> {
  if (run.planned().plan.takes.length > 0 && patched(HOLD_WHILE_TAKING)) {
    await Promise.all([takeReplaced(run), holdAccess(run)]);
    return;
  }
  await takeReplaced(run);
  await holdAccess(run);
}

async function endCancelled(run: RequestRun): Promise<void> {
  if (!isFinal(run.state)) {
    if (run.leases.some((lease) => lease.state !== 'ended'))
      await endAccess(run, { state: 'revoked', by: 'operator', reason: reason('cancelled') });
    else end(run, 'withdrawn', 'operator', reason('cancelled'));
  }
  await run.reviewing;
  await run.told();
  await condition(allHandlersFinished);
}

async function tellStory(run: RequestRun): Promise<void> {
  let next = await takeIn(run);
  while (next === 'planned') {
    const approval = await awaitApproval(run);
    if (approval === 'ended') return;
    if (approval === 'approved') {
      next = 'approved';
      break;
    }
    // The request was edited: the approvals were for another one.
    next = await takeIn(run);
  }
  if (next === 'ended') return;
  if (run.planned().plan.kind === 'removal') return removeAccess(run);
  if (!(await giveAccess(run))) return;
  // Not cancelled with the access, or anyone who can cancel a run could avoid the review.
  run.reviewing = CancellationScope.nonCancellable(() => reviewGlass(run));
  await Promise.all([run.reviewing, holdInExchange(run)]);
}
