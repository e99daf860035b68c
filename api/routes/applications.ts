/** Applications: look at them and test their connection. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { LeaseholdError } from '../../domain/errors.ts';
import {
  CONNECTION_TEST,
  type ConnectionTestInput,
  type ConnectionTestResult,
} from '../../workflows/contract/connection-test.ts';
import { connectionTestWorkflowId } from '../../workflows/contract/ids.ts';
import { MAIN_TASK_QUEUE } from '../../workflows/contract/task-queues.ts';
import { API } from '../http/base.ts';
import { type Route, reply, route, type SignedInCall } from '../http/route.ts';
import { word } from '../schemas/common.ts';

/** How long a person waits for Test Connection, in milliseconds. */
const TEST_DEADLINE_MS = 60_000;

const connectionTest = z
  .object({ ok: z.boolean(), checks: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string() })) })
  .meta({ id: 'ConnectionTest' });
const tag = 'Applications';
const key = z.strictObject({ key: word });

async function find(call: SignedInCall, wanted: string) {
  const application = (await call.policy()).applications.find((each) => each.key === wanted);
  if (application === undefined) throw new LeaseholdError('LH_NOT_FOUND', `There is no application "${wanted}".`);
  return application;
}

export const applicationRoutes: readonly Route[] = [
  route(
    {
      method: 'post',
      path: `${API}/applications/{key}/test`,
      action: 'applications.test',
      tag,
      summary: 'Test Connection, by its named checks',
      params: key,
      answers: { 200: connectionTest },
    },
    async (call) => {
      const application = await find(call, call.params.key);
      await call.requireApplication(application.key);
      const input: ConnectionTestInput = { version: 1, application: application.key };
      const { temporal } = call.services;
      const result: ConnectionTestResult = await temporal.withDeadline(Date.now() + TEST_DEADLINE_MS, () =>
        temporal.workflow.execute(CONNECTION_TEST, {
          workflowId: connectionTestWorkflowId(application.key, randomUUID()),
          taskQueue: MAIN_TASK_QUEUE,
          args: [input],
        }),
      );
      return reply(200, result);
    },
  ),
];
