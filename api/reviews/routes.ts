/** Reviews: list, read, decide. */

import { z } from 'zod';
import { LeaseholdError } from '../../domain/errors.ts';
import { normalizeEmail } from '../../domain/people.ts';
import { REVIEW_STATES } from '../../domain/state.ts';
import { type Route, route } from '../declare-route.ts';
import { API } from '../http/base.ts';
import { pageOf, paging, word } from '../http/common-schema.ts';
import { PENDING_HEADERS, pending, pendingReply } from '../http/pending.ts';
import { reply } from '../http/route.ts';
import { visibleTo } from '../requests/reach.ts';
import { decideReview } from './decide.ts';
import { readableReview } from './reach.ts';
import { review, reviewVerdict } from './schema.ts';

const tag = 'Reviews';
const one = z.strictObject({ id: word });

export const reviewRoutes: readonly Route[] = [
  route(
    {
      method: 'get',
      path: `${API}/reviews`,
      action: 'reviews.read',
      tag,
      summary: 'List reviews, newest first',
      query: z.strictObject({ state: z.enum(REVIEW_STATES).optional(), ...paging }),
      answers: { 200: pageOf(review) },
    },
    async (call) => {
      return reply(200, await call.services.store.reviews.list({ ...call.query, visibleTo: await visibleTo(call) }));
    },
  ),

  route(
    {
      method: 'get',
      path: `${API}/reviews/{id}`,
      action: 'reviews.read',
      tag,
      summary: 'Get a review with its items',
      params: one,
      // The id of a review after break glass contains its request's key.
      answers: { 200: review },
    },
    async (call) => reply(200, await readableReview(call, call.params.id)),
  ),

  route(
    {
      method: 'post',
      path: `${API}/reviews/{id}/items/{item}/decision`,
      action: 'reviews.decide',
      tag,
      summary: 'Decide a review: keep or revoke the access',
      description: 'One verdict closes a review after break glass, because all access of the request belongs together.',
      params: one.extend({ item: word }),
      body: reviewVerdict,
      answers: { 200: review, 202: pending },
      unsettled: [202],
      headers: PENDING_HEADERS,
      problems: ['LH_CONFLICT'],
    },
    async (call) => {
      const { decision, comment } = call.body;
      const found = await readableReview(call, call.params.id);
      if (!found.items.some((item) => item.id === call.params.item) || found.requestKey === null)
        throw new LeaseholdError('LH_NOT_FOUND', `The review ${found.id} has no item ${call.params.item}.`);
      const verdict = {
        issueKey: found.requestKey,
        reviewId: found.id,
        actor: normalizeEmail(call.principal.name),
        verdict: decision,
        comment: comment === '' ? undefined : comment,
      };
      const decided = await decideReview(call.services, found, verdict);
      return decided === undefined
        ? pendingReply(`${API}/reviews/${encodeURIComponent(found.id)}`)
        : reply(200, decided);
    },
  ),
];
