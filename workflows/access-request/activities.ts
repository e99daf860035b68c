/** Options of this workflow's activities: queue, timeout, retries. */
import { type ActivityInterfaceFor, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { Activities } from '../contract/activities/activities.ts';
import { applicationTaskQueue, MAIN_TASK_QUEUE, revokeTaskQueue } from '../contract/task-queues.ts';

/** Retried indefinitely: a request must outlive an outage of Jira or of the database. */
const FOR_EVER = { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '5m' } as const;

/** Jira, the database, and looking people up. */
export const jira = proxyActivities<Activities>({
  taskQueue: MAIN_TASK_QUEUE,
  startToCloseTimeout: '2m',
  heartbeatTimeout: '10s',
  retry: FOR_EVER,
});

/** The database alone, in the worker that runs the workflow task. */
export const local = proxyLocalActivities<Activities>({
  startToCloseTimeout: '10s',
  retry: { maximumInterval: '10s' },
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

/** Taking away: never given up. */
export function taking(
  application: string,
): Pick<ActivityInterfaceFor<Activities>, 'deprovision' | 'endGrant' | 'suspendSubject'> {
  return proxyActivities<Activities>({
    taskQueue: revokeTaskQueue(application),
    startToCloseTimeout: '2m',
    heartbeatTimeout: '10s',
    retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '15m' },
  });
}
