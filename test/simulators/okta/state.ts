/** The state of the simulated Okta. */
import { PEOPLE } from '../people.ts';

export interface OktaUser {
  readonly id: string;
  status: string;
  readonly created: string;
  lastUpdated: string;
  profile: Record<string, string>;
}

export interface OktaGroup {
  readonly id: string;
  readonly type: 'OKTA_GROUP' | 'APP_GROUP' | 'BUILT_IN';
  readonly created: string;
  readonly profile: { readonly name: string; readonly description: string };
  members: string[];
}

export interface OktaAssignment {
  id: string;
  profile: Record<string, string>;
  created: string;
}

export interface OktaApp {
  readonly id: string;
  readonly label: string;
  readonly name: string;
  readonly created: string;
  users: OktaAssignment[];
  /** Ids of groups that are assigned: their members have the app with scope GROUP. */
  groups?: string[];
}

/** Puts people into groups, and keeps them there. */
export interface OktaGroupRule {
  readonly id: string;
  readonly name: string;
  status: 'ACTIVE' | 'INACTIVE';
  readonly groupIds: readonly string[];
  /** Ids of people whom it matches. */
  members: string[];
  /** Ids of people who were removed from a group of it. */
  excluded: string[];
}

export interface OktaRole {
  readonly id: string;
  readonly userId: string;
  /** A standard role's type, or `CUSTOM`. */
  readonly type: string;
  /** With `CUSTOM`: the role, and its resources. */
  readonly role?: string;
  readonly resourceSet?: string;
  /** Held through a group. Okta lists it with the person's own. */
  readonly throughGroup?: boolean;
}

export interface OktaState {
  organisation: { id: string };
  users: OktaUser[];
  groups: OktaGroup[];
  apps: OktaApp[];
  roles: OktaRole[];
  rules: OktaGroupRule[];
  /** The existing custom roles and resource sets. */
  customRoles: string[];
  resourceSets: string[];
  /** Sessions ended, by user id. */
  sessionsEnded: string[];
  /** The actual membership changes of groups, in order, which an audit must account for. */
  effects: { verb: 'added' | 'removed'; user: string; group: string }[];
}

const CREATED = '2026-01-05T09:00:00.000Z';

export function freshOkta(): OktaState {
  const idOf = (email: string): string => PEOPLE.find((person) => person.email === email)?.oktaId ?? '';
  const group = (
    id: string,
    name: string,
    members: readonly string[] = [],
    type: OktaGroup['type'] = 'OKTA_GROUP',
  ): OktaGroup => ({
    id,
    type,
    created: CREATED,
    profile: { name, description: `${name} of acme.test` },
    members: members.map(idOf),
  });
  return {
    organisation: { id: '00o1acme000000000000' },
    users: PEOPLE.map((person) => ({
      id: person.oktaId,
      status: 'ACTIVE',
      created: CREATED,
      lastUpdated: CREATED,
      profile: {
        login: person.email,
        email: person.email,
        firstName: person.firstName,
        lastName: person.lastName,
        department: person.department,
        title: person.title,
        ...(person.manager === undefined ? {} : { manager: person.manager, managerId: person.manager }),
      },
    })),
    groups: [
      group(
        '00g0everyone000000000',
        'Everyone',
        PEOPLE.map((person) => person.email),
        'BUILT_IN',
      ),
      group('00g1emaKYZTWRYYRRTSK', 'Okta-Admins'),
      group('00g2viewers0000000000', 'Okta-Viewers'),
      group('00g3security000000000', 'Security-Approvers', ['carol@acme.test']),
      group('00g4oncall00000000000', 'On-Call', ['dave@acme.test']),
      group('00g5payments000000000', 'Payments-Approvers'),
      group('00g6leasehold00000000', 'Leasehold-Admins', ['admin@acme.test']),
      group('00g7auditors000000000', 'Auditors'),
      group('00g8pushed00000000000', 'Pushed-From-App', [], 'APP_GROUP'),
    ],
    apps: [{ id: '0oa1salesforce0000000', label: 'Salesforce', name: 'bookmark', created: CREATED, users: [] }],
    roles: [],
    rules: [],
    customRoles: ['cr0Yq6IJxGIr0ouum0g3'],
    resourceSets: ['iamoJDFKaJxGIr0oamd9g'],
    sessionsEnded: [],
    effects: [],
  };
}
