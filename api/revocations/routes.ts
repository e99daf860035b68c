/** Revocations of one grant, or of all grants of a person, an application or a level; with a dry run. */
import { z } from 'zod';
import { LeaseholdError } from '../../domain/errors.ts';
import { samePerson } from '../../domain/people.ts';
import { type Route, route } from '../declare-route.ts';
import { revocation, revocationPlan, revocationStarted } from '../grants/schema.ts';
import { API } from '../http/base.ts';
import { because, person, word } from '../http/common-schema.ts';
import { reply } from '../http/route.ts';
import { chosenGrants, refuseForeign } from './choose.ts';
import { startRevocation } from './start.ts';

/** Maximum number of grants in one revocation. */
const AT_MOST = 10_000;

const order = z
  .strictObject({
    grantIds: z.array(word).min(1).max(AT_MOST).optional(),
    subject: person.optional(),
    application: word.optional(),
    accessLevel: word.optional(),
    reason: because,
    dryRun: z.boolean().default(false),
    suspendSubject: z.boolean().default(false),
  })
  .refine(
    ({ grantIds, subject, application, accessLevel }) =>
      [grantIds, subject, application, accessLevel].some((each) => each !== undefined),
    { message: 'must name grantIds, a subject, an application or an access level' },
  )
  .refine((each) => !each.suspendSubject || each.subject !== undefined, { message: 'suspendSubject needs a subject' })
  .meta({ id: 'RevocationOrder' });

const tag = 'Revocations';

export const revocationRoutes: readonly Route[] = [
  route(
    {
      method: 'post',
      path: `${API}/revocations`,
      action: 'revocations.start',
      tag,
      summary: 'Revoke one grant or all that match',
      body: order,
      bodyLimit: 4 * 1024 * 1024,
      answers: {
        200: revocationPlan.describe('a dry run: grants that would be revoked'),
        202: revocationStarted,
      },
      headers: { Location: 'address of the progress' },
      problems: ['LH_NOT_FOUND'],
    },
    async (call) => {
      const grants = await chosenGrants(call.services.store, call.body);
      if (call.scope === 'own') await refuseForeign(call, call.body, grants);
      if (call.body.dryRun) return reply(200, { total: grants.length, items: grants });
      const started = await startRevocation(call.services, {
        by: call.principal.name,
        reason: call.body.reason,
        grants,
        suspendSubject: call.body.suspendSubject ? (call.body.subject ?? null) : null,
        criteria: call.body,
      });
      return reply(202, started, { Location: `${API}/revocations/${started.id}` });
    },
  ),

  route(
    {
      method: 'get',
      path: `${API}/revocations/{id}`,
      action: 'revocations.read',
      tag,
      summary: 'Get the progress of a revocation',
      params: z.strictObject({ id: word }),
      answers: { 200: revocation },
    },
    async (call) => {
      const found = await call.services.store.revocations.get(call.params.id);
      if (found !== undefined && (call.scope === 'any' || samePerson(found.by, call.principal.name)))
        return reply(200, found);
      throw new LeaseholdError('LH_NOT_FOUND', `There is no revocation ${call.params.id}.`);
    },
  ),
];
