import { createConnector } from '../../../connectors/bitbucket/bitbucket.ts';
import type { Entitlement } from '../../../domain/policy.ts';
import { endpointValidator } from '../../contracts/endpoints.ts';
import { type BitbucketSimulator, startBitbucketSimulator } from '../../simulators/bitbucket/bitbucket.ts';
import { type BitbucketState, uuidOf } from '../../simulators/bitbucket/state.ts';
import { describeConnector } from '../kit.ts';
import { changeOne, type KitEntitlement } from '../kit-system.ts';

const TOKENS = { admin: 'token-of-the-kit', reader: 'token-that-reads', nobody: 'token-of-nobody' };
const EMAIL = 'bot@acme.test';

describeConnector({
  name: 'Bitbucket',
  types: ['group', 'repository', 'project'],
  async start() {
    const bitbucket = await startBitbucketSimulator({
      email: EMAIL,
      token: TOKENS.admin,
      readOnlyToken: TOKENS.reader,
    });
    const contract = endpointValidator('bitbucket.txt');
    const alice = bitbucket.state.members.find((member) => member.email === 'alice@acme.test');
    return {
      url: bitbucket.url,
      misbehaving: bitbucket.misbehaving,
      connect: ({ as = 'admin', timeoutMs = 5_000, url = bitbucket.url } = {}) =>
        createConnector({
          application: 'bitbucket',
          url,
          credentials: { apiToken: TOKENS[as] },
          settings: { workspace: 'acme', email: EMAIL },
          timeoutMs,
        }),
      secrets: Object.values(TOKENS),
      subject: { email: 'alice@acme.test' },
      stranger: { email: 'stranger@acme.test' },
      rename: (email) => changeOne(bitbucket.state.members, ({ uuid }) => uuid === alice?.uuid, { email }),
      organisation: { id: bitbucket.state.workspace.uuid, read: 'GET /2.0/workspaces/acme' },
      nobodysId: uuidOf('ffff0000', 1),
      entitlements: [
        group(bitbucket),
        place(bitbucket, { type: 'repository', id: 'payments-service', parameters: { permission: 'write' } }),
        place(bitbucket, { type: 'project', name: 'PAY', parameters: { permission: 'create-repo' } }),
      ],
      problems: () => bitbucket.misbehaving.requests.flatMap((exchange) => contract.problemsOf(exchange)),
      // Bitbucket documents no header for the end of a limit.
      retryAfterMs: 60_000,
      close: () => bitbucket.close(),
    };
  },
});

function group({ state }: BitbucketSimulator): KitEntitlement {
  const name = 'Payments Developers';
  const there = state.groups.find((each) => each.name === name);
  return {
    entitlement: { type: 'group', name },
    unknown: { type: 'group', id: 'nowhere' },
    inOnePiece: true,
    grants: 'PUT /1.0/groups/acme/*/members/*',
    revokes: 'DELETE /1.0/groups/acme/*/members/*',
    holders: () => there?.members ?? [],
    fill: (count) => there?.members.push(...addMembers(state, count)),
  };
}

function place({ state }: BitbucketSimulator, entitlement: Entitlement): KitEntitlement {
  const places = entitlement.type === 'project' ? state.projects : state.repositories;
  const there = places.find((each) => each.id === (entitlement.id ?? entitlement.name));
  const permission = entitlement.parameters?.permission ?? '';
  return {
    entitlement,
    other: { ...entitlement, parameters: { permission: 'admin' } },
    unknown: { ...entitlement, id: undefined, name: 'nowhere' },
    grants: 'PUT /2.0/*/permissions-config/users/*',
    revokes: 'DELETE /2.0/*/permissions-config/users/*',
    holders: () =>
      Object.entries(there?.permissions ?? {})
        .filter(([, held]) => held === permission)
        .map(([uuid]) => uuid),
    fill(count) {
      for (const uuid of addMembers(state, count)) if (there !== undefined) there.permissions[uuid] = permission;
    },
  };
}

/** More people in the workspace; returns their UUIDs. */
function addMembers(state: BitbucketState, count: number): string[] {
  return Array.from({ length: count }, () => {
    const n = state.members.length;
    const uuid = uuidOf('3a4f0000', n);
    const email = `many-${n}@acme.test`;
    state.members.push({ uuid, account_id: `many:${n}`, nickname: `many-${n}`, display_name: `Many ${n}`, email });
    return uuid;
  });
}
