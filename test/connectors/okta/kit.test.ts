import { createOktaConnector } from '../../../connectors/okta/okta.ts';
import { type OktaSimulator, startOktaSimulator } from '../../../simulators/okta/okta.ts';
import { contractValidator } from '../../contracts/validate.ts';
import { describeConnector, type KitEntitlement } from '../kit.ts';

const TOKENS = { admin: 'token-of-the-kit', reader: 'token-that-reads', nobody: 'token-of-nobody' };
const ALICE = 'alice@acme.test';

describeConnector({
  name: 'Okta',
  types: ['group', 'app'],
  async start() {
    const okta = await startOktaSimulator({ token: TOKENS.admin, readOnlyToken: TOKENS.reader });
    const contract = contractValidator('okta.json');
    return {
      url: okta.url,
      misbehaving: okta.misbehaving,
      connect: ({ as = 'admin', timeoutMs = 5_000, url = okta.url } = {}) =>
        createOktaConnector({ application: 'okta', url, credentials: { apiToken: TOKENS[as] }, timeoutMs }),
      secrets: Object.values(TOKENS),
      subject: { email: ALICE },
      stranger: { email: 'stranger@acme.test' },
      entitlements: [group(okta), app(okta)],
      problems: () => okta.misbehaving.requests.flatMap((exchange) => contract.problemsOf(exchange)),
      suspended: () => okta.state.users.find((user) => user.profile.email === ALICE)?.status === 'SUSPENDED',
      close: () => okta.close(),
    };
  },
});

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
    unknown: { type: 'app', name: 'Nowhere' },
    grants: 'POST /api/v1/apps/*/users',
    revokes: 'DELETE /api/v1/apps/*/users/*',
    holders: () => there?.users.map((each) => each.id) ?? [],
    fill: (count) =>
      there?.users.push(
        ...addUsers(state, count).map((id) => ({ id, profile: {}, created: '2026-01-01T00:00:00.000Z' })),
      ),
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
