import { discoveryValidator } from '../../contracts/validate-discovery.ts';
import { type GoogleSimulator, startGoogleSimulator } from '../../simulators/google/google.ts';
import { describeConnector } from '../kit.ts';
import { changeOne, type KitEntitlement, type KitPeople } from '../kit-system.ts';
import { ADMIN, accessOf, addUsers, apiExchanges, CLIENT, connectTo, makeKey } from './workspace.ts';

const ALICE = 'alice@acme.test';
const KEYS = { right: makeKey(), wrong: makeKey() };

describeConnector({
  name: 'Google Workspace',
  types: ['group', 'admin-role'],
  async start() {
    const google = await startGoogleSimulator({ access: accessOf(KEYS.right) });
    const contract = discoveryValidator('google.json');
    const alice = google.state.users.find((user) => user.primaryEmail === ALICE);
    return {
      url: google.url,
      misbehaving: google.misbehaving,
      connect: ({ as = 'admin', timeoutMs = 5_000, url = google.url } = {}) =>
        connectTo(url, KEYS.right, {
          credentials: {
            clientEmail: CLIENT,
            privateKey: (as === 'nobody' ? KEYS.wrong : KEYS.right).privateKey,
          },
          settings: { subject: as === 'reader' ? 'carol@acme.test' : ADMIN },
          timeoutMs,
        }),
      secrets: Object.values(KEYS).map((key) => key.privateKey.slice(40, 100)),
      subject: { email: ALICE },
      stranger: { email: 'stranger@acme.test' },
      requestIds: false,
      rename: (primaryEmail) => changeOne(google.state.users, ({ id }) => id === alice?.id, { primaryEmail }),
      organisation: { id: google.state.customer, read: 'GET /admin/directory/v1/users/*' },
      nobodysId: '100000000000000009999',
      entitlements: [group(google), adminRole(google)],
      people: people(google),
      problems: () => apiExchanges(google).flatMap((exchange) => contract.problemsOf(exchange)),
      suspended: () => google.state.users.find((user) => user.primaryEmail === ALICE)?.suspended === true,
      sessions: () => google.state.signedOut,
      close: () => google.close(),
    };
  },
});

function group({ state }: GoogleSimulator): KitEntitlement {
  const name = 'workspace-admins@acme.test';
  const there = state.groups.find((each) => each.email === name);
  return {
    entitlement: { type: 'group', name: 'Workspace Admins', parameters: { role: 'MANAGER' } },
    other: { type: 'group', name: 'Workspace Admins', parameters: { role: 'OWNER' } },
    unknown: { type: 'group', id: '03nothere' },
    grants: 'POST /admin/directory/v1/groups/*/members',
    revokes: 'DELETE /admin/directory/v1/groups/*/members/*',
    holders: () => there?.members.filter((each) => each.role === 'MANAGER').map((each) => each.id) ?? [],
    fill: (count) => there?.members.push(...addUsers(state, count).map((id) => ({ id, role: 'MANAGER' }))),
  };
}

function adminRole({ state }: GoogleSimulator): KitEntitlement {
  const name = 'Room Keeper';
  const roleId = state.roles.find((each) => each.roleName === name)?.roleId ?? '';
  return {
    entitlement: { type: 'admin-role', name },
    unknown: { type: 'admin-role', name: 'Emperor' },
    grants: 'POST /admin/directory/v1/customer/my_customer/roleassignments',
    revokes: 'DELETE /admin/directory/v1/customer/my_customer/roleassignments/*',
    holders: () => state.roleAssignments.filter((each) => each.roleId === roleId).map((each) => each.assignedTo),
    fill: (count) =>
      state.roleAssignments.push(
        ...addUsers(state, count).map((assignedTo) => ({
          roleAssignmentId: `9${assignedTo}`,
          roleId,
          assignedTo,
          scopeType: 'CUSTOMER',
        })),
      ),
  };
}

function people({ state }: GoogleSimulator): KitPeople {
  const alice = state.users.find((user) => user.primaryEmail === ALICE);
  const [first, second] = state.groups.filter((each) => !each.members.some(({ id }) => id === alice?.id));
  const join = (group: typeof first, role: string) => (): void =>
    void group?.members.push({ id: alice?.id ?? '', role });
  return {
    // By name, and by address; a member in any role.
    groups: [
      { name: first?.name ?? '', join: join(first, 'MEMBER') },
      { name: second?.email ?? '', join: join(second, 'OWNER') },
    ],
    lists: 'GET /admin/directory/v1/users',
    add: (count) => void addUsers(state, count),
    addLocked() {
      const [suspended, archived] = addUsers(state, 2).map((id) => state.users.find((user) => user.id === id));
      Object.assign(suspended ?? {}, { suspended: true });
      Object.assign(archived ?? {}, { archived: true });
      return [suspended?.primaryEmail ?? '', archived?.primaryEmail ?? ''];
    },
  };
}
