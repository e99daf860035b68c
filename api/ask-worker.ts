/** Runs a short workflow on a worker for a waiting caller. */
import { MAIN_TASK_QUEUE } from '../workflows/contract/task-queues.ts';
import type { Services } from './services.ts';

/** Time limit, in milliseconds: slightly more than the worker's own limit. */
const DEADLINE_MS = 75_000;

/** Runs a short workflow and returns its result. @throws when Temporal or every worker is unavailable. */
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
