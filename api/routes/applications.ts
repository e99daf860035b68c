/** Applications: look at them and test their connection. */
import { randomUUID } from 'node:crypto';
import express, { type Router } from 'express';
import { LeaseholdError } from '../../domain/errors.ts';
import {
  CONNECTION_TEST,
  type ConnectionTestInput,
  type ConnectionTestResult,
} from '../../workflows/contract/connection-test.ts';
import { connectionTestWorkflowId } from '../../workflows/contract/ids.ts';
import { MAIN_TASK_QUEUE } from '../../workflows/contract/task-queues.ts';
import { owns, principalOf, requireApplication, requireScope } from '../authorization.ts';
import type { Services } from '../services.ts';

/** How long a person waits for Test Connection, in milliseconds. */
const TEST_DEADLINE_MS = 60_000;

export function applicationRoutes(services: Services): Router {
  const router = express.Router();
  const policy = async () => (await services.configuration()).configuration.policy;
  const find = async (key: string) => {
    const application = (await policy()).applications.find((each) => each.key === key);
    if (application === undefined) throw new LeaseholdError('LH_NOT_FOUND', `There is no application "${key}".`);
    return application;
  };

  router.get('/applications', async (_request, response) => {
    const scope = requireScope(response, 'applications.read');
    const known = await policy();
    response.json({
      items: known.applications.filter((each) => scope === 'any' || owns(principalOf(response), each.key, known)),
      nextCursor: null,
    });
  });

  router.get('/applications/:key', async (request, response) => {
    const application = await find(request.params.key);
    requireApplication(response, 'applications.read', application.key, await policy());
    response.json(application);
  });

  router.post('/applications/:key/test', async (request, response) => {
    const { key } = await find(request.params.key);
    requireApplication(response, 'applications.test', key, await policy());
    const input: ConnectionTestInput = { version: 1, application: key };
    const result: ConnectionTestResult = await services.temporal.withDeadline(Date.now() + TEST_DEADLINE_MS, () =>
      services.temporal.workflow.execute(CONNECTION_TEST, {
        workflowId: connectionTestWorkflowId(key, randomUUID()),
        taskQueue: MAIN_TASK_QUEUE,
        args: [input],
      }),
    );
    response.json(result);
  });

  return router;
}
