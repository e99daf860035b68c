/** The state of the simulated AWS: an IAM Identity Center with its identity store, and the IAM of one account. */
import { PEOPLE } from '../people.ts';

export interface IdentityStoreUser {
  readonly id: string;
  readonly userName: string;
  readonly displayName: string;
  readonly email: string;
  enabled: boolean;
}

export interface IdentityStoreGroup {
  readonly id: string;
  readonly name: string;
  members: { readonly membershipId: string; readonly userId: string }[];
}

export interface PermissionSet {
  readonly arn: string;
  readonly name: string;
}

export interface Assignment {
  readonly account: string;
  readonly permissionSet: string;
  readonly principalType: 'USER' | 'GROUP';
  readonly principal: string;
}

/** A request to create or delete an assignment. */
export interface AssignmentOperation {
  readonly id: string;
  readonly kind: 'creation' | 'deletion';
  readonly assignment: Assignment;
  status: 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED';
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly endsAt: number;
  /** The reason of its future failure, if any. */
  readonly failure?: string | undefined;
}

export interface IamUser {
  readonly name: string;
  readonly id: string;
}

export interface IamGroup {
  readonly name: string;
  readonly id: string;
  members: string[];
}

export interface AwsState {
  /** The home region of the Identity Center. */
  readonly region: string;
  readonly instanceArn: string;
  readonly identityStoreId: string;
  accounts: { readonly id: string; readonly name: string }[];
  permissionSets: PermissionSet[];
  users: IdentityStoreUser[];
  groups: IdentityStoreGroup[];
  assignments: Assignment[];
  operations: AssignmentOperation[];
  iam: { readonly account: string; users: IamUser[]; groups: IamGroup[] };
}

export const CREATED = '2026-01-05T09:00:00.000Z';
const INSTANCE = 'ssoins-7223aaaabbbbcccc';

/** An id in the identity store's format. */
export function storeId(n: number): string {
  return `90672ac1d2-${String(n).padStart(8, '0')}-1111-4222-8333-444455556666`;
}

/** Everyone except Mallory is in the identity store. Mallory is only in IAM; Alice and Dave are in both. */
export function freshAws(): AwsState {
  const permissionSet = (n: number, name: string): PermissionSet => ({
    arn: `arn:aws:sso:::permissionSet/${INSTANCE}/ps-${String(n).padStart(16, '0')}`,
    name,
  });
  return {
    region: 'eu-central-1',
    instanceArn: `arn:aws:sso:::instance/${INSTANCE}`,
    identityStoreId: 'd-90672ac1d2',
    accounts: [
      { id: '111122223333', name: 'management' },
      { id: '210987654321', name: 'payments-production' },
    ],
    permissionSets: [
      permissionSet(1, 'AdministratorAccess'),
      permissionSet(2, 'PowerUserAccess'),
      permissionSet(3, 'ReadOnlyAccess'),
    ],
    users: PEOPLE.filter(({ email }) => email !== 'mallory@acme.test').map(({ email, firstName, lastName }, n) => ({
      id: storeId(n + 1),
      userName: nameOf(email),
      displayName: `${firstName} ${lastName}`,
      email,
      enabled: true,
    })),
    groups: [
      { id: storeId(9_001), name: 'Payments-Engineers', members: [] },
      { id: storeId(9_002), name: 'Auditors', members: [] },
    ],
    assignments: [],
    operations: [],
    iam: {
      account: '111122223333',
      users: ['alice', 'dave', 'mallory'].map((name, n) => ({ name, id: `AIDA${String(n).padStart(17, '0')}` })),
      groups: [
        { name: 'deployers', id: 'AGPA00000000000000001', members: ['dave'] },
        { name: 'billing', id: 'AGPA00000000000000002', members: [] },
      ],
    },
  };
}

/** `alice@acme.test` is `alice`, in IAM and in the identity store. */
export function nameOf(email: string): string {
  return email.split('@')[0] ?? email;
}

export function sameAssignment(a: Assignment, b: Assignment): boolean {
  return a.account === b.account && a.permissionSet === b.permissionSet && a.principal === b.principal;
}

/** Ends the operations that are due. */
export function advance(state: AwsState, now: number): void {
  for (const operation of state.operations) {
    if (operation.status !== 'IN_PROGRESS' || operation.endsAt > now) continue;
    operation.status = operation.failure === undefined ? 'SUCCEEDED' : 'FAILED';
    if (operation.status === 'FAILED') continue;
    const others = state.assignments.filter((each) => !sameAssignment(each, operation.assignment));
    state.assignments = operation.kind === 'creation' ? [...others, operation.assignment] : others;
  }
}
