/** `/healthz`: the process lives. `/readyz`: it can do its work. `/metrics`: Prometheus. */
import express, { type Router } from 'express';
import { Counter, collectDefaultMetrics, Registry } from 'prom-client';
import type { Services } from '../services.ts';

const READY_DEADLINE_MS = 3_000;

export function healthRoutes(services: Services): Router {
  const router = express.Router();
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const answers = new Counter({
    name: 'leasehold_http_answers_total',
    help: 'Answers by status.',
    labelNames: ['status'],
    registers: [registry],
  });

  router.use((_request, response, next) => {
    response.on('finish', () => answers.inc({ status: String(response.statusCode) }));
    next();
  });

  router.get('/healthz', (_request, response) => {
    response.json({ ok: true });
  });

  router.get('/readyz', async (_request, response) => {
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
    const ok = database && temporal && configuration && workers;
    response.status(ok ? 200 : 503).json({ ok, database, temporal, configuration, workers });
  });

  router.get('/metrics', async (_request, response) => {
    response.type(registry.contentType).send(await registry.metrics());
  });

  return router;
}

async function works(call: () => Promise<unknown>): Promise<boolean> {
  try {
    await call();
    return true;
  } catch {
    return false;
  }
}
