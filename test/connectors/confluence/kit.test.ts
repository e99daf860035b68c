import { createConnector } from '../../../connectors/confluence/confluence.ts';
import { endpointValidator } from '../../contracts/endpoints.ts';
import { type ConfluenceSimulator, startConfluenceSimulator } from '../../simulators/confluence/confluence.ts';
import type { ConfluenceState } from '../../simulators/confluence/state.ts';
import { describeConnector } from '../kit.ts';
import { changeOne, type KitEntitlement } from '../kit-system.ts';

const TOKENS = { admin: 'token-of-the-kit', reader: 'token-that-reads', nobody: 'token-of-nobody' };
const EMAIL = 'bot@acme.test';

describeConnector({
  name: 'Confluence',
  types: ['group', 'space-permission', 'space-role'],
  async start() {
    const confluence = await startConfluenceSimulator({
      email: EMAIL,
      token: TOKENS.admin,
      readOnlyToken: TOKENS.reader,
    });
    const contract = endpointValidator('confluence.txt');
    const alice = confluence.state.users.find((user) => user.email === 'alice@acme.test');
    return {
      url: confluence.url,
      misbehaving: confluence.misbehaving,
      connect: ({ as = 'admin', timeoutMs = 5_000, url = confluence.url } = {}) =>
        createConnector({
          application: 'confluence',
          url,
          credentials: { apiToken: TOKENS[as] },
          settings: { email: EMAIL },
          timeoutMs,
        }),
      secrets: Object.values(TOKENS),
      subject: { email: 'alice@acme.test' },
      stranger: { email: 'stranger@acme.test' },
      rename: (email) => changeOne(confluence.state.users, (user) => user.accountId === alice?.accountId, { email }),
      organisation: { id: confluence.state.cloudId, read: 'GET /_edge/tenant_info' },
      nobodysId: '712020:nobody',
      entitlements: [group(confluence), permission(confluence), role(confluence)],
      problems: () => confluence.misbehaving.requests.flatMap((exchange) => contract.problemsOf(exchange)),
      close: () => confluence.close(),
    };
  },
});

function group({ state }: ConfluenceSimulator): KitEntitlement {
  const name = 'handbook-editors';
  const there = state.groups.find((each) => each.name === name);
  return {
    entitlement: { type: 'group', name },
    unknown: { type: 'group', id: '6d0a4c1e-0000-4000-8000-00000000ffff' },
    grants: 'POST /wiki/rest/api/group/userByGroupId',
    revokes: 'DELETE /wiki/rest/api/group/userByGroupId',
    holders: () => there?.members ?? [],
    fill: (count) => there?.members.push(...addUsers(state, count)),
  };
}

function permission({ state }: ConfluenceSimulator): KitEntitlement {
  const parameters = { operation: 'read', target: 'space' };
  const there = state.spaces.find((each) => each.key === 'HANDBOOK');
  return {
    entitlement: { type: 'space-permission', name: 'Company Handbook', parameters },
    unknown: { type: 'space-permission', id: 'NOWHERE', parameters },
    grants: 'POST /wiki/rest/api/space/HANDBOOK/permission',
    revokes: 'DELETE /wiki/rest/api/space/HANDBOOK/permission/*',
    holders: () =>
      there?.permissions.filter(({ operation }) => operation.key === 'read').map(({ principal }) => principal.id) ?? [],
    fill(count) {
      for (const id of addUsers(state, count))
        there?.permissions.push({
          id: `many-${id}`,
          principal: { type: 'user', id },
          operation: { key: 'read', targetType: 'space' },
        });
    },
  };
}

function role({ state }: ConfluenceSimulator): KitEntitlement {
  const collaborator = state.roles.find((each) => each.name === 'Collaborator')?.id ?? '';
  const parameters = { role: 'Collaborator' };
  const there = state.spaces.find((each) => each.key === 'PAY');
  return {
    entitlement: { type: 'space-role', id: 'PAY', parameters },
    other: { type: 'space-role', id: 'PAY', parameters: { role: 'Viewer' } },
    unknown: { type: 'space-role', id: 'NOWHERE', parameters },
    grants: 'POST /wiki/api/v2/spaces/*/role-assignments',
    revokes: 'POST /wiki/api/v2/spaces/*/role-assignments',
    holders: () =>
      Object.entries(there?.roles ?? {})
        .filter(([, held]) => held === collaborator)
        .map(([id]) => id),
    fill(count) {
      // A page holds 250.
      for (const id of addUsers(state, count + 10)) if (there !== undefined) there.roles[id] = collaborator;
    },
  };
}

/** More people at the site; returns their account ids. */
function addUsers(state: ConfluenceState, count: number): string[] {
  return Array.from({ length: count }, () => {
    const n = state.users.length;
    const accountId = `712020:many-${n}`;
    state.users.push({ accountId, displayName: `Many ${n}`, email: `many-${n}@acme.test`, emailHidden: false });
    return accountId;
  });
}
