/** Answer formats of the simulated GitHub: errors, pages and objects. */
import type { Request, Response } from 'express';
import { CREATED, type GitHubState, type GitHubTeam, type GitHubUser, sameLogin } from './state.ts';

/** The state that the route files share. */
export interface GitHubContext {
  readonly state: GitHubState;
  save(): void;
}

const MESSAGES: Readonly<Record<number, string>> = {
  401: 'Bad credentials',
  403: 'Must have admin rights to Repository.',
  404: 'Not Found',
  422: 'Validation Failed',
  429: 'API rate limit exceeded for user ID 5001.',
  500: 'Server Error',
  503: 'Service Unavailable',
};
const DOCUMENTATION = 'https://docs.github.com/rest';

/** An error as GitHub writes it. */
export function sendGitHubError(
  response: Response,
  status: number,
  message?: string,
  errors?: readonly object[],
): void {
  response.status(status).json({
    message: message ?? MESSAGES[status] ?? 'Error',
    documentation_url: DOCUMENTATION,
    status: String(status),
    ...(errors === undefined ? {} : { errors }),
  });
}

/** One page of a list, with the `Link` to the next. */
export function sendPage<Item>(
  request: Request,
  response: Response,
  items: readonly Item[],
  show: (item: Item) => unknown,
): void {
  const size = Math.min(100, Math.max(1, Number(request.query.per_page ?? 30)));
  const page = Math.max(1, Number(request.query.page ?? 1));
  const shown = items.slice((page - 1) * size, page * size);
  if (page * size < items.length) {
    const next = new URL(request.originalUrl, `${request.protocol}://${request.get('host')}`);
    next.searchParams.set('page', String(page + 1));
    const last = new URL(next);
    last.searchParams.set('page', String(Math.ceil(items.length / size)));
    response.set('Link', `<${next.href}>; rel="next", <${last.href}>; rel="last"`);
  }
  response.json(shown.map(show));
}

export function findUser(state: GitHubState, login: string): GitHubUser | undefined {
  return state.users.find((user) => sameLogin(user.login, login));
}

export function showUser({ id, login }: GitHubUser): object {
  const url = `https://api.github.test/users/${login}`;
  return {
    login,
    id,
    node_id: `U_${id}`,
    avatar_url: `https://avatars.github.test/u/${id}`,
    gravatar_id: '',
    url,
    html_url: `https://github.test/${login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: 'User',
    site_admin: false,
  };
}

/** The user of an existing login. */
export function showLogin(state: GitHubState, login: string): object {
  const user = findUser(state, login);
  if (user === undefined) throw new Error(`There is no user ${login}.`);
  return showUser(user);
}

export function showOrganisation({ organisation: { id, login } }: GitHubState): object {
  const url = `https://api.github.test/orgs/${login}`;
  return {
    login,
    id,
    node_id: `O_${id}`,
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `https://avatars.github.test/u/${id}`,
    description: 'Acme',
  };
}

export function showWholeOrganisation(state: GitHubState): object {
  return {
    ...showOrganisation(state),
    html_url: `https://github.test/${state.organisation.login}`,
    has_organization_projects: true,
    has_repository_projects: true,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    type: 'Organization',
    created_at: CREATED,
    updated_at: CREATED,
    archived_at: null,
  };
}

/** A team without its parent. */
export function showTeamItself({ id, slug, name }: GitHubTeam): object {
  const url = `https://api.github.test/organizations/9001/team/${id}`;
  return {
    id,
    node_id: `T_${id}`,
    url,
    members_url: `${url}/members{/member}`,
    name,
    description: `${name} of acme.test`,
    permission: 'pull',
    privacy: 'closed',
    html_url: `https://github.test/orgs/acme/teams/${slug}`,
    repositories_url: `${url}/repos`,
    slug,
    type: 'organization',
  };
}

export function showTeam(state: GitHubState, team: GitHubTeam): object {
  const parent = state.teams.find((each) => each.slug === team.parent);
  return { ...showTeamItself(team), parent: parent === undefined ? null : showTeamItself(parent) };
}
