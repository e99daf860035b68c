import type { Connector } from '../../../connectors/connector.ts';
import { createConnector } from '../../../connectors/okta/okta.ts';
import { contractValidator } from '../../contracts/validate.ts';
import { type OktaSimulator, startOktaSimulator } from '../../simulators/okta/okta.ts';
import { describeConnector } from '../kit.ts';
import { changeOne, type KitEntitlement, type KitPeople, type KitSimulation } from '../kit-system.ts';
import { newServiceApp } from './service-app.ts';

const TOKENS = { admin: 'token-of-the-kit', reader: 'token-that-reads', nobody: 'token-of-nobody' };
const ALICE = 'alice@acme.test';

describeConnector({
  name: 'Okta',
  types: ['group', 'app', 'admin-role'],
  async start() {
    const okta = await startOktaSimulator({ token: TOKENS.admin, readOnlyToken: TOKENS.reader });
    return simulation(okta, Object.values(TOKENS), ({ as = 'admin', timeoutMs = 5_000, url = okta.url }) =>
      createConnector({ application: 'okta', url, credentials: { apiToken: TOKENS[as] }, timeoutMs }),
    );
  },
});

describeConnector({
  name: 'Okta with a service app',
  types: ['group', 'app', 'admin-role'],
  async start() {
    const resources = ['users', 'groups', 'apps', 'roles'];
    const scopes = (verb: string) => resources.map((resource) => `okta.${resource}.${verb}`);
    const admin = await newServiceApp('0oaadmin', scopes('manage'));
    const reader = await newServiceApp('0oareader', scopes('read'));
    const nobody = { ...(await newServiceApp('0oaadmin', [])), scopes: scopes('manage') };
    const apps = { admin, reader, nobody };
    const okta = await startOktaSimulator({ serviceApps: [admin, { ...reader, dpop: true }] });
    const secrets = Object.values(apps).map(({ privateKey }) => privateKey);
    return simulation(okta, secrets, ({ as = 'admin', timeoutMs = 5_000, url = okta.url }) =>
      createConnector({
        application: 'okta',
        url,
        credentials: { clientId: apps[as].clientId, privateKey: apps[as].privateKey },
        settings: { scopes: apps[as].scopes.join(' ') },
        timeoutMs,
      }),
    );
  },
});

function simulation(
  okta: OktaSimulator,
  secrets: readonly string[],
  connect: (options: NonNullable<Parameters<KitSimulation['connect']>[0]>) => Connector,
): KitSimulation {
  const contract = contractValidator('okta.json', 'okta-oauth.json');
  const alice = okta.state.users.find((user) => user.profile.email === ALICE);
  return {
    url: okta.url,
    misbehaving: okta.misbehaving,
    connect: (options = {}) => connect(options),
    secrets,
    subject: { email: ALICE },
    stranger: { email: 'stranger@acme.test' },
    rename: (email) =>
      changeOne(okta.state.users, (user) => user.id === alice?.id, {
        profile: { ...alice?.profile, email, login: email },
      }),
    organisation: { id: okta.state.organisation.id, read: 'GET /.well-known/okta-organization' },
    nobodysId: '00unobodyatall000000',
    entitlements: [group(okta), app(okta), role(okta)],
    people: people(okta),
    problems: () => okta.misbehaving.requests.flatMap((exchange) => contract.problemsOf(exchange)),
    suspended: () => okta.state.users.find((user) => user.profile.email === ALICE)?.status === 'SUSPENDED',
    sessions: () => okta.state.sessionsEnded,
    close: () => okta.close(),
  };
}

function group({ state }: OktaSimulator): KitEntitlement {
  const name = 'Okta-Admins';
  const there = state.groups.find((each) => each.profile.name === name);
  return {
    entitlement: { type: 'group', name },
    unknown: { type: 'group', id: '00gnothere0000000000' },
    grants: 'PUT /api/v1/groups/*/users/*',
    revokes: 'DELETE /api/v1/groups/*/users/*',
    holders: () => there?.members ?? [],
    fill: (count) => there?.members.push(...addUsers(state, count)),
  };
}

function app({ state }: OktaSimulator): KitEntitlement {
  const [there] = state.apps;
  return {
    entitlement: { type: 'app', name: 'Salesforce', parameters: { role: 'Manager' } },
    other: { type: 'app', name: 'Salesforce', parameters: { role: 'Viewer' } },
    unknown: { type: 'app', name: 'Nowhere' },
    grants: 'POST /api/v1/apps/*/users',
    revokes: 'DELETE /api/v1/apps/*/users/*',
    holders: () => there?.users.filter((each) => each.profile.role === 'Manager').map((each) => each.id) ?? [],
    fill: (count) =>
      there?.users.push(
        ...addUsers(state, count).map((id) => ({
          id,
          profile: { role: 'Manager' },
          created: '2026-01-01T00:00:00.000Z',
        })),
      ),
  };
}

function role({ state }: OktaSimulator): KitEntitlement {
  const type = 'HELP_DESK_ADMIN';
  return {
    entitlement: { type: 'admin-role', name: type },
    unknown: { type: 'admin-role', id: 'cr0nothere0000000000', parameters: { resourceSet: 'iamnothere' } },
    grants: 'POST /api/v1/users/*/roles',
    revokes: 'DELETE /api/v1/users/*/roles/*',
    holders: () => state.roles.filter((each) => each.type === type).map((each) => each.userId),
    fill(count) {
      for (const userId of addUsers(state, count)) state.roles.push({ id: `ra-${userId}`, userId, type });
    },
  };
}

/** More people at the simulator; returns their ids. */
function addUsers(state: OktaSimulator['state'], count: number): string[] {
  return Array.from({ length: count }, () => {
    const n = state.users.length;
    const email = `many-${n}@acme.test`;
    const at = '2026-01-01T00:00:00.000Z';
    const profile = { login: email, email, firstName: 'Many', lastName: String(n) };
    const id = `00umany${String(n).padStart(10, '0')}`;
    state.users.push({ id, status: 'ACTIVE', created: at, lastUpdated: at, profile });
    return id;
  });
}

function people({ state }: OktaSimulator): KitPeople {
  const name = 'Okta-Viewers';
  const alice = state.users.find((user) => user.profile.email === ALICE);
  return {
    groups: [
      { name, join: () => void state.groups.find((each) => each.profile.name === name)?.members.push(alice?.id ?? '') },
    ],
    lists: 'GET /api/v1/users',
    add: (count) => void addUsers(state, count),
    addLocked: () =>
      ['SUSPENDED', 'STAGED', 'DEPROVISIONED'].map((status) => {
        const [id] = addUsers(state, 1);
        const user = state.users.find((each) => each.id === id);
        Object.assign(user ?? {}, { status });
        return user?.profile.email ?? '';
      }),
  };
}
