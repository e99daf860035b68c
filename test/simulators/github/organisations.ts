/** `/orgs/{org}`: the organisation, its memberships, invitations and roles. */
import express, { type Router } from 'express';
import {
  findUser,
  type GitHubContext,
  sendGitHubError,
  sendPage,
  showLogin,
  showOrganisation,
  showUser,
  showWholeOrganisation,
} from './answers.ts';
import { CREATED, type OrganisationInvitation, type OrganisationRole, sameLogin } from './state.ts';

export function gitHubOrganisations({ state, save }: GitHubContext): Router {
  const router = express.Router();
  const { organisation } = state;

  router.use('/orgs/:org', (request, response, next) => {
    if (sameLogin(request.params.org, organisation.login)) return next();
    sendGitHubError(response, 404);
  });

  router.get('/orgs/:org', (_request, response) => {
    response.json(showWholeOrganisation(state));
  });

  router.get('/orgs/:org/members', (request, response) => {
    const role = request.query.role ?? 'all';
    const found = organisation.members.filter((each) => role === 'all' || each.role === role);
    sendPage(request, response, found, ({ login }) => showLogin(state, login));
  });

  router.get('/orgs/:org/invitations', (request, response) => {
    const role = request.query.role ?? 'all';
    const found = organisation.invitations.filter((each) => role === 'all' || each.role === role);
    sendPage(request, response, found, (each) => showInvitation(each));
  });

  router.get('/orgs/:org/memberships/:login', (request, response) => {
    const shown = showMembership(request.params.login);
    if (shown === undefined) return sendGitHubError(response, 404);
    response.json(shown);
  });

  router.put('/orgs/:org/memberships/:login', (request, response) => {
    const user = findUser(state, request.params.login);
    const role = (request.body as { role?: OrganisationRole }).role ?? 'member';
    if (user === undefined) return sendGitHubError(response, 404);
    if (!['member', 'admin'].includes(role)) return sendGitHubError(response, 422);
    const member = organisation.members.find((each) => each.login === user.login);
    const invitation = organisation.invitations.find((each) => each.login === user.login);
    const invitedAs = role === 'admin' ? 'admin' : 'direct_member';
    if (member !== undefined) member.role = role;
    else if (invitation !== undefined) invitation.role = invitedAs;
    else
      organisation.invitations.push({
        id: state.nextId++,
        login: user.login,
        email: null,
        role: invitedAs,
        teams: [],
        createdAt: new Date().toISOString(),
      });
    save();
    response.json(showMembership(user.login));
  });

  router.delete('/orgs/:org/memberships/:login', (request, response) => {
    const { login } = request.params;
    if (showMembership(login) === undefined) return sendGitHubError(response, 404);
    organisation.members = organisation.members.filter((each) => !sameLogin(each.login, login));
    organisation.invitations = organisation.invitations.filter((each) => !sameLogin(each.login ?? '', login));
    // A person who leaves the organisation also leaves its teams and roles.
    for (const team of state.teams) team.members = team.members.filter((each) => !sameLogin(each.login, login));
    for (const role of state.roles) role.users = role.users.filter((each) => !sameLogin(each.login, login));
    save();
    response.status(204).end();
  });

  router.get('/orgs/:org/organization-roles', (_request, response) => {
    response.json({ total_count: state.roles.length, roles: state.roles.map(showRole) });
  });

  router.get('/orgs/:org/organization-roles/:role', (request, response) => {
    const role = state.roles.find((each) => String(each.id) === request.params.role);
    if (role === undefined) return sendGitHubError(response, 404);
    response.json(showRole(role));
  });

  router.get('/orgs/:org/organization-roles/:role/users', (request, response) => {
    const role = state.roles.find((each) => String(each.id) === request.params.role);
    if (role === undefined) return sendGitHubError(response, 404);
    sendPage(request, response, role.users, ({ login, assignment }) => ({ ...showLogin(state, login), assignment }));
  });

  router.put('/orgs/:org/organization-roles/users/:login/:role', (request, response) => {
    const role = state.roles.find((each) => String(each.id) === request.params.role);
    const user = findUser(state, request.params.login);
    if (role === undefined || user === undefined) return sendGitHubError(response, 404);
    if (!organisation.members.some((each) => each.login === user.login))
      return sendGitHubError(response, 422, 'The user must be a member of the organization.');
    if (!role.users.some((each) => each.login === user.login && each.assignment !== 'indirect'))
      role.users.push({ login: user.login, assignment: 'direct' });
    save();
    response.status(204).end();
  });

  router.delete('/orgs/:org/organization-roles/users/:login/:role', (request, response) => {
    const { login } = request.params;
    const role = state.roles.find((each) => String(each.id) === request.params.role);
    if (role !== undefined)
      role.users = role.users.filter((each) => !sameLogin(each.login, login) || each.assignment === 'indirect');
    save();
    response.status(204).end();
  });

  function showMembership(login: string): object | undefined {
    const member = organisation.members.find((each) => sameLogin(each.login, login));
    const invitation = organisation.invitations.find((each) => sameLogin(each.login ?? '', login));
    const user = findUser(state, login);
    if (user === undefined || (member === undefined && invitation === undefined)) return undefined;
    return {
      url: `https://api.github.test/orgs/${organisation.login}/memberships/${user.login}`,
      state: member === undefined ? 'pending' : 'active',
      role: member?.role ?? (invitation?.role === 'admin' ? 'admin' : 'member'),
      direct_membership: member?.direct ?? true,
      organization_url: `https://api.github.test/orgs/${organisation.login}`,
      organization: showOrganisation(state),
      user: showUser(user),
    };
  }

  function showInvitation(invitation: OrganisationInvitation): object {
    return invitationShown(state, invitation);
  }

  function showRole({ id, name }: { readonly id: number; readonly name: string }): object {
    return {
      id,
      name,
      description: `${name} of acme.test`,
      base_role: null,
      source: 'Predefined',
      permissions: [],
      organization: null,
      created_at: CREATED,
      updated_at: CREATED,
    };
  }

  return router;
}

/** An invitation to the organisation, as its own list and those of its teams show it. */
export function invitationShown(
  state: GitHubContext['state'],
  { id, login, email, role, teams, createdAt }: OrganisationInvitation,
): object {
  return {
    id,
    login,
    node_id: `OI_${id}`,
    email,
    role,
    created_at: createdAt,
    failed_at: null,
    failed_reason: null,
    inviter: showLogin(state, 'admin-acme'),
    team_count: teams.length,
    invitation_teams_url: `https://api.github.test/organizations/9001/invitations/${id}/teams`,
    invitation_source: 'member',
  };
}
