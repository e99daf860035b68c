/** The caller's own access: list, extend, give up. Giving up needs no approval. */
import { z } from 'zod';
import { LeaseholdError } from '../../domain/errors.ts';
import { expiryOf } from '../../domain/ledger/lease.ts';
import type { Grant } from '../../domain/ledger/records.ts';
import { normalizeEmail } from '../../domain/people.ts';
import { findApplication, type Policy } from '../../domain/policy.ts';
import { type Route, route, type SignedInCall } from '../declare-route.ts';
import { extendGrant, lastingLease } from '../grants/extend.ts';
import { grant, grantState, revocationStarted } from '../grants/schema.ts';
import { API } from '../http/base.ts';
import { because, pageOf, paging, word } from '../http/common-schema.ts';
import { reply } from '../http/route.ts';
import { startRevocation } from '../revocations/start.ts';
import { myGrant } from './my-access-schema.ts';

const tag = 'My access';
const one = z.strictObject({ id: word.describe('<application>/<subject>/<access level>') });

function myself({ principal }: SignedInCall): string {
  return normalizeEmail(principal.name);
}

async function mine(call: SignedInCall<{ readonly id: string }>): Promise<Grant> {
  const found = await call.services.store.ledger.grant(call.params.id);
  if (found !== undefined && found.subject === myself(call)) return found;
  throw new LeaseholdError('LH_NOT_FOUND', `You hold no access ${call.params.id}.`);
}

function present(found: Grant, policy: Policy): z.input<typeof myGrant> {
  const lease = lastingLease(found);
  const extendable = lease !== undefined && lease.startedAt !== null && lease.expiresAt !== null;
  return {
    ...(found as z.input<typeof grant>),
    applicationName: findApplication(policy, found.application)?.name ?? found.application,
    until: extendable ? { latest: expiryOf(lease.startedAt ?? '', lease.maxDurationMs) } : null,
  };
}

export const myAccessRoutes: readonly Route[] = [
  route(
    {
      method: 'get',
      path: `${API}/my/access`,
      action: 'access.read',
      tag,
      summary: 'List my access, newest first',
      query: z.strictObject({ state: grantState.optional(), ...paging }),
      answers: { 200: pageOf(myGrant) },
    },
    async (call) => {
      const { items, nextCursor } = await call.services.store.ledger.grants({ ...call.query, subject: myself(call) });
      const policy = await call.policy();
      return reply(200, { items: items.map((each) => present(each, policy)), nextCursor });
    },
  ),

  route(
    {
      method: 'post',
      path: `${API}/my/access/{id}/extension`,
      action: 'access.change',
      tag,
      summary: 'Extend my access, if the rule needs no approval',
      description: 'If approval is needed, 409 says to raise a request in the portal.',
      params: one,
      wide: ['id'],
      body: z.strictObject({
        duration: word.describe('for example 8h, 7d or P30D, counted from now'),
        justification: z.string().trim().max(2_000).optional(),
      }),
      answers: { 200: grant },
      problems: ['LH_CONFLICT'],
    },
    async (call) => {
      const found = await mine(call);
      const order = { ...call.body, by: found.subject, requireApplication: async () => {} };
      return reply(200, await extendGrant(call.services, found, order));
    },
  ),

  route(
    {
      method: 'post',
      path: `${API}/my/access/{id}/revocation`,
      action: 'access.change',
      tag,
      summary: 'Give up my access',
      params: one,
      wide: ['id'],
      body: z.strictObject({ reason: because.default('Given up.') }),
      answers: { 202: revocationStarted },
      headers: { Location: 'address of the progress' },
      problems: ['LH_CONFLICT'],
    },
    async (call) => {
      const found = await mine(call);
      if (found.state === 'ended') throw new LeaseholdError('LH_CONFLICT', 'This access has already ended.');
      const started = await startRevocation(call.services, {
        by: call.principal.name,
        reason: call.body.reason,
        grants: [found],
        suspendSubject: null,
        criteria: { subject: found.subject, application: found.application, accessLevel: found.accessLevel },
      });
      return reply(202, started, { Location: `${API}/revocations/${started.id}` });
    },
  ),
];
