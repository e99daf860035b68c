/** Test Connection: tries an application from a worker, which alone holds its credentials. */
import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from './contract/activities/activities.ts';
import type { ConnectionTestInput, ConnectionTestResult } from './contract/connection-test.ts';
import { MAIN_TASK_QUEUE } from './contract/task-queues.ts';

const { testConnection } = proxyActivities<Activities>({
  // The application may be new: only the main queue is sure to have a worker.
  taskQueue: MAIN_TASK_QUEUE,
  startToCloseTimeout: '1m',
  retry: { maximumAttempts: 1 },
});

export async function connectionTest(input: ConnectionTestInput): Promise<ConnectionTestResult> {
  return testConnection(input);
}
