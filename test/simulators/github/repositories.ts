/** `/orgs/{org}/repos`, `/repos/{owner}/{repo}`: collaborators and invitations. */
import express, { type Router } from 'express';
import { findUser, type GitHubContext, sendGitHubError, sendPage, showLogin, showOrganisation } from './answers.ts';
import { type GitHubRepository, PERMISSIONS, sameLogin } from './state.ts';
import { membersOf } from './teams.ts';

/** The words in answers for `pull` and `push` in requests. */
const SHOWN: Readonly<Record<string, string>> = { pull: 'read', push: 'write' };

export function gitHubRepositories({ state, save }: GitHubContext): Router {
  const router = express.Router();
  const find = (owner: string, name: string): GitHubRepository | undefined =>
    sameLogin(owner, state.organisation.login) ? state.repositories.find((each) => each.name === name) : undefined;

  router.get('/orgs/:org/repos', (request, response) => {
    sendPage(request, response, state.repositories, showRepository);
  });

  router.get('/repos/:owner/:repo/collaborators', (request, response) => {
    const repository = find(request.params.owner, request.params.repo);
    if (repository === undefined) return sendGitHubError(response, 404);
    if (request.query.affiliation !== 'direct')
      return sendGitHubError(response, 500, 'The simulator knows direct collaborators only.');
    sendPage(request, response, repository.collaborators, ({ login, permission }) => {
      const highest = highestOf(repository, login, permission);
      const level = PERMISSIONS.indexOf(highest);
      return {
        ...showLogin(state, login),
        permissions: Object.fromEntries(PERMISSIONS.map((name, n) => [name, n <= level])),
        role_name: SHOWN[highest] ?? highest,
      };
    });
  });

  /** https://docs.github.com/en/rest/collaborators/collaborators#get-repository-permissions-for-a-user */
  router.get('/repos/:owner/:repo/collaborators/:login/permission', (request, response) => {
    const repository = find(request.params.owner, request.params.repo);
    const user = findUser(state, request.params.login);
    if (repository === undefined || user === undefined) return sendGitHubError(response, 404);
    const own = repository.collaborators.find(({ login }) => sameLogin(login, user.login));
    const highest = highestOf(repository, user.login, own?.permission ?? 'none');
    const shown = SHOWN[highest] ?? highest;
    // The older field knows neither triage nor maintain.
    const permission = { triage: 'read', maintain: 'write' }[highest] ?? shown;
    response.json({ permission, role_name: shown, user: showLogin(state, user.login) });
  });

  router.put('/repos/:owner/:repo/collaborators/:login', (request, response) => {
    const repository = find(request.params.owner, request.params.repo);
    const user = findUser(state, request.params.login);
    const permission = (request.body as { permission?: string }).permission ?? 'push';
    if (repository === undefined || user === undefined) return sendGitHubError(response, 404);
    if (!PERMISSIONS.includes(permission))
      return sendGitHubError(response, 422, undefined, [
        { resource: 'Repository', code: 'custom', field: 'permission' },
      ]);
    const { login } = user;
    const collaborator = repository.collaborators.find((each) => each.login === login);
    if (collaborator !== undefined) collaborator.permission = permission;
    else if (state.organisation.members.some((each) => each.login === login))
      repository.collaborators.push({ login, permission });
    else if (!repository.invitations.some((each) => each.login === login)) {
      const createdAt = new Date().toISOString();
      const invitation = { id: state.nextId++, login, permission, createdAt, expired: false };
      repository.invitations.push(invitation);
      save();
      response.status(201).json(showInvitation(repository, invitation));
      return;
    }
    save();
    response.status(204).end();
  });

  router.delete('/repos/:owner/:repo/collaborators/:login', (request, response) => {
    const repository = find(request.params.owner, request.params.repo);
    if (repository === undefined) return sendGitHubError(response, 404);
    repository.collaborators = repository.collaborators.filter((each) => !sameLogin(each.login, request.params.login));
    save();
    response.status(204).end();
  });

  router.get('/repos/:owner/:repo/invitations', (request, response) => {
    const repository = find(request.params.owner, request.params.repo);
    if (repository === undefined) return sendGitHubError(response, 404);
    sendPage(request, response, repository.invitations, (each) => showInvitation(repository, each));
  });

  router.delete('/repos/:owner/:repo/invitations/:id', (request, response) => {
    const repository = find(request.params.owner, request.params.repo);
    if (repository === undefined) return sendGitHubError(response, 404);
    repository.invitations = repository.invitations.filter((each) => String(each.id) !== request.params.id);
    save();
    response.status(204).end();
  });

  /** As GitHub shows it: the highest of the permissions as a collaborator, through a team, or as an owner. */
  function highestOf(repository: GitHubRepository, login: string, own: string): string {
    const levels = [PERMISSIONS.indexOf(own)];
    for (const { slug, permission } of repository.teams) {
      const team = state.teams.find((each) => each.slug === slug);
      if (team !== undefined && membersOf(state, team).some((each) => each.login === login))
        levels.push(PERMISSIONS.indexOf(permission));
    }
    if (state.organisation.members.some((each) => each.login === login && each.role === 'admin'))
      levels.push(PERMISSIONS.indexOf('admin'));
    return PERMISSIONS[Math.max(...levels)] ?? own;
  }

  function showInvitation(repository: GitHubRepository, invitation: GitHubRepository['invitations'][number]): object {
    const { id, login, permission, createdAt, expired } = invitation;
    return {
      id,
      node_id: `RI_${id}`,
      repository: showRepository(repository),
      invitee: showLogin(state, login),
      inviter: showLogin(state, 'admin-acme'),
      permissions: SHOWN[permission] ?? permission,
      created_at: createdAt,
      expired,
      url: `https://api.github.test/user/repository_invitations/${id}`,
      html_url: `https://github.test/acme/${repository.name}/invitations`,
    };
  }

  function showRepository({ id, name }: GitHubRepository): object {
    const url = `https://api.github.test/repos/acme/${name}`;
    return {
      id,
      node_id: `R_${id}`,
      name,
      full_name: `acme/${name}`,
      owner: { ...showLogin(state, 'admin-acme'), ...showOrganisation(state), type: 'Organization' },
      private: true,
      html_url: `https://github.test/acme/${name}`,
      description: `${name} of acme.test`,
      fork: false,
      url,
      ...Object.fromEntries(ADDRESSES.map((each) => [`${each}_url`, `${url}/${each}`])),
    };
  }

  return router;
}

const ADDRESSES = [
  ...['archive', 'assignees', 'blobs', 'branches', 'collaborators', 'comments', 'commits', 'compare', 'contents'],
  ...['contributors', 'deployments', 'downloads', 'events', 'forks', 'git_commits', 'git_refs', 'git_tags', 'hooks'],
  ...['issue_comment', 'issue_events', 'issues', 'keys', 'labels', 'languages', 'merges', 'milestones'],
  ...['notifications', 'pulls', 'releases', 'stargazers', 'statuses', 'subscribers', 'subscription', 'tags', 'teams'],
  'trees',
];
