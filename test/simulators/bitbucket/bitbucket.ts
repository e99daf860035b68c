/** A simulated Bitbucket Cloud: one workspace, over HTTP, with the paging, filters and errors of the real one. */
import { randomUUID } from 'node:crypto';
import express, { type RequestHandler } from 'express';
import { createMisbehaving, type Misbehaving } from '../misbehave.ts';
import { keepState, listen, type RunningServer } from '../server.ts';
import { type BitbucketContext, sendBitbucketError } from './answers.ts';
import { bitbucketGroups } from './groups.ts';
import { bitbucketPage } from './page.ts';
import { bitbucketPlaces } from './places.ts';
import { type BitbucketState, freshBitbucket } from './state.ts';
import { bitbucketWorkspaces } from './workspaces.ts';

export interface BitbucketSimulatorOptions {
  readonly port?: number;
  readonly dataFile?: string;
  /** The owner of the API token. */
  readonly email?: string;
  /** The API token with all scopes. */
  readonly token?: string;
  /** A token with only read scopes. */
  readonly readOnlyToken?: string;
}

export interface BitbucketSimulator extends RunningServer {
  readonly state: BitbucketState;
  readonly misbehaving: Misbehaving;
  /** E-mails of a user group's members. */
  membersOf(groupName: string): readonly string[];
}

export async function startBitbucketSimulator(options: BitbucketSimulatorOptions = {}): Promise<BitbucketSimulator> {
  const { state, save } = keepState(options.dataFile, freshBitbucket);
  const context: BitbucketContext = { state, save };
  // Bitbucket documents no header for the length of a wait.
  const misbehaving = createMisbehaving((response, status) => sendBitbucketError(response, status));
  const app = express();
  app.disable('x-powered-by');
  app.use(express.json());
  app.use(misbehaving.routes);
  app.use((_request, response, next) => {
    response.set('Atl-Traceid', randomUUID().replaceAll('-', ''));
    next();
  });
  app.use(['/1.0', '/2.0'], misbehaving.middleware, authorize(options));
  app.use('/1.0', bitbucketGroups(context));
  app.use('/2.0', bitbucketPlaces(context), bitbucketWorkspaces(context));
  app.get('/', bitbucketPage(context));
  app.use((_request, response) => sendBitbucketError(response, 404));
  const server = await listen(app, options.port);
  return {
    ...server,
    state,
    misbehaving,
    membersOf(groupName) {
      const members = state.groups.find((group) => group.name === groupName)?.members ?? [];
      return members.map((uuid) => state.members.find((member) => member.uuid === uuid)?.email ?? uuid);
    },
  };
}

/** Basic authentication with an Atlassian account's e-mail and API token. */
function authorize({
  email = 'leasehold-bot@acme.test',
  token = 'bitbucket-demo-token',
  readOnlyToken,
}: BitbucketSimulatorOptions): RequestHandler {
  const basic = (password: string): string => `Basic ${Buffer.from(`${email}:${password}`).toString('base64')}`;
  return (request, response, next) => {
    const given = request.get('authorization');
    if (given === basic(token)) return next();
    if (readOnlyToken !== undefined && given === basic(readOnlyToken)) {
      if (request.method === 'GET') return next();
      sendBitbucketError(response, 403, undefined, {
        granted: ['read:workspace:bitbucket', 'read:repository:bitbucket'],
        required: ['write:permission:bitbucket'],
      });
      return;
    }
    sendBitbucketError(response, 401);
  };
}
