/** Creates the services of the routes from the parts of a process. */
import { createOidcClients } from './auth/oidc-client.ts';
import { createChangeFeed } from './events/feed.ts';
import { registerKeeperMetrics } from './health/keeper-metrics.ts';
import { createMetrics } from './health/metrics.ts';
import { buildOpenApi } from './http/openapi.ts';
import { createRateLimit } from './http/rate-limit.ts';
import { ROUTES } from './routes.ts';
import type { ServiceParts, Services } from './services.ts';

/** Enough for a person at the console, who makes a few requests per second. Scripts must slow down. */
const REQUESTS_A_MINUTE = 600;

export function createServices(parts: ServiceParts): Services {
  const now = parts.now ?? (() => new Date());
  const metrics = createMetrics();
  registerKeeperMetrics(metrics.registry, { ...parts, now });
  return {
    localSignIn: [],
    rateLimit: REQUESTS_A_MINUTE,
    ledgerNow: parts.store.now,
    ...parts,
    now,
    metrics,
    openApi: buildOpenApi(ROUTES),
    secure: parts.publicUrl.startsWith('https:'),
    oidc: createOidcClients(),
    limit: createRateLimit(now),
    feed: createChangeFeed(parts.store, parts.log),
  };
}
