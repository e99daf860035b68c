/** A simulated Jira Cloud with a service project: REST, webhooks, a portal and an agent's view. */
import express, { type Request, type RequestHandler } from 'express';
import { createMisbehaving, type Misbehaving } from '../misbehave.ts';
import { BOT } from '../people.ts';
import { keepState, listen, type RunningServer } from '../server.ts';
import { type Actions, createActions } from './actions.ts';
import { agentPages } from './agent.ts';
import { portalPages } from './portal.ts';
import { directoryRoutes } from './rest-directory.ts';
import { issueRoutes, sendJiraError } from './rest-issues.ts';
import { createShower } from './show.ts';
import { addOptions, freshJira, type JiraSeed, type JiraState } from './state.ts';
import { createWebhooks, type Webhooks, type WebhookTarget } from './webhooks.ts';

export interface JiraSimulatorOptions {
  readonly port?: number;
  readonly dataFile?: string;
  readonly seed?: JiraSeed;
  readonly webhook?: WebhookTarget;
  /** The API token of the service's account. */
  readonly token?: string;
  /** Gaps before the second, third, … attempt of a webhook. */
  readonly retryGapsMs?: readonly number[];
  readonly before?: RequestHandler;
}

export interface JiraSimulator extends RunningServer {
  readonly state: JiraState;
  readonly actions: Actions;
  readonly webhooks: Webhooks;
  readonly misbehaving: Misbehaving;
  /** The account id of one of the people by e-mail. */
  accountOf(email: string): string;
  /** Adds options to the fields Application and Access Type, where they are not there yet. */
  offer(applications: readonly string[], accessTypes: readonly string[]): void;
}

export async function startJiraSimulator(options: JiraSimulatorOptions = {}): Promise<JiraSimulator> {
  const { state, save } = keepState(options.dataFile, () => freshJira(options.seed));
  let address = '';
  const url = (): string => address;
  const show = createShower(state, url);
  const webhooks = createWebhooks(() => show, options.webhook, options.retryGapsMs ?? [1_000, 3_000, 10_000]);
  const actions = createActions(state, save, webhooks);
  const misbehaving = createMisbehaving((response, status, seconds) => {
    if (status === 429) response.set('Retry-After', String(seconds));
    sendJiraError(response, status, status === 429 ? 'Rate limit exceeded.' : 'Something went wrong.');
  });
  const token = options.token ?? 'jira-demo-token';
  // REST is used by the service alone; people use the pages.
  const actor = (_request: Request): string => BOT.jiraId;
  const authorize: RequestHandler = (request, response, next) => {
    const expected = `Basic ${Buffer.from(`${BOT.email}:${token}`).toString('base64')}`;
    if (request.get('authorization') === expected) return next();
    sendJiraError(response, 401, 'Client must be authenticated to access this resource.');
  };

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
  app.use('/rest', misbehaving.middleware, authorize);
  app.use('/rest/api/3', issueRoutes(actions, show, actor), directoryRoutes(state, url, actor));
  app.use(express.urlencoded({ extended: false }), portalPages(actions), agentPages(actions));
  app.use((_request, response) => {
    sendJiraError(response, 404, 'There is nothing at this address.');
  });
  const server = await listen(app, options.port);
  address = server.url;
  return {
    ...server,
    state,
    actions,
    webhooks,
    misbehaving,
    accountOf(email) {
      return state.users.find((user) => user.emailAddress === email)?.accountId ?? '';
    },
    offer(applications, accessTypes) {
      addOptions(state, 'customfield_10101', applications);
      addOptions(state, 'customfield_10102', accessTypes);
      save();
    },
    async close() {
      webhooks.stop();
      await server.close();
    },
  };
}
