/** Starts a round of the keeper of leases without its Schedule. */
import { Client, type ConnectionLike } from '@temporalio/client';
import { LEASE_KEEPER, type LeaseKeeperInput } from '../workflows/contract/lease-keeper.ts';
import { KEEPER_TASK_QUEUE } from '../workflows/contract/task-queues.ts';

/** One id for all processes: a round that was started so and still runs is enough. */
const WORKFLOW_ID = 'lease-keeper/unscheduled';
const DEADLINE_MS = 5_000;

/** @throws when Temporal does not take it. */
export async function startKeeperRound(connection: ConnectionLike, namespace: string): Promise<void> {
  const client = new Client({ connection, namespace });
  const input: LeaseKeeperInput = { version: 1 };
  await client.withDeadline(Date.now() + DEADLINE_MS, () =>
    client.workflow.start(LEASE_KEEPER, {
      workflowId: WORKFLOW_ID,
      taskQueue: KEEPER_TASK_QUEUE,
      args: [input],
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      workflowIdConflictPolicy: 'USE_EXISTING',
    }),
  );
}
