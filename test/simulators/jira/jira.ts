/** A simulated Jira Cloud with a service project: REST, webhooks, a portal and an agent's view. */
import { randomUUID } from 'node:crypto';
import express, { type Request, type RequestHandler } from 'express';
import { createMisbehaving, type Misbehaving } from '../misbehave.ts';
import { BOT, PEOPLE } from '../people.ts';
import { keepState, listen, type RunningServer } from '../server.ts';
import { type Actions, createActions } from './actions.ts';
import { createAdmin, type SiteAdmin } from './admin.ts';
import { agentPages } from './agent.ts';
import { emptyJira, freshJira, type JiraSeed } from './fresh.ts';
import { portalPages } from './portal.ts';
import { adminRoutes } from './rest-admin.ts';
import { deskRoutes } from './rest-desk.ts';
import { directoryRoutes } from './rest-directory.ts';
import { groupRoutes } from './rest-groups.ts';
import { issueRoutes, sendJiraError } from './rest-issues.ts';
import { adminWebhookRoutes, appWebhookRoutes } from './rest-webhooks.ts';
import { workflowRoutes } from './rest-workflows.ts';
import { settingsPages } from './settings-pages.ts';
import { createShower } from './show.ts';
import type { JiraState } from './state.ts';
import { createWebhooks, type Webhooks, type WebhookTarget } from './webhooks.ts';

export interface JiraSimulatorOptions {
  readonly port?: number;
  readonly dataFile?: string;
  readonly seed?: JiraSeed;
  /** Starts with a site that has people, but no project, fields or webhook. */
  readonly empty?: boolean;
  /** A webhook that is registered from the start. */
  readonly webhook?: WebhookTarget;
  /** The API token of the service's account. */
  readonly token?: string;
  /** The API token of admin@acme.test, who may do everything; unset: the admin cannot sign in. */
  readonly adminToken?: string;
  /** Delays before the second, third, … attempt of a webhook. */
  readonly retryGapsMs?: readonly number[];
  readonly before?: RequestHandler;
}

export interface JiraSimulator extends RunningServer {
  readonly state: JiraState;
  readonly actions: Actions;
  /** An administrator's manual changes of the site. */
  readonly admin: SiteAdmin;
  readonly webhooks: Webhooks;
  readonly misbehaving: Misbehaving;
  /** The account id of one of the people by e-mail. */
  accountOf(email: string): string;
  /** Adds missing options to the fields Application and Access Type. */
  offer(applications: readonly string[], accessTypes: readonly string[]): void;
}

export async function startJiraSimulator(options: JiraSimulatorOptions = {}): Promise<JiraSimulator> {
  const fresh = (): JiraState => (options.empty === true ? emptyJira() : freshJira(options.seed));
  const { state, save } = keepState(options.dataFile, fresh);
  carryOver(state, fresh);
  if (options.webhook !== undefined) register(state, options.webhook);
  let address = '';
  const url = (): string => address;
  const show = createShower(state, url);
  const webhooks = createWebhooks(state, save, () => show, options.retryGapsMs ?? [1_000, 3_000, 10_000]);
  const admin = createAdmin(state, save);
  const actions = createActions(state, save, webhooks);
  const misbehaving = createMisbehaving((response, status, seconds) => {
    if (status === 429) response.set('Retry-After', String(seconds));
    sendJiraError(response, status, status === 429 ? 'Rate limit exceeded.' : 'Something went wrong.');
  });
  const token = options.token ?? 'jira-demo-token';
  const administrator = PEOPLE.find((person) => person.email === 'admin@acme.test');
  const accounts = new Map<string, string>([[basic(BOT.email, token), BOT.jiraId]]);
  if (options.adminToken !== undefined && administrator !== undefined)
    accounts.set(basic(administrator.email, options.adminToken), administrator.jiraId);
  const authorize: RequestHandler = (request, response, next) => {
    const account = accounts.get(request.get('authorization') ?? '');
    if (account === undefined)
      return sendJiraError(response, 401, 'Client must be authenticated to access this resource.');
    response.locals.account = account;
    next();
  };
  const actor = (request: Request): string => String(request.res?.locals.account ?? BOT.jiraId);

  const app = express();
  app.disable('x-powered-by');
  app.use(express.json());
  app.use(misbehaving.routes);
  app.get('/__webhooks', (_request, response) => {
    response.json({ enabled: webhooks.enabled, deliveries: webhooks.deliveries });
  });
  app.post('/__webhooks', (request, response) => {
    webhooks.enabled = (request.body as { enabled: boolean }).enabled;
    response.json({ enabled: webhooks.enabled });
  });
  if (options.before !== undefined) app.use(options.before);
  app.use((_request, response, next) => {
    response.set('Atl-Traceid', randomUUID().replaceAll('-', ''));
    next();
  });
  // Public: https://support.atlassian.com/jira/kb/retrieve-my-atlassian-sites-cloud-id
  app.get('/_edge/tenant_info', misbehaving.middleware, (_request, response) => {
    response.json({ cloudId: state.cloudId });
  });
  app.use('/rest', misbehaving.middleware, authorize);
  app.use('/rest/api/3', issueRoutes(actions, show, actor), adminRoutes(state, admin, show, url, actor));
  app.use('/rest/api/3', directoryRoutes(state, url, actor), appWebhookRoutes(state));
  app.use('/rest/api/3', groupRoutes(state, save, url, actor), workflowRoutes(state, actor));
  app.use('/rest/webhooks/1.0', adminWebhookRoutes(state, admin, url, actor));
  app.use('/rest/servicedeskapi', deskRoutes(actions, admin, url, actor));
  app.use(express.urlencoded({ extended: false }));
  app.use(portalPages(actions), agentPages(actions), settingsPages(state, admin));
  app.use((_request, response) => {
    sendJiraError(response, 404, 'There is nothing at this address.');
  });
  const server = await listen(app, options.port);
  address = server.url;
  return {
    ...server,
    state,
    actions,
    admin,
    webhooks,
    misbehaving,
    accountOf(email) {
      return state.users.find((user) => user.emailAddress === email)?.accountId ?? '';
    },
    offer(applications, accessTypes) {
      offer(state, admin, 'Application', applications);
      offer(state, admin, 'Access Type', accessTypes);
    },
    async close() {
      webhooks.stop();
      await server.close();
    },
  };
}

function basic(email: string, token: string): string {
  return `Basic ${Buffer.from(`${email}:${token}`).toString('base64')}`;
}

/** A demo's file of an earlier version keeps its requests, but the site around them is recreated. */
function carryOver(state: Partial<JiraState>, fresh: () => JiraState): void {
  state.cloudId ??= fresh().cloudId;
  if (state.webhooks !== undefined) return;
  const { issues, nextId, nextNumber } = state;
  Object.assign(state, fresh(), { issues, nextId, nextNumber });
}

/** The initial webhook of the demo and the tests, at Leasehold's present address. */
function register(state: JiraState, { url, secret }: WebhookTarget): void {
  const events = ['jira:issue_created', 'jira:issue_updated', 'jira:issue_deleted', 'comment_created'];
  state.webhooks = state.webhooks.filter((each) => each.name !== 'Leasehold');
  state.webhooks.push({ id: '1', name: 'Leasehold', url, events, jql: '', secret, enabled: true });
}

/** Adds options to a select field, each value once. */
function offer(state: JiraState, admin: SiteAdmin, name: string, values: readonly string[]): void {
  const field = state.fields.find((each) => each.name === name);
  const [context] = field?.contexts ?? [];
  if (field === undefined || context === undefined) return;
  const missing = values.filter((value) => !context.options.some((option) => option.value === value));
  admin.addOptions(
    field.id,
    context.id,
    missing.map((value) => ({ value })),
  );
}
