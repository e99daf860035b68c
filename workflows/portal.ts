/** Reads Jira and the providers from a worker, which alone holds their credentials. Changes nothing. */
import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from './contract/activities/activities.ts';
import type {
  CheckResult,
  HealthCheckInput,
  PortalCheckInput,
  PortalChoicesInput,
  PortalChoicesResult,
} from './contract/portal.ts';
import { MAIN_TASK_QUEUE } from './contract/task-queues.ts';

const { checkPortalNow, readPortalChoices, checkPeople, checkClocks } = proxyActivities<Activities>({
  taskQueue: MAIN_TASK_QUEUE,
  startToCloseTimeout: '1m',
  // A person waits for the answer, and "unavailable" is one.
  retry: { maximumAttempts: 1 },
});

export async function portalCheck(input: PortalCheckInput): Promise<CheckResult> {
  return checkPortalNow(input);
}

export async function portalChoices(input: PortalChoicesInput): Promise<PortalChoicesResult> {
  return readPortalChoices(input);
}

export async function healthCheck(input: HealthCheckInput): Promise<CheckResult> {
  return input.what === 'people' ? checkPeople() : checkClocks();
}
