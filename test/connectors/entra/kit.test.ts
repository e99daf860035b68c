import { createConnector } from '../../../connectors/entra/entra.ts';
import { contractValidator } from '../../contracts/validate.ts';
import { type EntraSimulator, startEntraSimulator } from '../../simulators/entra/entra.ts';
import { describeConnector } from '../kit.ts';
import { changeOne, type KitEntitlement, type KitPeople } from '../kit-system.ts';
import { addUsers, graphExchanges, PERMISSIONS, TENANT } from './tenant.ts';

const SECRETS = { admin: 'secret-of-the-kit', reader: 'secret-that-reads', nobody: 'secret-of-nobody' };
const ALICE = 'alice@acme.test';

describeConnector({
  name: 'Microsoft Entra ID',
  types: ['group', 'm365-group', 'app-role', 'directory-role'],
  async start() {
    const entra = await startEntraSimulator({
      tenantId: TENANT,
      clients: [
        { clientId: 'admin', secret: SECRETS.admin, permissions: PERMISSIONS },
        { clientId: 'reader', secret: SECRETS.reader, permissions: ['Directory.Read.All'] },
      ],
      pageSize: 100,
    });
    const contract = contractValidator('entra.json');
    const alice = entra.state.users.find((user) => user.mail === ALICE);
    return {
      url: entra.url,
      misbehaving: entra.misbehaving,
      connect: ({ as = 'admin', timeoutMs = 5_000, url = entra.url } = {}) =>
        createConnector({
          application: 'entra',
          url,
          credentials: { clientSecret: SECRETS[as] },
          settings: { tenantId: TENANT, clientId: as === 'reader' ? 'reader' : 'admin' },
          timeoutMs,
        }),
      secrets: Object.values(SECRETS),
      subject: { email: ALICE },
      stranger: { email: 'stranger@acme.test' },
      rename: (mail) => changeOne(entra.state.users, ({ id }) => id === alice?.id, { mail, userPrincipalName: mail }),
      organisation: { id: TENANT, read: 'GET /v1.0/organization' },
      nobodysId: 'aaaaaaaa-0000-4000-8000-00000000ffff',
      entitlements: [
        group(entra, 'group', 'Entra-Admins'),
        group(entra, 'm365-group', 'Payments Team'),
        appRole(entra),
        directoryRole(entra),
      ],
      people: people(entra),
      problems: () => graphExchanges(entra).flatMap((exchange) => contract.problemsOf(exchange)),
      suspended: () => entra.state.users.find((user) => user.mail === ALICE)?.accountEnabled === false,
      sessions: () => entra.state.users.find((user) => user.mail === ALICE)?.signInSessionsValidFromDateTime,
      close: () => entra.close(),
    };
  },
});

function group({ state }: EntraSimulator, type: string, name: string): KitEntitlement {
  const there = state.groups.find((each) => each.displayName === name);
  return {
    entitlement: { type, name },
    unknown: { type, id: 'bbbbbbbb-0000-4000-8000-000000009999' },
    grants: 'POST /v1.0/groups/*/members/$ref',
    revokes: 'DELETE /v1.0/groups/*/members/*/$ref',
    holders: () => there?.members ?? [],
    fill: (count) => there?.members.push(...addUsers(state, count)),
  };
}

function appRole({ state }: EntraSimulator): KitEntitlement {
  const [there] = state.applications;
  const role = there?.appRoles.find((each) => each.value === 'Manager')?.id ?? '';
  return {
    entitlement: { type: 'app-role', name: 'Salesforce', parameters: { role: 'Manager' } },
    unknown: { type: 'app-role', name: 'Nowhere' },
    grants: 'POST /v1.0/servicePrincipals/*/appRoleAssignedTo',
    revokes: 'DELETE /v1.0/servicePrincipals/*/appRoleAssignedTo/*',
    holders: () => there?.assignments.filter((each) => each.appRoleId === role).map((each) => each.principalId) ?? [],
    fill: (count) =>
      there?.assignments.push(
        ...addUsers(state, count).map((principalId) => ({
          id: `filled-${principalId}`,
          appRoleId: role,
          principalId,
          createdDateTime: '2026-01-01T00:00:00Z',
        })),
      ),
  };
}

function directoryRole({ state }: EntraSimulator): KitEntitlement {
  const [role] = state.roles;
  const roleDefinitionId = role?.id ?? '';
  return {
    entitlement: { type: 'directory-role', name: 'User Administrator' },
    unknown: { type: 'directory-role', name: 'Emperor' },
    grants: 'POST /v1.0/roleManagement/directory/roleAssignments',
    revokes: 'DELETE /v1.0/roleManagement/directory/roleAssignments/*',
    holders: () =>
      state.roleAssignments
        .filter((each) => each.roleDefinitionId === roleDefinitionId)
        .map((each) => each.principalId),
    fill: (count) =>
      state.roleAssignments.push(
        ...addUsers(state, count).map((principalId) => ({
          id: `filled-${principalId}`,
          principalId,
          roleDefinitionId,
          directoryScopeId: '/',
        })),
      ),
  };
}

function people({ state }: EntraSimulator): KitPeople {
  const alice = state.users.find((user) => user.mail === ALICE);
  const groups = ['Entra-Viewers', 'Payments Team'].map((name) =>
    state.groups.find((each) => each.displayName === name),
  );
  const join = (at: number) => (): void => void groups[at]?.members.push(alice?.id ?? '');
  return {
    // By name, and by id; the second is a Microsoft 365 group.
    groups: [
      { name: 'Entra-Viewers', join: join(0) },
      { name: groups[1]?.id ?? '', join: join(1) },
    ],
    lists: 'GET /v1.0/users',
    add: (count) => void addUsers(state, count),
    addLocked() {
      const [blocked, invited] = addUsers(state, 2).map((id) => state.users.find((user) => user.id === id));
      Object.assign(blocked ?? {}, { accountEnabled: false });
      Object.assign(invited ?? {}, { userType: 'Guest', externalUserState: 'PendingAcceptance' });
      return [blocked?.mail ?? '', invited?.mail ?? ''];
    },
  };
}
