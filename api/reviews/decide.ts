/** Verdicts through the API, signed and sent to the run as updates, which return at once whether they count. */

import { WorkflowNotFoundError, WorkflowUpdateRPCTimeoutOrCancelledError } from '@temporalio/client';
import { macOf } from '../../config/secrets/mac.ts';
import { judgeReview, type Review } from '../../domain/approval/review.ts';
import { LeaseholdError } from '../../domain/errors.ts';
import { samePerson } from '../../domain/people.ts';
import { interestedOf } from '../../domain/planning/ask.ts';
import { reason } from '../../domain/reasons.ts';
import type { Verdict } from '../../domain/state.ts';
import { review as reviewUpdate } from '../../workflows/contract/access-request.ts';
import { noteRefusals } from '../requests/refused.ts';
import { updateRequest } from '../requests/run.ts';
import type { Services } from '../services.ts';

interface ApiVerdict {
  readonly issueKey: string;
  readonly reviewId: string;
  readonly actor: string;
  readonly verdict: Verdict;
  readonly comment: string | undefined;
}

/**
 * @returns undefined if it is not known in time whether the verdict counts.
 * @throws LeaseholdError when the run refuses the verdict, or another person has closed the review.
 */
export function decideReview(services: Services, found: Review, verdict: ApiVerdict): Promise<Review | undefined> {
  return noteRefusals(services, verdict, () => send(services, found, verdict));
}

async function send(services: Services, found: Review, verdict: ApiVerdict): Promise<Review | undefined> {
  if (found.state === 'closed') return closedBefore(found, verdict);
  try {
    const signed = { ...verdict, mac: macOf(services.macKey, 'verdict', verdict) };
    await updateRequest(services, verdict.issueKey, (run) => run.executeUpdate(reviewUpdate, { args: [signed] }));
  } catch (error) {
    const now = await services.store.reviews.get(found.id);
    // Another verdict came first, and the run has ended.
    if (now?.state === 'closed') return closedBefore(now, verdict);
    if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return undefined;
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    await closeWithoutRun(services, found, verdict);
  }
  return (await services.store.reviews.get(found.id)) ?? found;
}

/** A repeated verdict returns the first result; another verdict gets the name of the reviewer. */
function closedBefore(review: Review, { actor, verdict }: ApiVerdict): Review {
  const [item] = review.items;
  if (item?.by == null || (item.verdict === verdict && samePerson(item.by, actor))) return review;
  throw new LeaseholdError(
    'LH_CONFLICT',
    reason('reviewed_already', item.by, item.verdict ?? '', item.at ?? '').sentence,
  );
}

/** An operator terminated the run. The API must close the review itself, because no run receives the verdict. */
async function closeWithoutRun(services: Services, review: Review, verdict: ApiVerdict): Promise<void> {
  const { store } = services;
  const request = await store.requests.kept(verdict.issueKey);
  const planned = await store.requests.plan(verdict.issueKey);
  const reviewers = review.reviewers.map((email) => ({ email, seat: email, via: 'reviewer' }));
  const interested =
    planned === undefined
      ? { requester: { email: request?.requester ?? '' }, subject: { email: request?.subject ?? '' } }
      : interestedOf({ ...planned.ask, editors: request?.editors ?? planned.ask.editors }, false);
  const judged = judgeReview({ ...review, reviewers }, { email: verdict.actor }, verdict.verdict, interested);
  if (judged.outcome === 'refused') throw new LeaseholdError('LH_FORBIDDEN', judged.reason.sentence);
  const leases = await store.ledger.leasesOfRequest(verdict.issueKey);
  if (verdict.verdict === 'revoke' && leases.some((lease) => lease.state !== 'ended'))
    throw new LeaseholdError('LH_CONFLICT', reason('nobody_to_revoke', verdict.issueKey).sentence);
  const { actor: by, comment } = verdict;
  const at = (await services.ledgerNow()).toISOString();
  await store.reviews.close(review.id, { verdict: verdict.verdict, by, at, comment }, [
    {
      key: `${review.id}/review.closed`,
      at,
      actor: by,
      action: 'review.closed',
      subject: request?.subject ?? undefined,
      application: request?.application ?? undefined,
      accessLevel: request?.accessLevel ?? undefined,
      requestKey: verdict.issueKey,
      reason: comment,
      details: { review: review.id, verdict: verdict.verdict, withoutRun: true },
    },
  ]);
}
