/**
 * The review after break glass, beside the access that it is about: it opens at once, reminds, takes the access away when
 * nobody reviewed in time, and stays until somebody has closed it, which may be long after the access has ended.
 */
import { condition } from '@temporalio/workflow';
import { remindReviewers, reviewed } from '../../domain/messages.ts';
import { reason } from '../../domain/reasons.ts';
import { reviewReminder } from '../../domain/review.ts';
import { jira, local } from './activities.ts';
import type { RequestRun } from './request-run.ts';

/** Resolves when the review is closed; at once for access that was approved beforehand. */
export async function reviewGlass(run: RequestRun): Promise<void> {
  const { plan } = run.planned();
  if (plan.breakGlass === undefined) return;
  await open(run);
  await remindOnce(run);
  await overdue(run);
  await condition(() => run.review?.decision !== undefined);
  await close(run);
}

async function open(run: RequestRun): Promise<void> {
  const { plan, ask } = run.planned();
  run.note('breakGlass.used', ask.requester.email, { reason: ask.justification });
  const remember = run.remember();
  run.review = await jira.openReview.executeWithOptions({ summary: 'open the review of the break glass' }, [
    { issueKey: run.issueKey, ask, plan, leases: run.leases, now: now(), remember },
  ]);
  run.saved(remember);
}

async function remindOnce(run: RequestRun): Promise<void> {
  const { plan } = run.planned();
  const { review } = run;
  if (review === undefined || (await decidedBefore(run, reviewReminder(review)))) return;
  run.note('review.reminded', 'leasehold');
  run.tell({
    comment: {
      key: 'break-glass-reminder',
      paragraphs: remindReviewers(plan, review),
      mention: review.reviewers
        .filter((each) => each.accountId !== undefined)
        .map(({ email, accountId }) => ({ email, ...(accountId === undefined ? {} : { accountId }) })),
    },
    remember: run.remember(),
    event: 'breakGlass.reminded',
  });
}

async function overdue(run: RequestRun): Promise<void> {
  const { plan, ask } = run.planned();
  const { review } = run;
  if (review === undefined || (await decidedBefore(run, Date.parse(review.dueAt)))) return;
  // What is left of the access ends first: whether anybody can be told must not keep it alive.
  run.endNow = { state: 'revoked', by: 'leasehold', reason: reason('review_overdue') };
  const escalated = await jira.escalateReview.executeWithOptions({ summary: 'the review is overdue' }, [
    { issueKey: run.issueKey, ask, plan, review, now: now(), remember: run.remember() },
  ]);
  // Somebody may have decided while the admins were looked up.
  run.review = { ...escalated, decision: run.review?.decision };
}

async function close(run: RequestRun): Promise<void> {
  const { plan } = run.planned();
  const { review } = run;
  const decision = review?.decision;
  if (review === undefined || decision === undefined) return;
  if (decision.verdict === 'revoke')
    run.endNow ??= {
      state: 'revoked',
      by: decision.by,
      reason: reason('revoked_in_review', decision.by, decision.comment),
    };
  run.note('review.closed', decision.by, {
    reason: decision.comment,
    details: { review: review.id, verdict: decision.verdict },
  });
  const remember = run.remember();
  await local.closeReview({ review, decision, remember });
  run.saved(remember);
  run.reviewClosed = true;
  run.tell({
    comment: {
      key: 'break-glass-reviewed',
      paragraphs: reviewed(plan, decision),
      mention: [run.planned().ask.requester],
    },
    event: 'breakGlass.reviewed',
    remember: run.remember(),
  });
}

/** Whether somebody decides before an instant (epoch milliseconds). */
function decidedBefore(run: RequestRun, instant: number): Promise<boolean> {
  return condition(() => run.review?.decision !== undefined, Math.max(1, instant - Date.now()));
}

function now(): string {
  return new Date(Date.now()).toISOString();
}
