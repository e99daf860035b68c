/** Which reviews somebody may see: all, or those they are asked to close and those of access that is theirs or that they own. */

import type { Review } from '../../domain/approval/review.ts';
import { LeaseholdError } from '../../domain/errors.ts';
import { samePerson } from '../../domain/people.ts';
import type { SignedInCall } from '../declare-route.ts';

/** @throws LeaseholdError LH_NOT_FOUND also for what they may not see: its existence is nobody else's business. */
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
