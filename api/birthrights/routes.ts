/** Birthrights: preview, start and read reconciliations. */
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
      summary: 'Reconcile birthright roles; a dry run only reports',
      body: z.strictObject({
        dryRun: z.boolean().default(false),
        force: z.boolean().default(false).describe('also revoke more at once than the limit allows'),
        restore: z.array(email).max(10_000).default([]).describe('people whose ended access is granted again'),
      }),
      bodyLimit: 1024 * 1024,
      answers: {
        200: reconciliation.describe('a dry run: planned grants and revocations with reasons'),
        202: reconciliationStarted,
      },
      headers: { Location: 'address of the result' },
    },
    async (call) => {
      const { services, body, principal } = call;
      const id = await orderReconciliation(services, { ...body, by: principal.name });
      const told = { Location: `${PATH}/${id}` };
      if (!body.dryRun || !(await reconciliationEnds(services, id))) return reply(202, { id }, told);
      const found = await find(call.services, id);
      if (found.state === 'failed')
        throw new LeaseholdError(
          'LH_UNAVAILABLE',
          found.detail ?? 'The reconciliation could not be planned. See the run in Temporal.',
        );
      return reply(200, found, told);
    },
  ),

  route(
    {
      method: 'get',
      path: PATH,
      action: 'birthrights.read',
      tag,
      summary: 'List reconciliations, newest first',
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
      summary: 'Get a reconciliation with its items',
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
