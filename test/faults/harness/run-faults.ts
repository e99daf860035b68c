/** What an operator does to running requests in Temporal: terminate, reset, cancel. */
import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { requestWorkflowId } from '../../../workflows/contract/ids.ts';
import { createDice, type Dice } from './dice.ts';

/** Keys of the requests whose runs were struck. */
export type StruckRuns = ReadonlySet<string>;

const AT_ONCE = 3;

export function terminateRuns(client: Client, keys: readonly string[], seed: number): Promise<StruckRuns> {
  return eachOfSome(client, keys, seed, async (workflowId) => {
    await client.workflow.getHandle(workflowId).terminate('the fault harness');
  });
}

export function cancelRuns(client: Client, keys: readonly string[], seed: number): Promise<StruckRuns> {
  return eachOfSome(client, keys, seed, async (workflowId) => {
    await client.workflow.getHandle(workflowId).cancel();
  });
}

/** Back to a workflow task that the seed chooses. */
export function resetRuns(client: Client, keys: readonly string[], seed: number): Promise<StruckRuns> {
  return eachOfSome(client, keys, seed, async (workflowId, dice) => {
    const handle = client.workflow.getHandle(workflowId);
    const { runId } = await handle.describe();
    const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    const completed = (events ?? []).filter((event) => event.workflowTaskCompletedEventAttributes != null);
    const chosen = completed[dice.between(0, completed.length - 1)];
    if (chosen?.eventId == null) return;
    await client.workflowService.resetWorkflowExecution({
      namespace: client.options.namespace,
      workflowExecution: { workflowId, runId },
      reason: 'the fault harness',
      workflowTaskFinishEventId: chosen.eventId,
      requestId: randomUUID(),
    });
  });
}

async function eachOfSome(
  client: Client,
  keys: readonly string[],
  seed: number,
  work: (workflowId: string, dice: Dice) => Promise<void>,
): Promise<StruckRuns> {
  const dice = createDice(seed);
  const running = new Set<string>();
  const query = 'ExecutionStatus = "Running"';
  for await (const { workflowId } of client.workflow.list({ query })) running.add(workflowId);
  const struck = new Set<string>();
  const struckKeys = dice.shuffled(keys.filter((key) => running.has(requestWorkflowId(key)))).slice(0, AT_ONCE);
  for (const key of struckKeys) {
    // A run that ended since it was listed cannot be struck.
    const hit = await work(requestWorkflowId(key), dice).then(
      () => true,
      () => false,
    );
    if (hit) struck.add(key);
  }
  return struck;
}
