/** Looks up an application's entitlements for the choice of an access level. Changes nothing. */
import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from './contract/activities/activities.ts';
import type { EntitlementSearchInput, EntitlementSearchResult } from './contract/entitlement-search.ts';
import { applicationTaskQueue, MAIN_TASK_QUEUE } from './contract/task-queues.ts';

export async function entitlementSearch(input: EntitlementSearchInput): Promise<EntitlementSearchResult> {
  const { searchEntitlements } = proxyActivities<Activities>({
    // A draft's application may have no worker of its own yet.
    taskQueue: input.draft === undefined ? applicationTaskQueue(input.application) : MAIN_TASK_QUEUE,
    startToCloseTimeout: '45s',
    scheduleToCloseTimeout: '50s',
    retry: { maximumAttempts: 2 },
  });
  return searchEntitlements(input);
}
