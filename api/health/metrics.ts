/** The Prometheus metrics of an API process. */
import type { RequestHandler } from 'express';
import { Counter, collectDefaultMetrics, Registry } from 'prom-client';

export interface Metrics {
  readonly registry: Registry;
  /** Counts every response. */
  readonly count: RequestHandler;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const answers = new Counter({
    name: 'leasehold_http_answers_total',
    help: 'Answers by status.',
    labelNames: ['status'],
    registers: [registry],
  });
  return {
    registry,
    count(_request, response, next) {
      response.on('finish', () => answers.inc({ status: String(response.statusCode) }));
      next();
    },
  };
}
