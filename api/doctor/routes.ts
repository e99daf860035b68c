/** The checks of `doctor` other than the portal: platform, people in rules, clocks. */
import { randomUUID } from 'node:crypto';
import { lookWorkflowId } from '../../workflows/contract/ids.ts';
import { type CheckResult, HEALTH_CHECK, type HealthCheckInput } from '../../workflows/contract/portal.ts';
import { askWorker } from '../ask-worker.ts';
import { type Route, route } from '../declare-route.ts';
import { API } from '../http/base.ts';
import { reply } from '../http/route.ts';
import { checkResult } from './schema.ts';

const tag = 'Doctor';

const SUMMARIES = {
  people: 'Check that rules are active and find their approvers',
  clocks: 'Compare the clock with Jira and the providers',
} as const;

export const doctorRoutes: readonly Route[] = [
  route(
    {
      method: 'post',
      path: `${API}/doctor/platform`,
      action: 'doctor.run',
      tag,
      summary: 'Check database, Temporal, namespace and workers',
      answers: { 200: checkResult },
    },
    async ({ services }) => {
      const checks = await services.platform();
      return reply(200, { ok: checks.every((each) => each.ok), checks });
    },
  ),

  ...(['people', 'clocks'] as const).map((what) =>
    route(
      {
        method: 'post',
        path: `${API}/doctor/${what}`,
        action: 'doctor.run',
        tag,
        summary: SUMMARIES[what],
        answers: { 200: checkResult },
        problems: ['LH_UNAVAILABLE'],
      },
      async ({ services }) => {
        const input: HealthCheckInput = { version: 1, what };
        const id = lookWorkflowId('health-check', randomUUID());
        return reply(200, await askWorker<CheckResult>(services, HEALTH_CHECK, id, input));
      },
    ),
  ),
];
