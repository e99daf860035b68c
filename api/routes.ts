/** Every route that there is, in the order of the documentation. */
import type { Route } from './http/route.ts';
import { applicationRoutes } from './routes/applications.ts';
import { auditRoutes } from './routes/audit.ts';
import { grantRoutes } from './routes/grants.ts';
import { healthRoutes } from './routes/health.ts';
import { openApiRoute } from './routes/openapi.ts';
import { requestRoutes } from './routes/requests.ts';
import { revocationRoutes } from './routes/revocations.ts';
import { simulationRoutes } from './routes/simulations.ts';
import { webhookRoute } from './webhook/route.ts';

export const ROUTES: readonly Route[] = [
  ...requestRoutes,
  ...simulationRoutes,
  ...grantRoutes,
  ...revocationRoutes,
  ...applicationRoutes,
  ...auditRoutes,
  webhookRoute,
  ...healthRoutes,
  openApiRoute,
];
