/** A minimal workflow with as many activities, signals and timers as a request: the cost of Temporal itself. */
import { condition, defineSignal, proxyActivities, setHandler, sleep } from '@temporalio/workflow';

export const approved = defineSignal('approved');

const { nothing } = proxyActivities<{ nothing(step: string): Promise<void> }>({ startToCloseTimeout: '1m' });

export async function bare(): Promise<void> {
  let isApproved = false;
  setHandler(approved, () => {
    isApproved = true;
  });
  await nothing('intake');
  await nothing('open');
  await condition(() => isApproved);
  await nothing('read');
  await nothing('give');
  await nothing('report');
  await sleep('1s');
  await nothing('take');
  await nothing('report');
}
