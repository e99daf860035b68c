/** From what a process has to what the routes work with. */
import { buildOpenApi } from './http/openapi.ts';
import { createMetrics } from './metrics.ts';
import { ROUTES } from './routes.ts';
import type { ServiceParts, Services } from './services.ts';

export function createServices(parts: ServiceParts): Services {
  return { now: () => new Date(), ...parts, metrics: createMetrics(), openApi: buildOpenApi(ROUTES) };
}
