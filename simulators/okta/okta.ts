/** A simulated Okta: users, groups, applications, over HTTP, with the paging, errors and headers of the real one. */
import { randomUUID } from 'node:crypto';
import express, { type Express, type RequestHandler, type Response } from 'express';
import { createMisbehaving, type Misbehaving } from '../misbehave.ts';
import { keepState, listen, type RunningServer } from '../server.ts';
import { oktaApps } from './apps.ts';
import { oktaGroups } from './groups.ts';
import { oktaPage } from './page.ts';
import { freshOkta, type OktaState } from './state.ts';
import { oktaUsers } from './users.ts';

export interface OktaSimulatorOptions {
  readonly port?: number;
  readonly dataFile?: string;
  /** The API token with all permissions. */
  readonly token?: string;
  /** A token that may read and change nothing. */
  readonly readOnlyToken?: string;
  /** A middleware in front of the API, e.g. a check against the contract. */
  readonly before?: RequestHandler;
}

export interface OktaSimulator extends RunningServer {
  readonly state: OktaState;
  readonly misbehaving: Misbehaving;
  membersOf(groupName: string): readonly string[];
}

/** What the route files share. */
export interface OktaContext {
  readonly state: OktaState;
  save(): void;
}

export async function startOktaSimulator(options: OktaSimulatorOptions = {}): Promise<OktaSimulator> {
  const { state, save } = keepState(options.dataFile, freshOkta);
  const context: OktaContext = { state, save };
  const misbehaving = createMisbehaving((response, status, seconds) => {
    if (status === 429) response.set('X-Rate-Limit-Reset', String(Math.ceil(Date.now() / 1_000) + seconds));
    sendOktaError(response, status);
  });
  const app: Express = express();
  app.disable('x-powered-by');
  app.use(express.json());
  app.use(misbehaving.routes);
  if (options.before !== undefined) app.use(options.before);
  app.use((_request, response, next) => {
    response.set({
      'X-Okta-Request-Id': randomUUID().replaceAll('-', ''),
      'X-Rate-Limit-Limit': '600',
      'X-Rate-Limit-Remaining': '599',
      'X-Rate-Limit-Reset': String(Math.ceil(Date.now() / 1_000) + 60),
    });
    next();
  });
  app.use('/api', misbehaving.middleware, authorize(options.token ?? 'okta-demo-token', options.readOnlyToken));
  app.use('/api/v1', oktaUsers(context), oktaGroups(context), oktaApps(context));
  app.get('/api/v1/org', (_request, response) => {
    response.json({ id: '00o1acme000000000000', companyName: 'Acme', subdomain: 'acme', status: 'ACTIVE' });
  });
  app.get('/', oktaPage(context));
  app.use((_request, response) => {
    sendOktaError(response, 404);
  });
  const server = await listen(app, options.port);
  return {
    ...server,
    state,
    misbehaving,
    membersOf(groupName) {
      const members = state.groups.find((group) => group.profile.name === groupName)?.members ?? [];
      return members.map((id) => state.users.find((user) => user.id === id)?.profile.email ?? id);
    },
  };
}

function authorize(token: string, readOnlyToken: string | undefined): RequestHandler {
  return (request, response, next) => {
    const given = request.get('authorization');
    if (given === `SSWS ${token}`) return next();
    if (readOnlyToken !== undefined && given === `SSWS ${readOnlyToken}`) {
      if (request.method === 'GET') return next();
      sendOktaError(response, 403);
      return;
    }
    sendOktaError(response, 401);
  };
}

const ERRORS: Readonly<Record<number, readonly [code: string, summary: string]>> = {
  400: ['E0000001', 'Api validation failed'],
  401: ['E0000011', 'Invalid token provided'],
  403: ['E0000006', 'You do not have permission to perform the requested action'],
  404: ['E0000007', 'Not found: Resource not found'],
  429: ['E0000047', 'API call exceeded rate limit due to too many requests.'],
  500: ['E0000009', 'Internal Server Error'],
  503: ['E0000009', 'Service unavailable'],
};

/** An error as Okta writes it. */
export function sendOktaError(response: Response, status: number, code?: string, summary?: string): void {
  const [usualCode, usualSummary] = ERRORS[status] ?? ['E0000009', 'Internal Server Error'];
  response.status(status).json({
    errorCode: code ?? usualCode,
    errorSummary: summary ?? usualSummary,
    errorLink: code ?? usualCode,
    errorId: `oae${randomUUID().slice(0, 18)}`,
    errorCauses: [],
  });
}

/** One page of a list, and the `Link` to the next: `after` is the id of the last one shown. */
export function sendPage<Item extends { readonly id: string }>(
  response: Response,
  items: readonly Item[],
  query: Readonly<Record<string, unknown>>,
  show: (item: Item) => unknown,
  most = 200,
): void {
  const limit = Math.min(most, Math.max(1, Number(query.limit ?? most)));
  const start = query.after === undefined ? 0 : items.findIndex((item) => item.id === query.after) + 1;
  const page = items.slice(start, start + limit);
  const here = new URL(response.req.originalUrl, `${response.req.protocol}://${response.req.get('host')}`);
  response.append('Link', `<${here.href}>; rel="self"`);
  const last = page.at(-1);
  if (last !== undefined && start + limit < items.length) {
    here.searchParams.set('after', last.id);
    here.searchParams.set('limit', String(limit));
    response.append('Link', `<${here.href}>; rel="next"`);
  }
  response.json(page.map(show));
}
