/** Plans a request that nobody made. Changes nothing. */
import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from './contract/activities/activities.ts';
import type { SimulationInput, SimulationResult } from './contract/simulation.ts';
import { MAIN_TASK_QUEUE } from './contract/task-queues.ts';

const { simulate } = proxyActivities<Activities>({
  taskQueue: MAIN_TASK_QUEUE,
  startToCloseTimeout: '1m',
  retry: { maximumAttempts: 2 },
});

export async function simulation(input: SimulationInput): Promise<SimulationResult> {
  return simulate(input);
}
