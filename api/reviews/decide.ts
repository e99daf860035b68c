/** Verdicts through the API, signed and sent to the run as updates, which return at once whether they count. */

import { WorkflowNotFoundError, WorkflowUpdateRPCTimeoutOrCancelledError } from '@temporalio/client';
import { macOf } from '../../config/secrets/mac.ts';
import type { Review } from '../../domain/approval/review.ts';
import { LeaseholdError } from '../../domain/errors.ts';
import { samePerson } from '../../domain/people.ts';
import { reason } from '../../domain/reasons.ts';
import type { Verdict } from '../../domain/state.ts';
import { review as reviewUpdate } from '../../workflows/contract/access-request.ts';
import { noteRefusals } from '../requests/refused.ts';
import { updateRequest } from '../requests/run.ts';
import type { Services } from '../services.ts';
import { deliverNudge } from '../webhook/deliver.ts';

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
  const signed = { ...verdict, mac: macOf(services.macKey, 'verdict', verdict) };
  const tell = () =>
    updateRequest(services, verdict.issueKey, (run) => run.executeUpdate(reviewUpdate, { args: [signed] }));
  try {
    await tell().catch(async (error: unknown) => {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
      // An operator terminated the run. A new one takes the review up: it knows whether the reviewer still is one.
      await deliverNudge(services.temporal, verdict.issueKey, { event: 'review' }, true);
      await tell();
    });
  } catch (error) {
    const now = await services.store.reviews.get(found.id);
    // Another verdict came first, and the run has ended.
    if (now?.state === 'closed') return closedBefore(now, verdict);
    if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return undefined;
    throw error;
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
