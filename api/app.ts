/** The API as an Express application: webhook, admin API, health, and the console's page. */
import express, { type Express } from 'express';
import helmet from 'helmet';
import { LeaseholdError } from '../domain/errors.ts';
import { authenticate } from './auth/authenticate.ts';
import { consolePage } from './console/console-page.ts';
import { API } from './http/base.ts';
import { mountRoutes } from './http/mount.ts';
import { limitPrincipal } from './http/rate-limit.ts';
import { problemHandler } from './problem.ts';
import { ROUTES } from './routes.ts';
import type { Services } from './services.ts';

/** Allows resources of this origin only, plus inline style attributes, which the console's components set. */
const CONSOLE_POLICY = {
  defaultSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:'],
  frameAncestors: ["'none'"],
  formAction: ["'self'"],
  // Plain HTTP is deliberate: on loopback or behind a proxy.
  upgradeInsecureRequests: null,
};

export function createApp(services: Services): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(helmet({ contentSecurityPolicy: { directives: CONSOLE_POLICY } }));
  app.use(services.metrics.count);
  app.use(API, authenticate(services), limitPrincipal(services));
  mountRoutes(app, ROUTES, services);
  app.use(consolePage());
  app.use((request) => {
    throw new LeaseholdError('LH_NOT_FOUND', `${request.method} ${request.path} does not exist.`);
  });
  app.use(problemHandler(services.log));
  return app;
}
