/** An in-memory connector whose failures tests control. */
import type { Connector, ProviderSubject } from '../../connectors/connector.ts';
import type { SubjectProfile } from '../../domain/people.ts';
import type { Entitlement } from '../../domain/policy.ts';

export interface FakeConnector {
  readonly connector: Connector;
  /** The holders: e-mails by the entitlement's id or name. */
  readonly members: Map<string, Set<string>>;
  /** The id of the organisation; `undefined`: the system does not say. */
  organisation: string | undefined;
  /** E-mails that the system does not know. */
  readonly unknown: Set<string>;
  /** E-mails that are listed but cannot be found, as for an account that does not exist yet. */
  readonly hidden: Set<string>;
  /** E-mails of people whose account is suspended. */
  readonly suspended: Set<string>;
  readonly profiles: Map<string, SubjectProfile>;
  /** E-mails of people who temporarily cannot sign in. */
  readonly paused: Set<string>;
  /** Called before the list of people; throws to make it fail. */
  beforeList: () => void;
  /** Called before the list of a group's members; throws to make it fail. */
  beforeMembers: (entitlement: string) => void;
  /** Called before a read of a holder; throws to make it fail. */
  beforeHolds: (email: string, entitlement: string) => void;
  readonly calls: string[];
  /** Called before each suspension; throws to make it fail. */
  beforeSuspend: (email: string) => void;
  /** Called before each write; throws to make it fail. */
  beforeWrite: (verb: 'grant' | 'revoke', email: string, entitlement: string) => void;
}

export function createFakeConnector(): FakeConnector {
  const members = new Map<string, Set<string>>();
  const nameOf = (entitlement: Entitlement): string => entitlement.id ?? entitlement.name ?? '';
  const of = (entitlement: Entitlement): Set<string> => {
    const set = members.get(nameOf(entitlement)) ?? new Set<string>();
    members.set(nameOf(entitlement), set);
    return set;
  };
  const write = (verb: 'grant' | 'revoke') => async (subject: ProviderSubject, entitlement: Entitlement) => {
    fake.calls.push(`${verb} ${subject.id} ${nameOf(entitlement)}`);
    fake.beforeWrite(verb, subject.id, nameOf(entitlement));
    const had = of(entitlement).has(subject.id);
    if (verb === 'grant') of(entitlement).add(subject.id);
    else of(entitlement).delete(subject.id);
    return { changed: had !== (verb === 'grant'), requestId: `request-${fake.calls.length}` };
  };
  const toSubject = (email: string): ProviderSubject => ({
    id: email,
    login: email,
    email,
    displayName: email,
    ...(fake.suspended.has(email) ? { suspended: true } : {}),
  });
  const fake: FakeConnector = {
    members,
    organisation: undefined,
    unknown: new Set(),
    hidden: new Set(),
    suspended: new Set(),
    profiles: new Map(),
    paused: new Set(),
    beforeList: () => {},
    beforeHolds: () => {},
    beforeMembers: () => {},
    calls: [],
    beforeSuspend: () => {},
    beforeWrite: () => {},
    connector: {
      entitlementTypes: ['group'],
      testConnection: async () => [{ name: 'URL', ok: true, detail: 'Yes.' }],
      organisation: async () => fake.organisation,
      findSubject: async ({ email }) =>
        fake.unknown.has(email) || fake.hidden.has(email) ? undefined : toSubject(email),
      findAccount: async ({ id }) => (fake.unknown.has(id) ? undefined : toSubject(id)),
      grant: write('grant'),
      revoke: write('revoke'),
      holds: async (subject, entitlement) => {
        fake.beforeHolds(subject.id, nameOf(entitlement));
        return of(entitlement).has(subject.id);
      },
      held: async (subject, entitlement) => ({
        place: JSON.stringify([entitlement.type, nameOf(entitlement)]),
        found: of(entitlement).has(subject.id)
          ? [{ way: 'direct' as const, entitlement, extent: 'same' as const, apart: false }]
          : [],
      }),
      async *listMembers(entitlement) {
        fake.beforeMembers(nameOf(entitlement));
        for (const email of of(entitlement)) yield toSubject(email);
      },
      async *listEntitlements() {
        for (const id of members.keys()) yield { type: 'group', id, name: id };
      },
      async *listSubjects() {
        fake.beforeList();
        for (const [email, profile] of fake.profiles)
          if (!fake.unknown.has(email)) yield { ...toSubject(email), profile, paused: fake.paused.has(email) };
      },
      profile: async (subject) => fake.profiles.get(subject.id) ?? { email: subject.id, groups: [], attributes: {} },
      suspend: async (subject) => {
        fake.calls.push(`suspend ${subject.id}`);
        fake.beforeSuspend(subject.id);
        return { changed: true };
      },
      endSessions: async (subject) => {
        fake.calls.push(`endSessions ${subject.id}`);
        return { changed: true };
      },
    },
  };
  return fake;
}
