/** The state of the simulated Entra tenant. */
import { PEOPLE } from '../people.ts';

export interface EntraUser {
  readonly id: string;
  readonly userPrincipalName: string;
  readonly mail: string | null;
  readonly displayName: string;
  readonly department: string | null;
  readonly jobTitle: string | null;
  readonly employeeType: string | null;
  readonly employeeOrgData: { readonly costCenter: string | null; readonly division: string | null } | null;
  readonly onPremisesExtensionAttributes: Readonly<Record<string, string | null>> | null;
  /** Another user's id. */
  readonly managerId: string | null;
  accountEnabled: boolean;
  /** `Guest` for a person of another tenant; a member unless given. */
  readonly userType?: string;
  /** Of guests: `PendingAcceptance`, then `Accepted`. */
  readonly externalUserState?: string;
  signInSessionsValidFromDateTime: string;
}

export interface EntraGroup {
  readonly id: string;
  readonly displayName: string;
  readonly description: string | null;
  readonly groupTypes: readonly string[];
  readonly securityEnabled: boolean;
  readonly mailEnabled: boolean;
  readonly onPremisesSyncEnabled: boolean | null;
  /** Ids of users and groups. */
  members: string[];
}

export interface EntraApplication {
  readonly id: string;
  readonly appId: string;
  readonly displayName: string;
  readonly tags: readonly string[];
  readonly appRoles: readonly EntraAppRole[];
  assignments: EntraAppRoleAssignment[];
}

export interface EntraAppRole {
  readonly id: string;
  readonly value: string;
  readonly displayName: string;
  readonly description: string;
  readonly allowedMemberTypes: readonly string[];
  readonly isEnabled: boolean;
}

export interface EntraAppRoleAssignment {
  readonly id: string;
  readonly appRoleId: string;
  /** Of a user or a group. */
  readonly principalId: string;
  readonly createdDateTime: string;
}

export interface EntraRole {
  readonly id: string;
  readonly displayName: string;
  readonly description: string;
  readonly isBuiltIn: boolean;
}

export interface EntraRoleAssignment {
  readonly id: string;
  readonly principalId: string;
  readonly roleDefinitionId: string;
  readonly directoryScopeId: string;
}

export interface EntraState {
  users: EntraUser[];
  groups: EntraGroup[];
  applications: EntraApplication[];
  roles: EntraRole[];
  roleAssignments: EntraRoleAssignment[];
}

const CREATED = '2026-01-05T09:00:00Z';

/** An object id from a kind's letter and a number. */
export function objectId(kind: 'a' | 'b' | 'c' | 'd', n: number): string {
  return `${kind.repeat(8)}-0000-4000-8000-${String(n).padStart(12, '0')}`;
}

export function freshEntra(): EntraState {
  const idOf = (email: string): string => objectId('a', PEOPLE.findIndex((person) => person.email === email) + 1);
  const users: EntraUser[] = PEOPLE.map((person) => ({
    id: idOf(person.email),
    userPrincipalName: person.email,
    mail: person.email,
    displayName: `${person.firstName} ${person.lastName}`,
    department: person.department,
    jobTitle: person.title,
    employeeType: 'Employee',
    employeeOrgData: { costCenter: `CC-${person.department}`, division: null },
    onPremisesExtensionAttributes: { extensionAttribute1: person.department === 'IT' ? 'privileged' : null },
    managerId: person.manager === undefined ? null : idOf(person.manager),
    accountEnabled: true,
    signInSessionsValidFromDateTime: CREATED,
  }));
  let groups = 0;
  const group = (displayName: string, members: readonly string[] = [], more: Partial<EntraGroup> = {}): EntraGroup => {
    groups += 1;
    return {
      id: objectId('b', groups),
      displayName,
      description: `${displayName} of acme.test`,
      groupTypes: [],
      securityEnabled: true,
      mailEnabled: false,
      onPremisesSyncEnabled: null,
      members: members.map(idOf),
      ...more,
    };
  };
  const unified = { groupTypes: ['Unified'], securityEnabled: false, mailEnabled: true };
  const appRole = (n: number, value: string, allowedMemberTypes = ['User']): EntraAppRole => ({
    id: objectId('d', n),
    value,
    displayName: value,
    description: `${value} of the application`,
    allowedMemberTypes,
    isEnabled: true,
  });
  const enterprise = ['WindowsAzureActiveDirectoryIntegratedApp'];
  return {
    users,
    groups: [
      group('Entra-Admins'),
      group('Entra-Viewers'),
      group('Security-Approvers', ['carol@acme.test']),
      group('Payments Team', [], unified),
      group('All-Engineers', ['alice@acme.test', 'rosa@acme.test'], { groupTypes: ['DynamicMembership'] }),
      group('Synced-From-AD', [], { onPremisesSyncEnabled: true }),
      group('Everyone-List', [], { securityEnabled: false, mailEnabled: true }),
      group('Twins'),
      group('Twins'),
    ],
    applications: [
      {
        id: objectId('c', 1),
        appId: 'cccccccc-1111-4111-8111-000000000001',
        displayName: 'Salesforce',
        tags: enterprise,
        appRoles: [appRole(1, 'Manager'), appRole(2, 'Reader'), appRole(3, 'Sync.All', ['Application'])],
        assignments: [],
      },
      {
        id: objectId('c', 2),
        appId: 'cccccccc-1111-4111-8111-000000000002',
        displayName: 'Wiki',
        tags: enterprise,
        appRoles: [],
        assignments: [],
      },
    ],
    roles: [
      {
        id: 'fe930be7-5e62-47db-91af-98c3a49a38b1',
        displayName: 'User Administrator',
        description: 'Can manage all aspects of users and groups, including resetting passwords for limited admins.',
        isBuiltIn: true,
      },
      {
        id: '729827e3-9c14-49f7-bb1b-9608f156bbb8',
        displayName: 'Helpdesk Administrator',
        description: 'Can reset passwords for non-administrators and Helpdesk Administrators.',
        isBuiltIn: true,
      },
    ],
    roleAssignments: [],
  };
}
