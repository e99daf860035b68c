/** Taking away, for every workflow that does: never given up. */
import { ActivityCancellationType, type ActivityInterfaceFor, proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../contract/activities/activities.ts';
import { revokeTaskQueue } from '../contract/task-queues.ts';

export function taking(
  application: string,
): Pick<ActivityInterfaceFor<Activities>, 'deprovision' | 'endGrant' | 'suspendSubject'> {
  return proxyActivities<Activities>({
    taskQueue: revokeTaskQueue(application),
    startToCloseTimeout: '2m',
    heartbeatTimeout: '10s',
    // An attempt that is under way and the next run's may overlap: each leaves what the ledger says.
    cancellationType: ActivityCancellationType.TRY_CANCEL,
    retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '15m' },
  });
}
