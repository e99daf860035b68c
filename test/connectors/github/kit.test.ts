import { createConnector } from '../../../connectors/github/github.ts';
import { type GitHubSimulator, startGitHubSimulator } from '../../simulators/github/github.ts';
import { loginOf } from '../../simulators/github/state.ts';
import { describeConnector } from '../kit.ts';
import { changeOne, type KitEntitlement } from '../kit-system.ts';
import { gitHubContract } from './contract.ts';

const TOKENS = { admin: 'token-of-the-kit', reader: 'token-that-reads', nobody: 'token-of-nobody' };

describeConnector({
  name: 'GitHub',
  types: ['organisation', 'team', 'repository', 'organisation-role'],
  async start() {
    const github = await startGitHubSimulator({ token: TOKENS.admin, readOnlyToken: TOKENS.reader });
    const bob = github.state.users.find((user) => user.login === 'bob-acme');
    return {
      url: github.url,
      misbehaving: github.misbehaving,
      connect: ({ as = 'admin', timeoutMs = 5_000, url = github.url } = {}) =>
        createConnector({
          application: 'github',
          url,
          credentials: { token: TOKENS[as] },
          settings: { organisation: 'acme' },
          timeoutMs,
        }),
      secrets: Object.values(TOKENS),
      // Bob is outside the organisation, so his grant is an invitation at first.
      subject: { email: 'bob@acme.test', login: 'bob-acme' },
      stranger: { email: 'stranger@acme.test' },
      rename: (email) => changeOne(github.state.users, ({ id }) => id === bob?.id, { login: loginOf(email) }),
      organisation: { id: String(github.state.organisation.id), read: 'GET */orgs/acme' },
      nobodysId: '999999',
      entitlements: [organisation(github), team(github), repository(github), organisationRole(github)],
      problems: () => gitHubContract(github.misbehaving.requests),
      close: () => github.close(),
    };
  },
});

function organisation({ state }: GitHubSimulator): KitEntitlement {
  return {
    entitlement: { type: 'organisation', name: 'acme' },
    other: { type: 'organisation', id: 'acme', parameters: { role: 'admin', afterwards: 'none' } },
    unknown: { type: 'organisation', name: 'nowhere' },
    grants: 'PUT /api/v3/orgs/acme/memberships/*',
    revokes: 'DELETE /api/v3/orgs/acme/memberships/*',
    holders: () => [
      ...state.organisation.members.filter((each) => each.role === 'member').map(({ login }) => idOf(state, login)),
      ...state.organisation.invitations.map(({ login }) => idOf(state, login ?? '')),
    ],
    fill(count) {
      const logins = addUsers(state, count);
      const createdAt = '2026-01-01T00:00:00Z';
      state.organisation.members.push(...logins.slice(10).map((login) => ({ login, role: 'member' as const })));
      state.organisation.invitations.push(
        ...logins
          .slice(0, 10)
          .map((login, id) => ({ id, login, email: null, role: 'direct_member' as const, teams: [], createdAt })),
      );
    },
  };
}

function team({ state }: GitHubSimulator): KitEntitlement {
  const there = state.teams.find((each) => each.slug === 'payments');
  return {
    entitlement: { type: 'team', name: 'Payments Engineers', parameters: { role: 'member' } },
    other: { type: 'team', id: 'payments', parameters: { role: 'maintainer' } },
    unknown: { type: 'team', id: 'nowhere' },
    grants: 'PUT /api/v3/orgs/acme/teams/payments/memberships/*',
    revokes: 'DELETE /api/v3/orgs/acme/teams/payments/memberships/*',
    holders: () => [
      ...(there?.members ?? []).map(({ login }) => idOf(state, login)),
      ...state.organisation.invitations
        .filter(({ teams }) => teams.some((each) => each.slug === 'payments'))
        .map(({ login }) => idOf(state, login ?? '')),
    ],
    fill: (count) =>
      there?.members.push(...addUsers(state, count).map((login) => ({ login, role: 'member' as const }))),
  };
}

function repository({ state }: GitHubSimulator): KitEntitlement {
  const there = state.repositories.find((each) => each.name === 'payments-api');
  return {
    entitlement: { type: 'repository', name: 'payments-api', parameters: { permission: 'push' } },
    other: { type: 'repository', name: 'payments-api', parameters: { permission: 'admin' } },
    unknown: { type: 'repository', name: 'nowhere' },
    grants: 'PUT /api/v3/repos/acme/payments-api/collaborators/*',
    revokes: 'DELETE /api/v3/repos/acme/payments-api/invitations/*',
    holders: () =>
      [...(there?.collaborators ?? []), ...(there?.invitations ?? [])].map(({ login }) => idOf(state, login)),
    fill(count) {
      const logins = addUsers(state, count);
      there?.collaborators.push(...logins.slice(120).map((login) => ({ login, permission: 'push' })));
      there?.invitations.push(
        ...logins.slice(0, 120).map((login, id) => ({
          id,
          login,
          permission: 'push',
          createdAt: '2026-01-01T00:00:00Z',
          expired: false,
        })),
      );
    },
  };
}

function organisationRole({ state }: GitHubSimulator): KitEntitlement {
  const there = state.roles.find((each) => each.name === 'all_repo_read');
  return {
    entitlement: { type: 'organisation-role', name: 'all_repo_read' },
    unknown: { type: 'organisation-role', name: 'nowhere' },
    grants: 'PUT /api/v3/orgs/acme/organization-roles/users/*',
    revokes: 'DELETE /api/v3/orgs/acme/organization-roles/users/*',
    // Only members of the organisation can have roles.
    subject: { email: 'alice@acme.test', login: 'alice-acme' },
    holders: () => (there?.users ?? []).map(({ login }) => idOf(state, login)),
    fill: (count) =>
      there?.users.push(...addUsers(state, count).map((login) => ({ login, assignment: 'direct' as const }))),
  };
}

function idOf(state: GitHubSimulator['state'], login: string): string {
  return String(state.users.find((each) => each.login === login)?.id);
}

/** More people at the simulator; returns their logins. */
function addUsers(state: GitHubSimulator['state'], count: number): string[] {
  return Array.from({ length: count }, () => {
    const n = state.users.length;
    const login = `many-${n}`;
    state.users.push({ id: 20_000 + n, login, name: `Many ${n}`, email: null });
    return login;
  });
}
