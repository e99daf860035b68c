/** Birthrights: what a reconciliation would do, ordering one, and how far it has come. */
import { z } from 'zod';
import { LeaseholdError } from '../../domain/errors.ts';
import { type Route, route } from '../declare-route.ts';
import { API } from '../http/base.ts';
import { email, pageOf, paging, word } from '../http/common-schema.ts';
import { reply } from '../http/route.ts';
import { orderReconciliation, reconciliationEnds } from './order.ts';
import { reconciliation, reconciliationRow, reconciliationStarted } from './schema.ts';

const PATH = `${API}/birthrights/reconciliations`;
const tag = 'Birthrights';

export const birthrightRoutes: readonly Route[] = [
  route(
    {
      method: 'post',
      path: PATH,
      action: 'birthrights.reconcile',
      tag,
      summary: 'Give and take what the roles with a birthright say; a dry run only tells',
      body: z.strictObject({
        dryRun: z.boolean().default(false),
        force: z.boolean().default(false).describe('take also from so many at once that it would be held back'),
        restore: z.array(email).max(10_000).default([]).describe('who gets again what somebody ended'),
      }),
      bodyLimit: 1024 * 1024,
      answers: {
        200: reconciliation.describe('a dry run: what would be given and taken, and why'),
        202: reconciliationStarted,
      },
      headers: { Location: 'where it is told what came of it' },
    },
    async (call) => {
      const { services, body, principal } = call;
      const id = await orderReconciliation(services, { ...body, by: principal.name });
      const told = { Location: `${PATH}/${id}` };
      if (!body.dryRun || !(await reconciliationEnds(services, id))) return reply(202, { id }, told);
      const found = await find(call.services, id);
      if (found.state === 'failed')
        throw new LeaseholdError('LH_UNAVAILABLE', found.detail ?? 'It could not be planned; see the run in Temporal.');
      return reply(200, found, told);
    },
  ),

  route(
    {
      method: 'get',
      path: PATH,
      action: 'birthrights.read',
      tag,
      summary: 'Reconciliations, newest first',
      query: z.object(paging),
      answers: { 200: pageOf(reconciliationRow) },
    },
    async (call) => reply(200, await call.services.store.birthrights.list(call.query)),
  ),

  route(
    {
      method: 'get',
      path: `${PATH}/{id}`,
      action: 'birthrights.read',
      tag,
      summary: 'One reconciliation, with everything that it gives and takes',
      params: z.strictObject({ id: word }),
      answers: { 200: reconciliation },
    },
    async (call) => reply(200, await find(call.services, call.params.id)),
  ),
];

async function find(services: Parameters<typeof orderReconciliation>[0], id: string) {
  const found = await services.store.birthrights.get(id);
  if (found === undefined) throw new LeaseholdError('LH_NOT_FOUND', `There is no reconciliation ${id}.`);
  return found;
}
