/**
 * Options of the activities that give and take birthrights: bounded, so that one unavailable system delays no other.
 */
import { type ActivityInterfaceFor, proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../contract/activities/activities.ts';
import { applicationTaskQueue, MAIN_TASK_QUEUE, revokeTaskQueue } from '../contract/task-queues.ts';

/**
 * Reading a directory of a hundred thousand people takes minutes; half an hour of outage is left to the next
 * reconciliation.
 */
export const planning = proxyActivities<Activities>({
  taskQueue: MAIN_TASK_QUEUE,
  startToCloseTimeout: '30m',
  heartbeatTimeout: '10s',
  scheduleToCloseTimeout: '45m',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '2m' },
});

/** The database alone. */
export const records = proxyActivities<Activities>({
  taskQueue: MAIN_TASK_QUEUE,
  startToCloseTimeout: '1m',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' },
});

/** Giving: a failure that lasts minutes is left to the next reconciliation. */
export function giving(application: string): Pick<ActivityInterfaceFor<Activities>, 'giveBirthright'> {
  return proxyActivities<Activities>({
    taskQueue: applicationTaskQueue(application),
    startToCloseTimeout: '2m',
    heartbeatTimeout: '10s',
    scheduleToCloseTimeout: '5m',
    retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' },
  });
}

/** Taking away within a reconciliation; `never` given up in a run of its own. */
export function taking(
  application: string,
  giveUp: 'in minutes' | 'never',
): Pick<ActivityInterfaceFor<Activities>, 'takeBirthright'> {
  return proxyActivities<Activities>({
    taskQueue: revokeTaskQueue(application),
    startToCloseTimeout: '2m',
    heartbeatTimeout: '10s',
    ...(giveUp === 'never' ? {} : { scheduleToCloseTimeout: '2m' }),
    retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '15m' },
  });
}
