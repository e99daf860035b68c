/** Options of the activities that end what people hold: queue, timeout, retries. */
import { type ActivityInterfaceFor, proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../contract/activities/activities.ts';
import { revokeTaskQueue } from '../contract/task-queues.ts';

const ATTEMPT = {
  startToCloseTimeout: '2m',
  heartbeatTimeout: '10s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '15m' },
} as const;

/** Taking access away, and reading back what is to be taken: never given up. */
export function taking(
  application: string,
): Pick<ActivityInterfaceFor<Activities>, 'deprovision' | 'endGrant' | 'readBack'> {
  return proxyActivities<Activities>({
    taskQueue: revokeTaskQueue(application),
    ...ATTEMPT,
  });
}

/** Closing a leaver's account: an outage of a day ends it with a sentence, because the order must end. */
export function leaving(application: string): Pick<ActivityInterfaceFor<Activities>, 'endSessions' | 'suspendSubject'> {
  return proxyActivities<Activities>({
    taskQueue: revokeTaskQueue(application),
    ...ATTEMPT,
    scheduleToCloseTimeout: '24h',
  });
}
