/** `POST /simulations`: the plan of a request that nobody made. */
import { randomUUID } from 'node:crypto';
import express, { type Router } from 'express';
import { z } from 'zod';
import { normalizeEmail } from '../../domain/people.ts';
import { simulationWorkflowId } from '../../workflows/contract/ids.ts';
import { SIMULATION, type SimulationInput, type SimulationResult } from '../../workflows/contract/simulation.ts';
import { MAIN_TASK_QUEUE } from '../../workflows/contract/task-queues.ts';
import { requireScope } from '../authorization.ts';
import type { Services } from '../services.ts';

/** How long a person waits for a plan, in milliseconds. */
const DEADLINE_MS = 20_000;

const body = z.strictObject({
  subject: z.email().transform(normalizeEmail),
  application: z.string().min(1),
  accessLevel: z.string().optional(),
  duration: z.string().optional(),
  justification: z.string().optional(),
});

export function simulationRoutes(services: Services): Router {
  const router = express.Router();
  router.post('/simulations', async (request, response) => {
    requireScope(response, 'simulate');
    const input: SimulationInput = { version: 1, ...body.parse(request.body ?? {}) };
    const result: SimulationResult = await services.temporal.withDeadline(Date.now() + DEADLINE_MS, () =>
      services.temporal.workflow.execute(SIMULATION, {
        workflowId: simulationWorkflowId(randomUUID()),
        taskQueue: MAIN_TASK_QUEUE,
        args: [input],
      }),
    );
    response.json(result);
  });
  return router;
}
