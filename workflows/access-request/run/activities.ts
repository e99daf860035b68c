/** Options of this workflow's activities: queue, timeout, retries. */
import { ActivityCancellationType, type ActivityInterfaceFor, proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../../contract/activities/activities.ts';
import { applicationTaskQueue, MAIN_TASK_QUEUE } from '../../contract/task-queues.ts';

/** Jira, the database, and looking people up: retried indefinitely, because a request must outlive their outage. */
const MAIN = {
  taskQueue: MAIN_TASK_QUEUE,
  startToCloseTimeout: '2m',
  heartbeatTimeout: '10s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '5m' },
} as const;

/** When they are cancelled, nothing waits for the attempt that is under way: they can be repeated at any time. */
export const main = proxyActivities<Omit<Activities, 'report'>>({
  ...MAIN,
  cancellationType: ActivityCancellationType.TRY_CANCEL,
});

/** Two attempts at once might write a comment twice, so the one that is under way is waited for. */
export const { report } = proxyActivities<Pick<Activities, 'report'>>({
  ...MAIN,
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
});

/** Giving: tried for hours, then parked for a person. */
export function giving(application: string): Pick<ActivityInterfaceFor<Activities>, 'provision'> {
  return proxyActivities<Activities>({
    taskQueue: applicationTaskQueue(application),
    startToCloseTimeout: '2m',
    heartbeatTimeout: '10s',
    cancellationType: ActivityCancellationType.TRY_CANCEL,
    scheduleToCloseTimeout: '4h',
    retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '5m' },
  });
}
