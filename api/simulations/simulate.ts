/** Asks a worker to plan a simulated request. */
import { randomUUID } from 'node:crypto';
import { simulationWorkflowId } from '../../workflows/contract/ids.ts';
import { SIMULATION, type SimulationInput, type SimulationResult } from '../../workflows/contract/simulation.ts';
import { MAIN_TASK_QUEUE } from '../../workflows/contract/task-queues.ts';
import type { Services } from '../services.ts';

/** Time limit of a simulation, in milliseconds. */
const DEADLINE_MS = 20_000;

export function simulate(services: Services, input: SimulationInput): Promise<SimulationResult> {
  return services.temporal.withDeadline(Date.now() + DEADLINE_MS, () =>
    services.temporal.workflow.execute(SIMULATION, {
      workflowId: simulationWorkflowId(randomUUID()),
      taskQueue: MAIN_TASK_QUEUE,
      args: [input],
    }),
  );
}
