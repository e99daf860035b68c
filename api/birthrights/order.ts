/** Starts a reconciliation of birthrights. */

import { randomUUID } from 'node:crypto';
import { isGrpcDeadlineError } from '@temporalio/client';
import type { AuditEvent } from '../../domain/ledger/records.ts';
import type { ReconciliationOrder } from '../../store/ledger/birthright-store.ts';
import { BIRTHRIGHT_RECONCILE, type BirthrightReconcileInput } from '../../workflows/contract/birthright.ts';
import { birthrightWorkflowId } from '../../workflows/contract/ids.ts';
import { MAIN_TASK_QUEUE } from '../../workflows/contract/task-queues.ts';
import { type Services, TEMPORAL_DEADLINE_MS } from '../services.ts';

/** How long a call waits for a dry run before it returns the address of its result, in milliseconds. */
const DRY_RUN_DEADLINE_MS = 45_000;

/** @returns the order's id. */
export async function orderReconciliation(
  services: Services,
  wanted: Pick<ReconciliationOrder, 'dryRun' | 'force' | 'restore'> & { readonly by: string },
): Promise<string> {
  const { by, dryRun, force, restore } = wanted;
  const createdAt = (await services.ledgerNow()).toISOString();
  const order = { id: randomUUID(), by, dryRun, force, restore, createdAt };
  const event: AuditEvent = {
    key: `birthright/${order.id}/ordered`,
    at: order.createdAt,
    actor: by,
    action: 'birthright.ordered',
    details: { reconciliation: order.id, force, restore },
  };
  // The order is stored before the run starts, because the run trusts only the store.
  await services.store.birthrights.order(order, dryRun ? [] : [event]);
  const input: BirthrightReconcileInput = { version: 1, id: order.id };
  await services.temporal.withDeadline(Date.now() + TEMPORAL_DEADLINE_MS, () =>
    services.temporal.workflow.start(BIRTHRIGHT_RECONCILE, {
      workflowId: birthrightWorkflowId(order.id),
      taskQueue: MAIN_TASK_QUEUE,
      args: [input],
      staticSummary: `${dryRun ? 'Dry run of birthrights' : 'Birthrights'}, ordered by ${by}`.slice(0, 200),
    }),
  );
  return order.id;
}

/** Waits for the run to end. Returns false on time-out; the run continues. */
export async function reconciliationEnds(services: Services, id: string): Promise<boolean> {
  try {
    const handle = services.temporal.workflow.getHandle(birthrightWorkflowId(id));
    await services.temporal.withDeadline(Date.now() + DRY_RUN_DEADLINE_MS, () => handle.result());
    return true;
  } catch (error) {
    if (isGrpcDeadlineError(error)) return false;
    throw error;
  }
}
