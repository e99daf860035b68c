/**
 * The review after break glass, in parallel with the access. It opens with the first lease, reminds, takes the access
 * away when nobody reviewed in time, and stays until someone has closed it, which may be long after the access has ended.
 */
import { condition } from '@temporalio/workflow';
import { mentionable } from '../../../domain/approval/approvals.ts';
import { type OpenReview, reviewReminder } from '../../../domain/approval/review.ts';
import { approversAdded, endingWith, planned, type RunState } from '../../../domain/approval/run-state.ts';
import { concerned } from '../../../domain/planning/ask.ts';
import { reason } from '../../../domain/reasons.ts';
import { isFinal } from '../../../domain/state.ts';
import { glassBroken, remindReviewers, reviewed, reviewOverdue } from '../../../domain/telling/messages.ts';
import { main } from '../run/activities.ts';
import { nowIso } from '../run/now.ts';
import { withPlan } from '../run/planned.ts';
import type { Run } from '../run/run.ts';
import { ignoreCancellation, sleepUntil } from '../run/until.ts';

/** Resolves when the review is closed; at once for access that was approved beforehand. */
export async function reviewGlass(run: Run): Promise<void> {
  if (planned(run.state).plan.breakGlass === undefined) return;
  const { leases } = run.state;
  const hasLive = (): boolean => run.state.leases.some((lease) => lease.state === 'live');
  await condition(() => run.state.review !== undefined || hasLive() || isFinal(run.state.state));
  // An earlier run of this request may have held it, and its review may be open still.
  const wasHeld = [...leases, ...run.state.leases].some((lease) => lease.startedAt !== null);
  if (run.state.review === undefined && !wasHeld) return;
  const review = run.state.review ?? (await open(run));
  // An earlier run of this request may have seen it closed.
  if (review.decision !== undefined && !isDone(run, 'closed')) mark(run, 'closed');
  if (isDone(run, 'closed')) return;
  if (!isDone(run, 'reminded') && !(await decidedBefore(run, reviewReminder(review)))) remind(run, review);
  if (!(await decidedBefore(run, Date.parse(review.dueAt)))) overdue(run, review);
  await condition(() => run.state.review?.decision !== undefined);
  await close(run);
}

type Done = RunState['reviewDone'][number];

function isDone(run: Run, what: Done): boolean {
  return run.state.reviewDone.includes(what);
}

function mark(run: Run, what: Done): void {
  run.set({ reviewDone: [...run.state.reviewDone, what] });
}

/** Saves the review and notifies everyone concerned, without waiting for Jira: its time runs from now. */
async function open(run: Run): Promise<OpenReview> {
  const { plan, ask } = planned(run.state);
  const { reviewers, told } = run.state.glass;
  const { grantIds } = run.view();
  const review = await withPlan(run, (ref) => main.openReview({ ...ref, reviewers, grantIds, now: nowIso() }));
  // Reviewers are planned approvers: they may end the access on the issue as well.
  run.become(approversAdded({ ...run.state, review }, reviewers));
  run.voice.describe();
  run.voice.shout({
    comment: { key: 'break-glass', paragraphs: glassBroken(plan, ask, review), mention: told, review: review.id },
    event: 'breakGlass',
  });
  return review;
}

function remind(run: Run, review: OpenReview): void {
  mark(run, 'reminded');
  run.voice.note('review.reminded', 'leasehold');
  run.voice.shout({
    comment: {
      key: 'break-glass-reminder',
      paragraphs: remindReviewers(planned(run.state).plan, review),
      mention: mentionable(review.reviewers),
      review: review.id,
    },
    event: 'breakGlass.reminded',
  });
}

/** The remaining access ends at once; admins are looked up beside, and a verdict does not wait for that. */
function overdue(run: Run, review: OpenReview): void {
  const why = reason('review_overdue');
  run.become(endingWith(run.state, { state: 'revoked', by: 'leasehold', reason: why, lease: 'revoked' }));
  if (isDone(run, 'overdue')) return;
  void escalate(run, review).catch(ignoreCancellation);
}

async function escalate(run: Run, review: OpenReview): Promise<void> {
  const escalated = await withPlan(run, (ref) =>
    main.escalateReview.executeWithOptions({ summary: 'the review is overdue' }, [{ ...ref, review, now: nowIso() }]),
  );
  mark(run, 'overdue');
  // A verdict may have come while the admins were looked up.
  run.set({ review: { ...escalated, decision: run.state.review?.decision } });
  run.voice.describe();
  run.voice.shout({
    comment: {
      key: 'break-glass-overdue',
      paragraphs: reviewOverdue(planned(run.state).plan, escalated),
      mention: mentionable(escalated.reviewers),
      review: review.id,
    },
    event: 'breakGlass.overdue',
  });
}

async function close(run: Run): Promise<void> {
  const { plan, ask } = planned(run.state);
  const { review } = run.state;
  const decision = review?.decision;
  if (review === undefined || decision === undefined) return;
  const over = isFinal(run.state.state) || run.state.ending !== undefined;
  if (decision.verdict === 'revoke' && !over) {
    const why = reason('revoked_in_review', decision.by, decision.comment);
    run.become(endingWith(run.state, { state: 'revoked', by: decision.by, reason: why, lease: 'revoked' }));
  }
  run.voice.note('review.closed', decision.by, {
    reason: decision.comment,
    details: { review: review.id, verdict: decision.verdict },
  });
  const remember = run.voice.remember();
  await main.closeReview({ review, decision, remember });
  run.voice.saved(remember);
  mark(run, 'closed');
  run.voice.describe();
  run.voice.shout({
    comment: {
      key: 'break-glass-reviewed',
      paragraphs: reviewed(plan, decision, over),
      mention: [...concerned(ask), ...mentionable(review.reviewers)],
      review: review.id,
    },
    event: 'breakGlass.reviewed',
  });
}

/** Whether a verdict comes before an instant (epoch milliseconds). */
function decidedBefore(run: Run, instant: number): Promise<boolean> {
  return sleepUntil(instant, () => run.state.review?.decision !== undefined, 'time for the review');
}
