/**
 * A simulated GitHub Enterprise Server: an organisation over HTTP, with the paging, errors and headers of the real one.
 */
import { randomUUID } from 'node:crypto';
import express, { type Express, type RequestHandler } from 'express';
import { createMisbehaving, type Misbehaving } from '../misbehave.ts';
import { keepState, listen, type RunningServer } from '../server.ts';
import { authorize, type GitHubApp } from './access.ts';
import { type GitHubContext, sendGitHubError } from './answers.ts';
import { gitHubOrganisations } from './organisations.ts';
import { gitHubPage } from './page.ts';
import { gitHubRepositories } from './repositories.ts';
import { freshGitHub, type GitHubState, sameLogin } from './state.ts';
import { gitHubTeams } from './teams.ts';
import { gitHubUsers } from './users.ts';

export interface GitHubSimulatorOptions {
  readonly port?: number;
  readonly dataFile?: string;
  /** The token of an owner of the organisation. */
  readonly token?: string;
  /** A token with read-only permissions. */
  readonly readOnlyToken?: string;
  /** A GitHub App that is installed. */
  readonly app?: GitHubApp;
  /** Middleware in front of the API. */
  readonly before?: RequestHandler;
}

export interface GitHubSimulator extends RunningServer {
  readonly state: GitHubState;
  readonly misbehaving: Misbehaving;
  /** A person accepts all their invitations. */
  accept(login: string): void;
}

const LIMIT = 5_000;

export async function startGitHubSimulator(options: GitHubSimulatorOptions = {}): Promise<GitHubSimulator> {
  const { state, save } = keepState(options.dataFile, freshGitHub);
  const context: GitHubContext = { state, save };
  const misbehaving = createMisbehaving((response, status, seconds) => {
    if (status === 429)
      response.set({
        'X-RateLimit-Remaining': '0',
        'X-RateLimit-Reset': String(Math.ceil(Date.now() / 1_000) + seconds),
      });
    sendGitHubError(response, status);
  });
  const accept = (login: string): void => {
    acceptAll(state, login);
    save();
  };
  const app: Express = express();
  app.disable('x-powered-by');
  app.use(express.json());
  app.use(misbehaving.routes);
  if (options.before !== undefined) app.use(options.before);
  app.use('/api/v3', (_request, response, next) => {
    response.set({
      'X-GitHub-Request-Id': randomUUID().toUpperCase(),
      'X-RateLimit-Limit': String(LIMIT),
      'X-RateLimit-Remaining': String(LIMIT - 1),
      'X-RateLimit-Reset': String(Math.ceil(Date.now() / 1_000) + 3_600),
    });
    next();
  });
  const { token = 'github-demo-token', readOnlyToken, app: installed } = options;
  app.use('/api/v3', misbehaving.middleware, authorize({ token, readOnlyToken, app: installed }));
  for (const routes of [gitHubUsers, gitHubOrganisations, gitHubTeams, gitHubRepositories])
    app.use('/api/v3', routes(context));
  app.get('/', gitHubPage(context));
  app.post('/accept', express.urlencoded({ extended: false }), (request, response) => {
    accept(String((request.body as { login?: string }).login ?? ''));
    response.redirect(303, '/');
  });
  app.use((_request, response) => {
    sendGitHubError(response, 404);
  });
  const server = await listen(app, options.port);
  return { ...server, state, misbehaving, accept };
}

function acceptAll({ organisation, teams, repositories }: GitHubState, login: string): void {
  for (const { role, teams: of } of organisation.invitations.filter((each) => sameLogin(each.login ?? '', login))) {
    organisation.members.push({ login, role: role === 'admin' ? 'admin' : 'member' });
    for (const { slug, role: inTeam } of of)
      teams.find((team) => team.slug === slug)?.members.push({ login, role: inTeam });
  }
  organisation.invitations = organisation.invitations.filter((each) => !sameLogin(each.login ?? '', login));
  for (const repository of repositories) {
    const accepted = repository.invitations.filter((each) => sameLogin(each.login, login) && !each.expired);
    repository.collaborators.push(...accepted.map(({ permission }) => ({ login, permission })));
    repository.invitations = repository.invitations.filter((each) => !accepted.includes(each));
  }
}
