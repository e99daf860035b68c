/** Grants: list, read, extend. */
import { z } from 'zod';
import { LeaseholdError } from '../../domain/errors.ts';
import type { Grant } from '../../domain/ledger/records.ts';
import { ownedBy } from '../authorization.ts';
import { type Route, route, type SignedInCall } from '../declare-route.ts';
import { API } from '../http/base.ts';
import { askedInstant, pageOf, paging, person, word } from '../http/common-schema.ts';
import { reply } from '../http/route.ts';
import { extendGrant } from './extend.ts';
import { grant, grantState } from './schema.ts';

const id = z.strictObject({
  id: word.describe('<application>/<subject>/<access level>, with or without encoded slashes'),
});
const tag = 'Grants';

export const grantRoutes: readonly Route[] = [
  route(
    {
      method: 'get',
      path: `${API}/grants`,
      action: 'grants.read',
      tag,
      summary: 'List grants, newest first',
      query: z.strictObject({
        subject: person.optional(),
        application: word.optional(),
        accessLevel: word.optional(),
        state: grantState.optional(),
        expiresBefore: askedInstant.optional().describe('only grants that end before this instant'),
        ...paging,
      }),
      answers: { 200: pageOf(grant) },
    },
    async (call) => {
      const applications = call.scope === 'any' ? undefined : ownedBy(call.principal, await call.policy());
      return reply(200, await call.services.store.ledger.grants({ ...call.query, applications }));
    },
  ),

  route(
    {
      method: 'post',
      path: `${API}/grants/{id}/extension`,
      action: 'grants.extend',
      tag,
      summary: 'Extend a grant from now, if its rule needs no approval',
      description: 'Up to the maximum of the rule. If approval is needed, 409 says to raise a request in the portal.',
      params: id,
      wide: ['id'],
      body: z.strictObject({
        duration: word.describe('8h, 7d, P30D'),
        justification: z.string().trim().max(2_000).optional(),
      }),
      answers: { 200: grant },
      problems: ['LH_CONFLICT'],
    },
    async (call) => {
      const found = await readableGrant(call, call.params.id);
      return reply(
        200,
        await extendGrant(call.services, found, {
          ...call.body,
          by: call.principal.name,
          requireApplication: call.requireApplication,
        }),
      );
    },
  ),

  route(
    {
      method: 'get',
      path: `${API}/grants/{id}`,
      action: 'grants.read',
      tag,
      summary: 'Get a grant with its leases',
      params: id,
      wide: ['id'],
      answers: { 200: grant },
    },
    async (call) => reply(200, await readableGrant(call, call.params.id)),
  ),
];

async function readableGrant(call: SignedInCall, grantId: string): Promise<Grant> {
  const found = await call.services.store.ledger.grant(grantId);
  if (found !== undefined && (await call.reaches(found.application))) return found;
  throw new LeaseholdError('LH_NOT_FOUND', `There is no grant ${grantId}.`);
}
