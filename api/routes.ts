/** Every route that there is, in the order of the documentation. */
import type { Route } from './http/route.ts';
import { applicationLookUpRoutes } from './routes/application-look-ups.ts';
import { applicationRoutes } from './routes/applications.ts';
import { auditRoutes } from './routes/audit.ts';
import { authRoutes } from './routes/auth.ts';
import { birthrightRoutes } from './routes/birthrights.ts';
import { configurationRoutes } from './routes/configuration.ts';
import { configurationChangeRoutes } from './routes/configuration-changes.ts';
import { configurationRevisionRoutes } from './routes/configuration-revisions.ts';
import { doctorRoutes } from './routes/doctor.ts';
import { eventsRoute } from './routes/events.ts';
import { grantRoutes } from './routes/grants.ts';
import { healthRoutes } from './routes/health.ts';
import { localSignInRoutes } from './routes/local-sign-in.ts';
import { meRoute } from './routes/me.ts';
import { myAccessRoutes } from './routes/my-access.ts';
import { openApiRoute } from './routes/openapi.ts';
import { overviewRoute } from './routes/overview.ts';
import { portalRoutes } from './routes/portal.ts';
import { portalSettingsRoutes } from './routes/portal-settings.ts';
import { requestRoutes } from './routes/requests.ts';
import { reviewRoutes } from './routes/reviews.ts';
import { revocationRoutes } from './routes/revocations.ts';
import { ruleRoutes } from './routes/rules.ts';
import { simulationRoutes } from './routes/simulations.ts';
import { tokenRoutes } from './routes/tokens.ts';
import { webhookRoute } from './webhook/route.ts';

export const ROUTES: readonly Route[] = [
  meRoute,
  ...authRoutes,
  ...localSignInRoutes,
  overviewRoute,
  eventsRoute,
  ...requestRoutes,
  ...simulationRoutes,
  ...grantRoutes,
  ...myAccessRoutes,
  ...revocationRoutes,
  ...reviewRoutes,
  ...birthrightRoutes,
  ...applicationRoutes,
  ...applicationLookUpRoutes,
  ...ruleRoutes,
  ...portalSettingsRoutes,
  ...portalRoutes,
  ...doctorRoutes,
  ...configurationRoutes,
  ...configurationRevisionRoutes,
  ...configurationChangeRoutes,
  ...tokenRoutes,
  ...auditRoutes,
  webhookRoute,
  ...healthRoutes,
  openApiRoute,
];
