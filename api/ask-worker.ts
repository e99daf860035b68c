/** Asks a worker to look at something, for a person who waits. */
import { MAIN_TASK_QUEUE } from '../workflows/contract/task-queues.ts';
import type { Services } from './services.ts';

/** How long a person waits, in milliseconds: a little more than the worker may take. */
const DEADLINE_MS = 75_000;

/** Runs a short workflow and returns its result. @throws when Temporal, or every worker, is away. */
export async function askWorker<Result>(
  services: Services,
  type: string,
  workflowId: string,
  input: object,
): Promise<Result> {
  return services.temporal.withDeadline(Date.now() + DEADLINE_MS, () =>
    services.temporal.workflow.execute(type, { workflowId, taskQueue: MAIN_TASK_QUEUE, args: [input] }),
  );
}
