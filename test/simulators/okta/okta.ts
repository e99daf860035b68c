/** A simulated Okta: users, groups, applications, over HTTP, with the paging, errors and headers of the real one. */
import { randomUUID } from 'node:crypto';
import express, { type Express, type RequestHandler } from 'express';
import { createMisbehaving, type Misbehaving } from '../misbehave.ts';
import { keepState, listen, type RunningServer } from '../server.ts';
import { type OktaContext, sendOktaError } from './answers.ts';
import { oktaApps } from './apps.ts';
import { oktaGroups } from './groups.ts';
import { oktaPage } from './page.ts';
import { oktaRoles } from './roles.ts';
import { type ServiceApp, type TokenEndpoint, tokenEndpoint } from './service-app.ts';
import { freshOkta, type OktaState } from './state.ts';
import { oktaUsers } from './users.ts';

export interface OktaSimulatorOptions {
  readonly port?: number;
  readonly dataFile?: string;
  /** The API token with all permissions. */
  readonly token?: string;
  /** A token with read-only permissions. */
  readonly readOnlyToken?: string;
  /** Apps that get tokens by OAuth. */
  readonly serviceApps?: readonly ServiceApp[];
  /** Middleware in front of the API, e.g. a check against the contract. */
  readonly before?: RequestHandler;
}

export interface OktaSimulator extends RunningServer {
  readonly state: OktaState;
  readonly misbehaving: Misbehaving;
  readonly tokens: TokenEndpoint;
  membersOf(groupName: string): readonly string[];
}

export async function startOktaSimulator(options: OktaSimulatorOptions = {}): Promise<OktaSimulator> {
  const { state, save } = keepState(options.dataFile, freshOkta);
  // A demo's file of an earlier version lacks newer parts.
  Object.assign(state, { ...freshOkta(), ...state });
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
  const tokens = tokenEndpoint(options.serviceApps ?? []);
  app.use('/oauth2', express.urlencoded({ extended: false }), misbehaving.middleware);
  app.use(tokens.routes);
  app.use('/.well-known', misbehaving.middleware);
  // Public: https://developer.okta.com/docs/api/openapi/okta-management/management/tag/OrgSettingMetadata/
  app.get('/.well-known/okta-organization', (request, response) => {
    const { id } = state.organisation;
    const href = `${request.protocol}://${request.get('host')}`;
    response.json({ id, pipeline: 'idx', _links: { organization: { href } } });
  });
  app.use('/api', misbehaving.middleware, authorize(options.token ?? 'okta-demo-token', options.readOnlyToken, tokens));
  app.use('/api/v1', oktaUsers(context), oktaGroups(context), oktaApps(context), oktaRoles(context));
  app.get('/api/v1/org', (_request, response) => {
    response.json({ id: state.organisation.id, companyName: 'Acme', subdomain: 'acme', status: 'ACTIVE' });
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
    tokens,
    membersOf(groupName) {
      const members = state.groups.find((group) => group.profile.name === groupName)?.members ?? [];
      return members.map((id) => state.users.find((user) => user.id === id)?.profile.email ?? id);
    },
  };
}

function authorize(token: string, readOnlyToken: string | undefined, tokens: TokenEndpoint): RequestHandler {
  return async (request, response, next) => {
    const given = request.get('authorization');
    if (given === `SSWS ${token}`) return next();
    if (readOnlyToken !== undefined && given === `SSWS ${readOnlyToken}`) {
      if (request.method === 'GET') return next();
      sendOktaError(response, 403);
      return;
    }
    const scopes = await tokens.scopesOf(request);
    if (scopes === undefined) return sendOktaError(response, 401);
    const resource = `okta.${resourceOf(request.path)}`;
    const enough = request.method === 'GET' ? [`${resource}.read`, `${resource}.manage`] : [`${resource}.manage`];
    if (scopes.some((scope) => enough.includes(scope))) return next();
    sendOktaError(response, 403);
  };
}

/** The resource in the names of a path's scopes. */
function resourceOf(path: string): string {
  if (/^\/v1\/(iam|users\/[^/]+\/roles)(\/|$)/.test(path)) return 'roles';
  const [, resource = ''] = /^\/v1\/([^/]+)/.exec(path) ?? [];
  return resource;
}
