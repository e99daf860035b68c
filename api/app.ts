/** The API as an Express application: webhook, admin API, health, and the console's page. */
import express, { type Express } from 'express';
import helmet from 'helmet';
import { LeaseholdError } from '../domain/errors.ts';
import { authenticate } from './authorization.ts';
import { consolePage } from './console-page.ts';
import { problemHandler } from './problem.ts';
import { applicationRoutes } from './routes/applications.ts';
import { auditRoutes } from './routes/audit.ts';
import { birthrightRoutes } from './routes/birthrights.ts';
import { grantRoutes } from './routes/grants.ts';
import { healthRoutes } from './routes/health.ts';
import { requestRoutes } from './routes/requests.ts';
import { reviewRoutes } from './routes/reviews.ts';
import { revocationRoutes } from './routes/revocations.ts';
import { simulationRoutes } from './routes/simulations.ts';
import type { Services } from './services.ts';
import { webhookRoute } from './webhook/route.ts';

export function createApp(services: Services): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(helmet());
  app.use(healthRoutes(services));
  app.use(webhookRoute(services));
  app.use(
    '/api/v1',
    authenticate(services),
    express.json({ limit: '1mb' }),
    requestRoutes(services),
    grantRoutes(services),
    revocationRoutes(services),
    reviewRoutes(services),
    applicationRoutes(services),
    simulationRoutes(services),
    birthrightRoutes(services),
    auditRoutes(services),
  );
  app.use(consolePage(services));
  app.use((request) => {
    throw new LeaseholdError('LH_NOT_FOUND', `There is nothing at ${request.method} ${request.path}.`);
  });
  app.use(problemHandler(services.log));
  return app;
}
