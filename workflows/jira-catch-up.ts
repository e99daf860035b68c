/** Asks Jira for changed issues and nudges those requests, so that nothing is lost without webhooks. */
import { patched, proxyActivities } from '@temporalio/workflow';
import type { Activities } from './contract/activities/activities.ts';
import type { JiraCatchUpInput, JiraCatchUpResult } from './contract/catch-up.ts';
import { MAIN_TASK_QUEUE } from './contract/task-queues.ts';

const { beginCatchUp, catchUpPage, catchUpAnswers, endCatchUp } = proxyActivities<Activities>({
  taskQueue: MAIN_TASK_QUEUE,
  startToCloseTimeout: '2m',
  heartbeatTimeout: '10s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' },
});

export async function jiraCatchUp(_input: JiraCatchUpInput): Promise<JiraCatchUpResult> {
  const { begunAt, minutes } = await beginCatchUp();
  let nudged = 0;
  for (let page: string | undefined, more = true; more; ) {
    const found = await catchUpPage({ minutes, page });
    nudged += found.nudged;
    page = found.next;
    more = page !== undefined;
  }
  if (patched('answers')) {
    for (let cursor: string | undefined, more = true; more; ) {
      const found = await catchUpAnswers(cursor);
      nudged += found.nudged;
      cursor = found.next;
      more = cursor !== undefined;
    }
  }
  // Only now: after a failure half-way, the next run starts again from the last complete one.
  await endCatchUp(begunAt);
  return { nudged };
}
