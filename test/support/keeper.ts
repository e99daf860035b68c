/** Rounds of the keeper of leases, started as its Schedule starts them: the time-skipping server has no Schedules. */
import { randomUUID } from 'node:crypto';
import { Client } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { expect, vi } from 'vitest';
import type { NewLease } from '../../domain/ledger/records.ts';
import { requestWorkflowId } from '../../workflows/contract/ids.ts';
import { LEASE_KEEPER } from '../../workflows/contract/lease-keeper.ts';
import { KEEPER_TASK_QUEUE } from '../../workflows/contract/task-queues.ts';
import { newLease } from './store-suites.ts';
import type { World } from './world.ts';

/** A client that skips no time while it waits: an idle server would skip to the end of a run's ten years. */
export function inRealTime({ connection, namespace }: TestWorkflowEnvironment): Client {
  return new Client({ connection, namespace: namespace ?? 'default' });
}

/**
 * Waits until a request's run has no activity and no step under way. If a run is terminated before, the time-skipping
 * server waits for them for ever and skips no time. It does not show the step, but time goes on only after it.
 */
export async function comesToRest(environment: TestWorkflowEnvironment, key: string): Promise<void> {
  const run = inRealTime(environment).workflow.getHandle(requestWorkflowId(key));
  const pending = async () => (await run.describe()).raw.pendingActivities ?? [];
  await vi.waitFor(async () => expect(await pending()).toEqual([]), 20_000);
  await environment.sleep(1_000);
}

/** @returns the workflow id of the round, and the id of its first run. */
export async function keeperRound(
  environment: TestWorkflowEnvironment,
): Promise<{ readonly workflowId: string; readonly runId: string }> {
  const handle = await inRealTime(environment).workflow.start(LEASE_KEEPER, {
    workflowId: `lease-keeper/${randomUUID()}`,
    taskQueue: KEEPER_TASK_QUEUE,
    args: [{ version: 1 }],
  });
  await handle.result();
  return { workflowId: handle.workflowId, runId: handle.firstExecutionRunId };
}

/** A live lease that no request asked for, held at the provider: a minute long, and over for as long as is given. */
export async function overdueLease(
  world: World,
  lease: Partial<NewLease> & { readonly id: string; readonly subject: string },
  overMs = 60_000,
): Promise<void> {
  const made = newLease(lease);
  await world.store.ledger.openLease(made, []);
  const start = Date.parse(await world.now()) - overMs - (made.durationMs ?? 0);
  await world.store.ledger.confirmLease(made.id, new Date(start).toISOString(), []);
  for (const { id = '' } of made.entitlements) {
    const holders = world.okta.members.get(id) ?? new Set();
    world.okta.members.set(id, holders.add(made.subject));
  }
}
