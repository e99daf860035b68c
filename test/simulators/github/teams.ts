/** `/orgs/{org}/teams`: teams and their members. A child team's members are its parent's too. */
import express, { type Router } from 'express';
import {
  findUser,
  type GitHubContext,
  sendGitHubError,
  sendPage,
  showLogin,
  showTeam,
  showTeamItself,
  showWholeOrganisation,
} from './answers.ts';
import { invitationShown } from './organisations.ts';
import { CREATED, type GitHubState, type GitHubTeam, sameLogin, type TeamRole } from './state.ts';

/** Members with those of child teams. */
export function membersOf(
  state: GitHubState,
  team: GitHubTeam,
): readonly { readonly login: string; readonly role: TeamRole; readonly inherited: boolean }[] {
  const owners = state.organisation.members.filter((each) => each.role === 'admin').map((each) => each.login);
  const own = team.members.map(({ login, role }) => ({
    login,
    // GitHub shows owners of the organisation as maintainers of their teams.
    role: owners.includes(login) ? ('maintainer' as const) : role,
    inherited: false,
  }));
  const children = state.teams.filter((each) => each.parent === team.slug);
  const inherited = children
    .flatMap((child) => membersOf(state, child))
    .filter(({ login }) => !own.some((each) => each.login === login));
  return [...own, ...inherited.map((each) => ({ ...each, role: 'member' as const, inherited: true }))];
}

export function gitHubTeams({ state, save }: GitHubContext): Router {
  const router = express.Router();
  const { organisation } = state;
  const find = (slug: string): GitHubTeam | undefined => state.teams.find((each) => each.slug === slug);
  const pendingIn = (slug: string) =>
    organisation.invitations.flatMap((invitation) =>
      invitation.teams
        .filter((each) => each.slug === slug)
        .map(({ role }) => ({ invitation, login: invitation.login, role })),
    );

  router.get('/orgs/:org/teams', (request, response) => {
    sendPage(request, response, state.teams, (team) => showTeam(state, team));
  });

  router.get('/orgs/:org/teams/:slug', (request, response) => {
    const team = find(request.params.slug);
    if (team === undefined) return sendGitHubError(response, 404);
    response.json({
      ...showTeam(state, team),
      created_at: CREATED,
      updated_at: CREATED,
      members_count: membersOf(state, team).length,
      repos_count: 0,
      organization: showWholeOrganisation(state),
    });
  });

  router.get('/orgs/:org/teams/:slug/teams', (request, response) => {
    const children = state.teams.filter((each) => each.parent === request.params.slug);
    sendPage(request, response, children, (team) => showTeam(state, team));
  });

  router.get('/orgs/:org/teams/:slug/members', (request, response) => {
    const team = find(request.params.slug);
    if (team === undefined) return sendGitHubError(response, 404);
    const role = request.query.role ?? 'all';
    const found = membersOf(state, team).filter((each) => role === 'all' || each.role === role);
    sendPage(request, response, found, ({ login, ...rest }) => ({ ...showLogin(state, login), ...rest }));
  });

  router.get('/orgs/:org/teams/:slug/invitations', (request, response) => {
    sendPage(request, response, pendingIn(request.params.slug), ({ invitation }) => invitationShown(state, invitation));
  });

  router.get('/orgs/:org/teams/:slug/memberships/:login', (request, response) => {
    const shown = showMembership(request.params.slug, request.params.login);
    if (shown === undefined) return sendGitHubError(response, 404);
    response.json(shown);
  });

  router.put('/orgs/:org/teams/:slug/memberships/:login', (request, response) => {
    const team = find(request.params.slug);
    const user = findUser(state, request.params.login);
    const role = (request.body as { role?: TeamRole }).role ?? 'member';
    if (team === undefined || user === undefined) return sendGitHubError(response, 404);
    if (!['member', 'maintainer'].includes(role)) return sendGitHubError(response, 422);
    if (organisation.members.some((each) => each.login === user.login)) {
      const member = team.members.find((each) => each.login === user.login);
      if (member === undefined) team.members.push({ login: user.login, role });
      else member.role = role;
    } else invite(user.login, team.slug, role);
    save();
    response.json(showMembership(team.slug, user.login));
  });

  router.delete('/orgs/:org/teams/:slug/memberships/:login', (request, response) => {
    const { slug, login } = request.params;
    const team = find(slug);
    if (team !== undefined) team.members = team.members.filter((each) => !sameLogin(each.login, login));
    for (const { invitation } of pendingIn(slug).filter((each) => sameLogin(each.login ?? '', login)))
      invitation.teams = invitation.teams.filter((each) => each.slug !== slug);
    save();
    response.status(204).end();
  });

  function invite(login: string, slug: string, role: TeamRole): void {
    const pending = organisation.invitations.find((each) => each.login === login);
    if (pending === undefined) {
      const createdAt = new Date().toISOString();
      const teams = [{ slug, role }];
      organisation.invitations.push({
        id: state.nextId++,
        login,
        email: null,
        role: 'direct_member',
        teams,
        createdAt,
      });
      return;
    }
    const there = pending.teams.find((each) => each.slug === slug);
    if (there === undefined) pending.teams.push({ slug, role });
    else there.role = role;
  }

  function showMembership(slug: string, login: string): object | undefined {
    const team = find(slug);
    if (team === undefined) return undefined;
    const member = membersOf(state, team).find((each) => sameLogin(each.login, login));
    const pending = pendingIn(slug).find((each) => sameLogin(each.login ?? '', login));
    const role = member?.role ?? pending?.role;
    if (role === undefined) return undefined;
    return {
      url: `https://api.github.test/organizations/9001/team/${team.id}/memberships/${login}`,
      role,
      state: member === undefined ? 'pending' : 'active',
    };
  }

  router.get('/repos/:owner/:repo/teams', (request, response) => {
    const repository = state.repositories.find((each) => each.name === request.params.repo);
    if (repository === undefined) return sendGitHubError(response, 404);
    sendPage(request, response, repository.teams, ({ slug, permission }) => {
      const team = find(slug);
      return { ...(team === undefined ? {} : showTeamItself(team)), parent: null, permission };
    });
  });

  return router;
}
