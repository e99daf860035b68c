/**
 * A simulated Google Workspace: the token endpoint and the Directory API over HTTP, with the paging and errors of the
 * real one.
 */
import express, { type Express } from 'express';
import { createMisbehaving, type Misbehaving } from '../misbehave.ts';
import { keepState, listen, type RunningServer } from '../server.ts';
import { type GoogleContext, sendGoogleError } from './answers.ts';
import { googleGroups } from './groups.ts';
import { googlePage } from './page.ts';
import { googleRoles } from './roles.ts';
import { createSignIn, type GoogleAccess } from './sign-in.ts';
import { freshGoogle, type GoogleState } from './state.ts';
import { googleUsers } from './users.ts';

export interface GoogleSimulatorOptions {
  readonly port?: number;
  readonly dataFile?: string;
  readonly access: GoogleAccess;
}

export interface GoogleSimulator extends RunningServer {
  readonly state: GoogleState;
  readonly misbehaving: Misbehaving;
  /** Addresses of a group's members. */
  membersOf(groupEmail: string): readonly string[];
  /** Refuses the next call as Google does for an exhausted quota: with 403 and a reason. */
  exceedQuota(reason: string): void;
  /** Invalidates all issued access tokens. */
  revokeTokens(): void;
}

export async function startGoogleSimulator(options: GoogleSimulatorOptions): Promise<GoogleSimulator> {
  const { state, save } = keepState(options.dataFile, freshGoogle);
  // A demo's file of an earlier version lacks newer parts.
  Object.assign(state, { ...freshGoogle(), ...state });
  const context: GoogleContext = { state, save };
  const signIn = createSignIn(options.access);
  const exceeded: string[] = [];
  const misbehaving = createMisbehaving((response, status, seconds) => {
    if (status === 429) response.set('Retry-After', String(seconds));
    sendGoogleError(response, status);
  });
  const app: Express = express();
  app.disable('x-powered-by');
  app.use(misbehaving.routes);
  app.use(express.json());
  app.get('/', googlePage(context));
  app.use(misbehaving.middleware, signIn.routes);
  app.use('/admin', (_request, response, next) => {
    const reason = exceeded.shift();
    if (reason === undefined) return next();
    sendGoogleError(response, 403, 'Quota exceeded for quota metric.', reason);
  });
  app.use('/admin/directory/v1', googleUsers(context, signIn), googleGroups(context, signIn));
  app.use('/admin/directory/v1/customer/my_customer', googleRoles(context, signIn));
  app.use((_request, response) => sendGoogleError(response, 404));
  const server = await listen(app, options.port);
  return {
    ...server,
    state,
    misbehaving,
    membersOf(groupEmail) {
      const members = state.groups.find((group) => group.email === groupEmail)?.members ?? [];
      return members.map(({ id }) => state.users.find((user) => user.id === id)?.primaryEmail ?? id);
    },
    exceedQuota: (reason) => exceeded.push(reason),
    revokeTokens: signIn.revokeTokens,
  };
}
