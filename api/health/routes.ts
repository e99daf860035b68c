/** `/healthz`: liveness. `/readyz`: readiness. `/metrics`: Prometheus. */
import { z } from 'zod';
import { publicRoute, type Route } from '../declare-route.ts';
import { reply, SENT } from '../http/route.ts';
import type { Services } from '../services.ts';

const READY_DEADLINE_MS = 3_000;
const tag = 'Health';

const readiness = z
  .object({
    ok: z.boolean(),
    database: z.boolean(),
    temporal: z.boolean(),
    configuration: z.boolean(),
    workers: z.boolean(),
  })
  .meta({ id: 'Readiness' });

export const healthRoutes: readonly Route[] = [
  publicRoute(
    {
      method: 'get',
      path: '/healthz',
      tag,
      summary: 'Check liveness',
      answers: { 200: z.object({ ok: z.literal(true) }) },
    },
    async () => reply(200, { ok: true }),
  ),

  publicRoute(
    {
      method: 'get',
      path: '/readyz',
      tag,
      summary: 'Check readiness; the response names a missing part',
      answers: { 200: readiness, 503: readiness },
    },
    async ({ services }) => {
      const state = await readinessOf(services);
      return state.ok ? reply(200, state) : reply(503, state);
    },
  ),

  publicRoute(
    {
      method: 'get',
      path: '/metrics',
      tag,
      summary: 'Get metrics for Prometheus',
      answers: { 200: { raw: { 'text/plain': 'metrics in the text format of Prometheus' } } },
    },
    async ({ services, response }) => {
      const { registry } = services.metrics;
      response.type(registry.contentType).send(await registry.metrics());
      return SENT;
    },
  ),
];

async function readinessOf(services: Services): Promise<z.output<typeof readiness>> {
  const [database, temporal, configuration] = await Promise.all([
    works(() => services.store.ping()),
    works(() =>
      services.temporal.withDeadline(Date.now() + READY_DEADLINE_MS, () =>
        services.temporal.workflowService.getSystemInfo({}),
      ),
    ),
    works(() => services.configuration()),
  ]);
  const workers = services.workersRun();
  return { ok: database && temporal && configuration && workers, database, temporal, configuration, workers };
}

async function works(call: () => Promise<unknown>): Promise<boolean> {
  try {
    await call();
    return true;
  } catch {
    return false;
  }
}
