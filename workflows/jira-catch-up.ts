/** Asks Jira what has changed since the last time, and nudges those requests: no webhook is needed for nothing to be lost. */
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
  // Only now: what failed half-way is looked at again from where the last whole look began.
  await endCatchUp(begunAt);
  return { nudged };
}
