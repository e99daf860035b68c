/**
 * A simulated Confluence Cloud: groups, spaces, permissions and roles over HTTP, and the people search of Jira at the
 * same site.
 */
import { randomUUID } from 'node:crypto';
import express, { type Request, type RequestHandler } from 'express';
import { createMisbehaving, type Misbehaving } from '../misbehave.ts';
import { keepState, listen, type RunningServer } from '../server.ts';
import { type ConfluenceContext, sendErrorV1 } from './answers.ts';
import { confluenceGroups } from './groups.ts';
import { confluencePage } from './page.ts';
import { confluenceSpacesV1, confluenceSpacesV2 } from './spaces.ts';
import { type ConfluenceState, freshConfluence } from './state.ts';

export interface ConfluenceSimulatorOptions {
  readonly port?: number;
  readonly dataFile?: string;
  /** The owner of the API token. */
  readonly email?: string;
  /** The API token of a site administrator. */
  readonly token?: string;
  /** A token with read-only permissions. */
  readonly readOnlyToken?: string;
}

export interface ConfluenceSimulator extends RunningServer {
  readonly state: ConfluenceState;
  readonly misbehaving: Misbehaving;
  /** E-mails of a group's members. */
  membersOf(groupName: string): readonly string[];
}

export async function startConfluenceSimulator(options: ConfluenceSimulatorOptions = {}): Promise<ConfluenceSimulator> {
  const { email = 'leasehold-bot@acme.test', token = 'confluence-demo-token', readOnlyToken } = options;
  const { state, save } = keepState(options.dataFile, freshConfluence);
  // A demo's file of an earlier version lacks newer parts.
  Object.assign(state, { ...freshConfluence(), ...state });
  const basic = (password: string): string => `Basic ${Buffer.from(`${email}:${password}`).toString('base64')}`;
  const context: ConfluenceContext = {
    state,
    save,
    mayChange: (request: Request) => request.get('authorization') === basic(token),
  };
  const misbehaving = createMisbehaving((response, status, seconds) => {
    if (status === 429)
      response.set({
        'Retry-After': String(seconds),
        'X-RateLimit-Reset': `${new Date(Date.now() + seconds * 1_000).toISOString().slice(0, 16)}Z`,
      });
    sendErrorV1(response, status, status === 429 ? 'Rate limit exceeded' : 'Something went wrong');
  });
  const authorize: RequestHandler = (request, response, next) => {
    const given = request.get('authorization');
    if (given === basic(token) || (readOnlyToken !== undefined && given === basic(readOnlyToken))) next();
    else sendErrorV1(response, 401, 'Basic authentication with passwords is deprecated, or the API token is wrong');
  };

  const app = express();
  app.disable('x-powered-by');
  app.use(express.json());
  app.use(misbehaving.routes);
  app.use((_request, response, next) => {
    response.set('Atl-Traceid', randomUUID().replaceAll('-', ''));
    next();
  });
  // Public: https://support.atlassian.com/jira/kb/retrieve-my-atlassian-sites-cloud-id
  app.get('/_edge/tenant_info', misbehaving.middleware, (_request, response) => {
    response.json({ cloudId: state.cloudId });
  });
  app.use(['/wiki', '/rest'], misbehaving.middleware, authorize);
  app.use('/wiki/rest/api', confluenceGroups(context), confluenceSpacesV1(context));
  app.use('/wiki/api/v2', confluenceSpacesV2(context));
  app.get('/rest/api/3/user/search', jiraSearch(context));
  app.get('/', confluencePage(context));
  app.use((_request, response) => sendErrorV1(response, 404, 'There is nothing at this address'));
  const server = await listen(app, options.port);
  return {
    ...server,
    state,
    misbehaving,
    membersOf(groupName) {
      const members = state.groups.find((group) => group.name === groupName)?.members ?? [];
      return members.map((id) => state.users.find((user) => user.accountId === id)?.email ?? id);
    },
  };
}

/** Like Jira: matches a prefix of a visible e-mail, or of a word of the name. */
function jiraSearch({ state }: ConfluenceContext): RequestHandler {
  return (request, response) => {
    if (!state.jira) return sendErrorV1(response, 404, 'There is no Jira at this site');
    const query = String(request.query.query ?? '').toLowerCase();
    const found = state.users.filter(
      (user) =>
        (!user.emailHidden && user.email.toLowerCase().startsWith(query)) ||
        user.displayName
          .toLowerCase()
          .split(/\s+/)
          .some((word) => word.startsWith(query)),
    );
    response.json(
      found.map(({ accountId, displayName, email, emailHidden }) => ({
        accountId,
        accountType: 'atlassian',
        displayName,
        active: true,
        ...(emailHidden ? {} : { emailAddress: email }),
      })),
    );
  };
}
