/**
 * The review after break glass, in parallel with the access. It opens at once, reminds, takes the access away when
 * nobody reviewed in time, and stays until someone has closed it, which may be long after the access has ended.
 */
import { condition } from '@temporalio/workflow';
import { mentionable } from '../../domain/approval/approvals.ts';
import { type OpenReview, reviewReminder } from '../../domain/approval/review.ts';
import { reason } from '../../domain/reasons.ts';
import { isFinal } from '../../domain/state.ts';
import { glassBroken, remindReviewers, reviewed, reviewOverdue } from '../../domain/telling/messages.ts';
import { jira } from './activities.ts';
import type { RequestRun } from './request-run.ts';

/** Resolves when the review is closed; at once for access that was approved beforehand. */
export async function reviewGlass(run: RequestRun): Promise<void> {
  if (run.planned().plan.breakGlass === undefined) return;
  const review = await open(run);
  if (review.decision !== undefined) {
    // An earlier run of this request saw it closed.
    run.reviewClosed = true;
    return;
  }
  if (!(await decidedBefore(run, reviewReminder(review)))) remind(run, review);
  let escalated = Promise.resolve();
  if (!(await decidedBefore(run, Date.parse(review.dueAt)))) escalated = overdue(run, review);
  await condition(() => run.review?.decision !== undefined);
  await close(run);
  await escalated;
}

/** Saves the review and notifies everyone concerned, without waiting for Jira: its time runs from now. */
async function open(run: RequestRun): Promise<OpenReview> {
  const { plan, ask } = run.planned();
  const { reviewers, told } = run.glass;
  const grantIds = run.leases.map((lease) => lease.grantId);
  const review = await run.local.openReview({ issueKey: run.issueKey, ask, plan, reviewers, grantIds, now: now() });
  run.review = review;
  // Reviewers are planned approvers: they may end the access on the issue as well.
  run.approvers = [...run.approvers, ...reviewers];
  run.describe();
  run.shout({
    comment: { key: 'break-glass', paragraphs: glassBroken(plan, ask, review), mention: told, review: review.id },
    remember: run.remember(),
    event: 'breakGlass',
  });
  return review;
}

function remind(run: RequestRun, review: OpenReview): void {
  run.note('review.reminded', 'leasehold');
  run.shout({
    comment: {
      key: 'break-glass-reminder',
      paragraphs: remindReviewers(run.planned().plan, review),
      mention: mentionable(review.reviewers),
      review: review.id,
    },
    remember: run.remember(),
    event: 'breakGlass.reminded',
  });
}

/** The remaining access ends first: a failed notification must not keep it alive. */
async function overdue(run: RequestRun, review: OpenReview): Promise<void> {
  const { plan, ask } = run.planned();
  run.endNow = { state: 'revoked', by: 'leasehold', reason: reason('review_overdue') };
  const escalated = await jira.escalateReview.executeWithOptions({ summary: 'the review is overdue' }, [
    { issueKey: run.issueKey, ask, plan, review, now: now() },
  ]);
  // A verdict may have come while the admins were looked up.
  run.review = { ...escalated, decision: run.review?.decision };
  run.describe();
  run.shout({
    comment: {
      key: 'break-glass-overdue',
      paragraphs: reviewOverdue(plan, escalated),
      mention: mentionable(escalated.reviewers),
      review: review.id,
    },
    remember: run.remember(),
    event: 'breakGlass.overdue',
  });
}

async function close(run: RequestRun): Promise<void> {
  const { plan, ask } = run.planned();
  const { review } = run;
  const decision = review?.decision;
  if (review === undefined || decision === undefined) return;
  const over = isFinal(run.state) || run.endNow !== undefined;
  if (decision.verdict === 'revoke' && !over)
    run.endNow = {
      state: 'revoked',
      by: decision.by,
      reason: reason('revoked_in_review', decision.by, decision.comment),
    };
  run.note('review.closed', decision.by, {
    reason: decision.comment,
    details: { review: review.id, verdict: decision.verdict },
  });
  const remember = run.remember();
  await run.local.closeReview({ review, decision, remember });
  run.saved(remember);
  run.reviewClosed = true;
  run.describe();
  run.shout({
    comment: {
      key: 'break-glass-reviewed',
      paragraphs: reviewed(plan, decision, over),
      mention: [ask.requester, ask.subject, ...mentionable(review.reviewers)],
      review: review.id,
    },
    remember: run.remember(),
    event: 'breakGlass.reviewed',
  });
}

/** Whether a verdict comes before an instant (epoch milliseconds). */
function decidedBefore(run: RequestRun, instant: number): Promise<boolean> {
  return condition(() => run.review?.decision !== undefined, Math.max(1, instant - Date.now()));
}

function now(): string {
  return new Date(Date.now()).toISOString();
}
