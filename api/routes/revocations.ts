/** Revocations: one grant, or all of a person, an application or a level; with a dry run. */
import { randomUUID } from 'node:crypto';
import express, { type Response, type Router } from 'express';
import { z } from 'zod';
import { LeaseholdError } from '../../domain/errors.ts';
import { normalizeEmail } from '../../domain/people.ts';
import type { Grant } from '../../domain/records.ts';
import { revocationWorkflowId } from '../../workflows/contract/ids.ts';
import { REVOCATION, type RevocationInput } from '../../workflows/contract/revocation.ts';
import { MAIN_TASK_QUEUE } from '../../workflows/contract/task-queues.ts';
import { owns, principalOf, requireScope } from '../authorization.ts';
import { type Services, TEMPORAL_DEADLINE_MS } from '../services.ts';

const body = z
  .strictObject({
    grantIds: z.array(z.string()).min(1).max(10_000).optional(),
    subject: z.string().transform(normalizeEmail).optional(),
    application: z.string().optional(),
    accessLevel: z.string().optional(),
    reason: z.string().trim().min(1, 'must say why').max(2_000),
    dryRun: z.boolean().default(false),
    suspendSubject: z.boolean().default(false),
  })
  .refine(
    (order) =>
      order.grantIds !== undefined ||
      order.subject !== undefined ||
      order.application !== undefined ||
      order.accessLevel !== undefined,
    {
      message: 'must name grantIds, a subject, an application or an access level',
    },
  )
  .refine((order) => !order.suspendSubject || order.subject !== undefined, {
    message: 'suspendSubject needs a subject',
  });

type Order = z.output<typeof body>;

export function revocationRoutes(services: Services): Router {
  const router = express.Router();

  router.post('/revocations', async (request, response) => {
    const scope = requireScope(response, 'revocations.start');
    const order = body.parse(request.body ?? {});
    const grants = await chosen(services, order);
    if (scope === 'own') await refuseForeign(services, response, order, grants);
    if (order.dryRun) {
      response.json({ total: grants.length, items: grants });
      return;
    }
    const id = randomUUID();
    const by = principalOf(response).name;
    const suspendSubject = order.suspendSubject ? (order.subject ?? null) : null;
    const at = new Date().toISOString();
    // The order is in the store before Temporal hears of it: the run finds there what an admin really wanted.
    await services.store.revocations.create({
      id,
      reason: order.reason,
      by,
      suspendSubject,
      grantIds: grants.map((grant) => grant.id),
      at,
    });
    await services.store.audit.append([
      {
        key: `revocation/${id}`,
        at,
        actor: by,
        action: 'revocation.ordered',
        reason: order.reason,
        subject: order.subject,
        application: order.application,
        accessLevel: order.accessLevel,
        details: { total: grants.length, grantIds: grants.map((grant) => grant.id), suspendSubject },
      },
    ]);
    const input: RevocationInput = { version: 1, id };
    await services.temporal.withDeadline(Date.now() + TEMPORAL_DEADLINE_MS, () =>
      services.temporal.workflow.start(REVOCATION, {
        workflowId: revocationWorkflowId(id),
        taskQueue: MAIN_TASK_QUEUE,
        args: [input],
        staticSummary: `Revocation of ${grants.length} grants by ${by}`.slice(0, 200),
      }),
    );
    response.status(202).location(`/api/v1/revocations/${id}`).json({ id, total: grants.length });
  });

  router.get('/revocations/:id', async (request, response) => {
    requireScope(response, 'revocations.read');
    const revocation = await services.store.revocations.get(request.params.id);
    if (revocation === undefined)
      throw new LeaseholdError('LH_NOT_FOUND', `There is no revocation ${request.params.id}.`);
    response.json(revocation);
  });

  return router;
}

/** The grants that an order means and that are not over: named, and matching every criterion given. */
async function chosen(services: Services, order: Order): Promise<readonly Grant[]> {
  const { ledger } = services.store;
  const matches = (grant: Grant): boolean =>
    grant.state !== 'ended' &&
    (order.subject === undefined || grant.subject === order.subject) &&
    (order.application === undefined || grant.application === order.application) &&
    (order.accessLevel === undefined || grant.accessLevel === order.accessLevel);
  if (order.grantIds !== undefined) {
    const named = await Promise.all(
      [...new Set(order.grantIds)].map(async (id) => ({ id, grant: await ledger.grant(id) })),
    );
    const missing = named.filter(({ grant }) => grant === undefined).map(({ id }) => id);
    if (missing.length > 0) throw new LeaseholdError('LH_NOT_FOUND', `There is no grant ${missing.join(', ')}.`);
    return named.flatMap(({ grant }) => (grant !== undefined && matches(grant) ? [grant] : []));
  }
  const found: Grant[] = [];
  for (const state of ['active', 'pending'] as const) {
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const { subject, application, accessLevel } = order;
      const page = await ledger.grants({
        subject,
        application,
        accessLevel,
        state,
        cursor: cursor ?? undefined,
        limit: 200,
      });
      found.push(...page.items);
      cursor = page.nextCursor;
    }
  }
  return found;
}

/** Owners end access to their own applications only, and suspend nobody. */
async function refuseForeign(
  services: Services,
  response: Response,
  order: Order,
  grants: readonly Grant[],
): Promise<void> {
  const { policy } = (await services.configuration()).configuration;
  if (!order.suspendSubject && grants.every((grant) => owns(principalOf(response), grant.application, policy))) return;
  throw new LeaseholdError(
    'LH_FORBIDDEN',
    'An owner may end access to their own applications only; name the application, or ask an admin.',
  );
}
