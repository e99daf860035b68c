/** Visibility of reviews: all, or those that a caller reviews, and those of their own access or their applications. */

import type { Review } from '../../domain/approval/review.ts';
import { LeaseholdError } from '../../domain/errors.ts';
import { samePerson } from '../../domain/people.ts';
import type { SignedInCall } from '../declare-route.ts';

/** @throws LeaseholdError LH_NOT_FOUND also for invisible reviews, so that their existence is not revealed. */
export async function readableReview(call: SignedInCall, id: string): Promise<Review> {
  const found = await call.services.store.reviews.get(id);
  if (found !== undefined && (isPartOf(call.principal.name, found) || (await reachesOne(call, found)))) return found;
  throw new LeaseholdError('LH_NOT_FOUND', `There is no review ${id}.`);
}

function isPartOf(name: string, review: Review): boolean {
  return [...review.reviewers, ...review.items.map((item) => item.subject)].some((email) => samePerson(email, name));
}

async function reachesOne(call: SignedInCall, review: Review): Promise<boolean> {
  for (const { application } of review.items) if (await call.reaches(application)) return true;
  return false;
}
