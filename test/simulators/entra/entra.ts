/**
 * A simulated Entra tenant: the sign-in and Microsoft Graph v1.0 over HTTP, with the paging, errors and headers of the
 * real one.
 */
import { randomUUID } from 'node:crypto';
import express, { type Express } from 'express';
import { createMisbehaving, type Misbehaving } from '../misbehave.ts';
import { keepState, listen, type RunningServer } from '../server.ts';
import { type EntraContext, sendGraphError } from './answers.ts';
import { entraApplications } from './applications.ts';
import { entraGroups } from './groups.ts';
import { entraPage } from './page.ts';
import { entraRoles } from './roles.ts';
import { createSignIn, type EntraClient } from './sign-in.ts';
import { type EntraState, freshEntra } from './state.ts';
import { entraUsers } from './users.ts';

export interface EntraSimulatorOptions {
  readonly port?: number;
  readonly dataFile?: string;
  readonly tenantId: string;
  readonly clients: readonly EntraClient[];
  /** The maximum page size; Graph's own limit unless given. */
  readonly pageSize?: number;
}

export interface EntraSimulator extends RunningServer {
  readonly state: EntraState;
  readonly misbehaving: Misbehaving;
  /** Principal names of a group's members. */
  membersOf(groupName: string): readonly string[];
  /** Invalidates all issued access tokens. */
  revokeTokens(): void;
}

export async function startEntraSimulator(options: EntraSimulatorOptions): Promise<EntraSimulator> {
  const { state, save } = keepState(options.dataFile, freshEntra);
  const context: EntraContext = { state, save, pageSize: options.pageSize ?? 999 };
  const signIn = createSignIn(options.tenantId, options.clients);
  const misbehaving = createMisbehaving((response, status, seconds) => {
    if (status === 429) response.set('Retry-After', String(seconds));
    sendGraphError(response, status);
  });
  const app: Express = express();
  app.disable('x-powered-by');
  app.use(misbehaving.routes);
  app.use(express.json());
  app.use((request, response, next) => {
    response.set({
      'request-id': randomUUID(),
      'client-request-id': request.get('client-request-id') ?? randomUUID(),
    });
    next();
  });
  app.get('/', entraPage(context));
  app.use(misbehaving.middleware, signIn.routes);
  // https://learn.microsoft.com/graph/api/organization-list
  app.get('/v1.0/organization', signIn.permit('Organization.Read.All', 'Directory.Read.All'), (_request, response) => {
    response.json({ value: [{ id: options.tenantId }] });
  });
  app.use('/v1.0', entraUsers(context, signIn), entraGroups(context, signIn), entraApplications(context, signIn));
  app.use('/v1.0/roleManagement/directory', entraRoles(context, signIn));
  app.use((_request, response) => sendGraphError(response, 404));
  const server = await listen(app, options.port);
  return {
    ...server,
    state,
    misbehaving,
    membersOf(groupName) {
      const members = state.groups.find((group) => group.displayName === groupName)?.members ?? [];
      return members.map((id) => state.users.find((user) => user.id === id)?.userPrincipalName ?? id);
    },
    revokeTokens: signIn.revokeTokens,
  };
}
