/** The state of the simulated Google Workspace. */
import { PEOPLE } from '../people.ts';

export interface GoogleUser {
  readonly id: string;
  readonly primaryEmail: string;
  readonly aliases: readonly string[];
  readonly name: { readonly givenName: string; readonly familyName: string; readonly fullName: string };
  readonly organizations: readonly object[];
  readonly relations: readonly object[];
  readonly externalIds: readonly object[];
  readonly customSchemas: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly orgUnitPath: string;
  readonly isAdmin: boolean;
  suspended: boolean;
  /** Archived: kept, but unable to sign in; false unless given. */
  readonly archived?: boolean;
}

export interface GoogleMember {
  /** A user's or a group's id. */
  readonly id: string;
  role: string;
}

export interface GoogleGroup {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly description: string;
  members: GoogleMember[];
}

export interface GoogleRole {
  readonly roleId: string;
  readonly roleName: string;
  readonly roleDescription: string;
  readonly isSystemRole: boolean;
}

export interface GoogleRoleAssignment {
  readonly roleAssignmentId: string;
  readonly roleId: string;
  /** A user's or a group's id. */
  readonly assignedTo: string;
  readonly scopeType: string;
  readonly orgUnitId?: string;
  readonly condition?: string;
}

export interface GoogleState {
  /** The id of the customer. */
  customer: string;
  users: GoogleUser[];
  groups: GoogleGroup[];
  roles: GoogleRole[];
  roleAssignments: GoogleRoleAssignment[];
  /** Ids of signed-out users. */
  signedOut: string[];
}

export function userId(n: number): string {
  return `1${String(n).padStart(20, '0')}`;
}

export function freshGoogle(): GoogleState {
  const idOf = (email: string): string => userId(PEOPLE.findIndex((person) => person.email === email) + 1);
  const group = (n: number, localPart: string, name: string, members: readonly string[] = []): GoogleGroup => ({
    id: `03google${String(n).padStart(6, '0')}`,
    email: `${localPart}@acme.test`,
    name,
    description: `${name} of acme.test`,
    members: members.map((email) => ({ id: idOf(email), role: 'MEMBER' })),
  });
  return {
    customer: 'C03az79cb',
    users: PEOPLE.map((person) => ({
      id: idOf(person.email),
      primaryEmail: person.email,
      aliases: [person.email.replace('@', '.alias@')],
      name: {
        givenName: person.firstName,
        familyName: person.lastName,
        fullName: `${person.firstName} ${person.lastName}`,
      },
      organizations: [
        {
          name: 'Acme',
          primary: true,
          department: person.department,
          title: person.title,
          costCenter: `CC-${person.department}`,
        },
      ],
      relations: person.manager === undefined ? [] : [{ type: 'manager', value: person.manager }],
      externalIds: [{ type: 'organization', value: `E-${person.firstName}` }],
      customSchemas: { Access: { clearance: person.department === 'IT' ? 3 : 1, sites: [{ value: 'Berlin' }] } },
      orgUnitPath: `/${person.department}`,
      isAdmin: person.email === 'admin@acme.test',
      suspended: false,
    })),
    groups: [
      group(1, 'workspace-admins', 'Workspace Admins'),
      group(2, 'security-approvers', 'Security Approvers', ['carol@acme.test']),
      group(3, 'payments', 'Payments'),
      group(4, 'payments-too', 'Payments'),
      group(5, 'engineering', 'Engineering', ['alice@acme.test', 'rosa@acme.test']),
    ],
    roles: [
      {
        roleId: '13801188331880449',
        roleName: '_GROUPS_ADMIN_ROLE',
        roleDescription: 'Groups Administrator',
        isSystemRole: true,
      },
      {
        roleId: '13801188331880450',
        roleName: '_HELP_DESK_ADMIN_ROLE',
        roleDescription: 'Help Desk Administrator',
        isSystemRole: true,
      },
      { roleId: '13801188331880451', roleName: 'Room Keeper', roleDescription: 'Keeps rooms', isSystemRole: false },
    ],
    roleAssignments: [],
    signedOut: [],
  };
}
