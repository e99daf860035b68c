/** Options of this workflow's activities: queue, timeout, retries. */
import { type ActivityInterfaceFor, proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../../contract/activities/activities.ts';
import { applicationTaskQueue, MAIN_TASK_QUEUE } from '../../contract/task-queues.ts';

/** Jira, the database, and looking people up: retried indefinitely, because a request must outlive their outage. */
export const main = proxyActivities<Activities>({
  taskQueue: MAIN_TASK_QUEUE,
  startToCloseTimeout: '2m',
  heartbeatTimeout: '10s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '5m' },
});

/** Giving: tried for hours, then parked for a person. */
export function giving(application: string): Pick<ActivityInterfaceFor<Activities>, 'provision'> {
  return proxyActivities<Activities>({
    taskQueue: applicationTaskQueue(application),
    startToCloseTimeout: '2m',
    heartbeatTimeout: '10s',
    scheduleToCloseTimeout: '4h',
    retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '5m' },
  });
}
