/** Birthrights: what a reconciliation would do, ordering one, and how far it has come. */
import { randomUUID } from 'node:crypto';
import { isGrpcDeadlineError } from '@temporalio/client';
import express, { type Router } from 'express';
import { z } from 'zod';
import { LeaseholdError } from '../../domain/errors.ts';
import { normalizeEmail } from '../../domain/people.ts';
import type { ReconciliationOrder } from '../../store/store.ts';
import { BIRTHRIGHT_RECONCILE, type BirthrightReconcileInput } from '../../workflows/contract/birthright.ts';
import { birthrightWorkflowId } from '../../workflows/contract/ids.ts';
import { MAIN_TASK_QUEUE } from '../../workflows/contract/task-queues.ts';
import { principalOf, requireScope } from '../authorization.ts';
import { type Services, TEMPORAL_DEADLINE_MS } from '../services.ts';

/** How long somebody waits for a dry run before they are told where to look, in milliseconds. */
const DRY_RUN_DEADLINE_MS = 45_000;

const body = z.strictObject({
  dryRun: z.boolean().default(false),
  force: z.boolean().default(false),
  restore: z.array(z.email().transform(normalizeEmail)).max(10_000).default([]),
});
const listQuery = z.object({
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

export function birthrightRoutes(services: Services): Router {
  const router = express.Router();

  router.post('/birthrights/reconciliations', async (request, response) => {
    requireScope(response, 'birthrights.reconcile');
    const wanted = body.parse(request.body ?? {});
    const order: ReconciliationOrder = {
      ...wanted,
      id: randomUUID(),
      by: principalOf(response).name,
      createdAt: new Date().toISOString(),
    };
    await writeDown(services, order);
    await start(services, order);
    const location = `/api/v1/birthrights/reconciliations/${order.id}`;
    if (!order.dryRun || !(await ended(services, order.id))) {
      response.status(202).location(location).json({ id: order.id });
      return;
    }
    const found = await services.store.birthrights.get(order.id);
    if (found?.state === 'failed')
      throw new LeaseholdError('LH_UNAVAILABLE', found.detail ?? 'It could not be planned; see the run in Temporal.');
    response.location(location).json(found);
  });

  router.get('/birthrights/reconciliations', async (request, response) => {
    requireScope(response, 'birthrights.read');
    response.json(await services.store.birthrights.list(listQuery.parse(request.query)));
  });

  router.get('/birthrights/reconciliations/:id', async (request, response) => {
    requireScope(response, 'birthrights.read');
    const found = await services.store.birthrights.get(request.params.id);
    if (found === undefined)
      throw new LeaseholdError('LH_NOT_FOUND', `There is no reconciliation ${request.params.id}.`);
    response.json(found);
  });

  return router;
}

/** The order is in the store before Temporal hears of it: the run finds there what somebody really wanted. */
async function writeDown(services: Services, order: ReconciliationOrder): Promise<void> {
  const { id, by, force, restore, createdAt } = order;
  const event = {
    key: `birthright/${id}/ordered`,
    at: createdAt,
    actor: by ?? 'leasehold',
    action: 'birthright.ordered',
    details: { reconciliation: id, force, restore },
  };
  await services.store.birthrights.order(order, order.dryRun ? [] : [event]);
}

async function start(services: Services, { id, by, dryRun }: ReconciliationOrder): Promise<void> {
  const input: BirthrightReconcileInput = { version: 1, id };
  await services.temporal.withDeadline(Date.now() + TEMPORAL_DEADLINE_MS, () =>
    services.temporal.workflow.start(BIRTHRIGHT_RECONCILE, {
      workflowId: birthrightWorkflowId(id),
      taskQueue: MAIN_TASK_QUEUE,
      args: [input],
      staticSummary: `${dryRun ? 'Dry run of birthrights' : 'Birthrights'}, ordered by ${by}`.slice(0, 200),
    }),
  );
}

/** Waits for a run to end; false when that takes too long, and it goes on all the same. */
async function ended(services: Services, id: string): Promise<boolean> {
  try {
    const handle = services.temporal.workflow.getHandle(birthrightWorkflowId(id));
    await services.temporal.withDeadline(Date.now() + DRY_RUN_DEADLINE_MS, () => handle.result());
    return true;
  } catch (error) {
    if (isGrpcDeadlineError(error)) return false;
    throw error;
  }
}
