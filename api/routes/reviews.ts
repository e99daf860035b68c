/** Reviews of access that was given: look, and decide. */
import express, { type Response, type Router } from 'express';
import { z } from 'zod';
import { macOf } from '../../config/mac.ts';
import { LeaseholdError } from '../../domain/errors.ts';
import { normalizeEmail, samePerson } from '../../domain/people.ts';
import { reason } from '../../domain/reasons.ts';
import type { Review } from '../../domain/review.ts';
import { review as reviewUpdate } from '../../workflows/contract/access-request.ts';
import { principalOf, requireScope } from '../authorization.ts';
import { updateRequest } from '../request-run.ts';
import type { Services } from '../services.ts';

const listQuery = z.object({
  state: z.enum(['open', 'overdue', 'closed']).optional(),
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});
const decisionBody = z.strictObject({
  decision: z.enum(['keep', 'revoke']),
  comment: z.string().trim().max(2_000).optional(),
});

export function reviewRoutes(services: Services): Router {
  const router = express.Router();

  router.get('/reviews', async (request, response) => {
    const own = requireScope(response, 'reviews.read') === 'own';
    const reviewer = own ? normalizeEmail(principalOf(response).name) : undefined;
    response.json(await services.store.reviews.list({ ...listQuery.parse(request.query), reviewer }));
  });

  router.get('/reviews/:id', async (request, response) => {
    response.json(await readable(services, response, request.params.id));
  });

  /** One verdict closes a review of break glass: all that was opened belongs together. */
  router.post('/reviews/:id/items/:item/decision', async (request, response) => {
    requireScope(response, 'reviews.decide');
    const { decision, comment } = decisionBody.parse(request.body ?? {});
    const review = await readable(services, response, request.params.id);
    if (!review.items.some((item) => item.id === request.params.item) || review.requestKey === null)
      throw new LeaseholdError('LH_NOT_FOUND', `The review ${review.id} has no item ${request.params.item}.`);
    const message = {
      issueKey: review.requestKey,
      reviewId: review.id,
      actor: normalizeEmail(principalOf(response).name),
      verdict: decision,
      comment: comment === '' ? undefined : comment,
    };
    const signed = { ...message, mac: macOf(services.macKey, message) };
    await orEarlier(review, message, () =>
      updateRequest(services, message.issueKey, (handle) => handle.executeUpdate(reviewUpdate, { args: [signed] })),
    );
    response.json(await services.store.reviews.get(review.id));
  });

  return router;
}

/** Once the run has ended, the second click answers with the first result; another verdict is told who decided. */
async function orEarlier(
  review: Review,
  { actor, verdict }: { actor: string; verdict: string },
  call: () => Promise<unknown>,
): Promise<void> {
  const [item] = review.items;
  if (review.state !== 'closed' || item === undefined || item.by === null) {
    await call();
    return;
  }
  if (item.verdict === verdict && samePerson(item.by, actor)) return;
  throw new LeaseholdError(
    'LH_CONFLICT',
    reason('reviewed_already', item.by, item.verdict ?? '', item.at ?? '').sentence,
  );
}

async function readable(services: Services, response: Response, id: string): Promise<Review> {
  const scope = requireScope(response, 'reviews.read');
  const review = await services.store.reviews.get(id);
  const me = principalOf(response).name;
  if (review !== undefined && (scope === 'any' || review.reviewers.some((each) => samePerson(each, me)))) return review;
  throw new LeaseholdError('LH_NOT_FOUND', `There is no review ${id}.`);
}
