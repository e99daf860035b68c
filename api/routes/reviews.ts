/** Reviews of access that was given: look, and decide. */
import { z } from 'zod';
import { macOf } from '../../config/mac.ts';
import { LeaseholdError } from '../../domain/errors.ts';
import { normalizeEmail, samePerson } from '../../domain/people.ts';
import { reason } from '../../domain/reasons.ts';
import type { Review } from '../../domain/review.ts';
import { review as reviewUpdate } from '../../workflows/contract/access-request.ts';
import { API } from '../http/base.ts';
import { type Route, reply, route, type SignedInCall } from '../http/route.ts';
import { updateRequest } from '../request-run.ts';
import { pageOf, paging, word } from '../schemas/common.ts';
import { review, reviewVerdict } from '../schemas/review.ts';

const tag = 'Reviews';
const one = z.strictObject({ id: word });

export const reviewRoutes: readonly Route[] = [
  route(
    {
      method: 'get',
      path: `${API}/reviews`,
      action: 'reviews.read',
      tag,
      summary: 'Reviews, newest first',
      query: z.strictObject({ state: z.enum(['open', 'overdue', 'closed']).optional(), ...paging }),
      answers: { 200: pageOf(review) },
    },
    async (call) => {
      const reviewer = call.scope === 'own' ? normalizeEmail(call.principal.name) : undefined;
      return reply(200, await call.services.store.reviews.list({ ...call.query, reviewer }));
    },
  ),

  route(
    {
      method: 'get',
      path: `${API}/reviews/{id}`,
      action: 'reviews.read',
      tag,
      summary: 'One review, with its items',
      params: one,
      // The id of a review after break glass holds its request's key.
      answers: { 200: review },
    },
    async (call) => reply(200, await readable(call)),
  ),

  route(
    {
      method: 'post',
      path: `${API}/reviews/{id}/items/{item}/decision`,
      action: 'reviews.decide',
      tag,
      summary: 'Keep the access, or take it away',
      description: 'One verdict closes a review of break glass: all that was opened belongs together.',
      params: one.extend({ item: word }),
      body: reviewVerdict,
      answers: { 200: review },
      problems: ['LH_CONFLICT'],
    },
    async (call) => {
      const { decision, comment } = call.body;
      const found = await readable(call);
      if (!found.items.some((item) => item.id === call.params.item) || found.requestKey === null)
        throw new LeaseholdError('LH_NOT_FOUND', `The review ${found.id} has no item ${call.params.item}.`);
      const message = {
        issueKey: found.requestKey,
        reviewId: found.id,
        actor: normalizeEmail(call.principal.name),
        verdict: decision,
        comment: comment === '' ? undefined : comment,
      };
      const signed = { ...message, mac: macOf(call.services.macKey, message) };
      await orEarlier(found, message, () =>
        updateRequest(call.services, message.issueKey, (run) => run.executeUpdate(reviewUpdate, { args: [signed] })),
      );
      return reply(200, (await call.services.store.reviews.get(found.id)) ?? found);
    },
  ),
];

/** Once the run has ended, the second click answers with the first result; another verdict is told who decided. */
async function orEarlier(
  found: Review,
  { actor, verdict }: { actor: string; verdict: string },
  call: () => Promise<unknown>,
): Promise<void> {
  const [item] = found.items;
  if (found.state !== 'closed' || item === undefined || item.by === null) {
    await call();
    return;
  }
  if (item.verdict === verdict && samePerson(item.by, actor)) return;
  throw new LeaseholdError(
    'LH_CONFLICT',
    reason('reviewed_already', item.by, item.verdict ?? '', item.at ?? '').sentence,
  );
}

async function readable(call: SignedInCall<{ readonly id: string }>): Promise<Review> {
  const found = await call.services.store.reviews.get(call.params.id);
  const me = call.principal.name;
  if (found !== undefined && (call.scope === 'any' || found.reviewers.some((each) => samePerson(each, me))))
    return found;
  throw new LeaseholdError('LH_NOT_FOUND', `There is no review ${call.params.id}.`);
}
