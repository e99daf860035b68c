/** All routes, in the order of the documentation. */

import { applicationLookUpRoutes } from './applications/look-up-routes.ts';
import { applicationRoutes } from './applications/routes.ts';
import { auditRoutes } from './audit/routes.ts';
import { localSignInRoutes } from './auth/local-routes.ts';
import { authRoutes } from './auth/routes.ts';
import { birthrightRoutes } from './birthrights/routes.ts';
import { configurationChangeRoutes } from './configuration/changes-routes.ts';
import { configurationRevisionRoutes } from './configuration/revisions-routes.ts';
import { configurationRoutes } from './configuration/routes.ts';
import { connectorsRoute } from './connectors/routes.ts';
import type { Route } from './declare-route.ts';
import { doctorRoutes } from './doctor/routes.ts';
import { eventsRoute } from './events/routes.ts';
import { grantRoutes } from './grants/routes.ts';
import { healthRoutes } from './health/routes.ts';
import { myAccessRoutes } from './me/my-access-routes.ts';
import { meRoute } from './me/routes.ts';
import { openApiRoute } from './openapi/routes.ts';
import { overviewRoute } from './overview/routes.ts';
import { portalRoutes } from './portal/routes.ts';
import { portalSettingsRoutes } from './portal/settings-routes.ts';
import { reconciliationRoute } from './reconciliation/routes.ts';
import { requestRoutes } from './requests/routes.ts';
import { reviewRoutes } from './reviews/routes.ts';
import { revocationRoutes } from './revocations/routes.ts';
import { ruleRoutes } from './rules/routes.ts';
import { simulationRoutes } from './simulations/routes.ts';
import { tokenRoutes } from './tokens/routes.ts';
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
  connectorsRoute,
  ...applicationRoutes,
  ...applicationLookUpRoutes,
  ...ruleRoutes,
  ...portalSettingsRoutes,
  ...portalRoutes,
  ...doctorRoutes,
  reconciliationRoute,
  ...configurationRoutes,
  ...configurationRevisionRoutes,
  ...configurationChangeRoutes,
  ...tokenRoutes,
  ...auditRoutes,
  webhookRoute,
  ...healthRoutes,
  openApiRoute,
];
