/** People in Okta. */
import type { User } from '@okta/okta-sdk-nodejs';
import { normalizeEmail, type SubjectProfile, samePerson } from '../../domain/people.ts';
import { ProviderError, SEVERAL_ACCOUNTS } from '../../domain/provider-error.ts';
import type { AccountStatus, CallContext, ListedSubject, ProviderSubject, SubjectQuery } from '../connector.ts';
import type { OktaCalls } from './client.ts';

/** A user as a subject; `undefined` for a deprovisioned user, who holds nothing and can be granted nothing. */
export function toSubject(user: User): ProviderSubject | undefined {
  if (user.id === undefined || user.status === 'DEPROVISIONED') return undefined;
  const { login, email, firstName, lastName } = user.profile ?? {};
  const name = [firstName, lastName].filter(Boolean).join(' ');
  return {
    id: user.id,
    login: login ?? email ?? user.id,
    email: email === undefined ? undefined : normalizeEmail(email),
    displayName: name === '' ? undefined : name,
    suspended: user.status === 'SUSPENDED',
  };
}

/**
 * Finds a person by login, then by e-mail; only an exact match counts. Only the login is unique in Okta.
 * @throws ProviderError `invalid` if several accounts have the e-mail: nobody is guessed.
 */
export async function findUser(
  calls: OktaCalls,
  query: SubjectQuery,
  context: CallContext,
): Promise<ProviderSubject | undefined> {
  const found = (await usersOf(calls, query, context)).flatMap((user) => toSubject(user) ?? []);
  const [first, second] = found;
  if (second === undefined) return first;
  const logins = found.map(({ login }) => login).join(', ');
  throw new ProviderError(
    'invalid',
    `${calls.vendor.name} has several accounts with the e-mail address ${query.login ?? query.email} (${logins}); name the right login in "identities" of the configuration.`,
    { system: calls.vendor.application, code: SEVERAL_ACCOUNTS },
  );
}

/** Whether a person's account is active; one that is deprovisioned is not. */
export async function accountStatus(
  calls: OktaCalls,
  query: SubjectQuery,
  context: CallContext,
): Promise<AccountStatus> {
  const users = await usersOf(calls, query, context);
  if (users.length === 0) return 'unknown';
  const isOut = ({ status }: User): boolean => status === 'SUSPENDED' || status === 'DEPROVISIONED';
  return users.every(isOut) ? 'inactive' : 'active';
}

async function usersOf(calls: OktaCalls, query: SubjectQuery, context: CallContext): Promise<readonly User[]> {
  const wanted = query.login ?? query.email;
  const doing = `looking for ${wanted}`;
  const byLogin = await calls.find(doing, context, (client) => client.userApi.getUser({ userId: wanted }));
  if (byLogin !== undefined && matches(byLogin, wanted)) return [byLogin];
  const { value } = await calls.run(doing, context, async (client) => {
    const users: User[] = [];
    const search = `profile.email eq "${wanted.replace(/["\\]/g, '\\$&')}"`;
    for await (const user of await client.userApi.listUsers({ search })) if (user !== null) users.push(user);
    return users;
  });
  return value.filter((user) => matches(user, wanted));
}

/** Finds a person by Okta's own id; `undefined` for a deprovisioned user. */
export async function findById(
  calls: OktaCalls,
  id: string,
  context: CallContext,
): Promise<ProviderSubject | undefined> {
  const user = await calls.find(`looking for the user ${id}`, context, (client) =>
    client.userApi.getUser({ userId: id }),
  );
  return user?.id === id ? toSubject(user) : undefined;
}

function matches(user: User, wanted: string): boolean {
  const { login, email } = user.profile ?? {};
  return [login, email, user.id].some((each) => typeof each === 'string' && samePerson(each, wanted));
}

/** Department, title, manager and groups. The manager is read as an e-mail, a login or an Okta id. */
export async function readProfile(
  calls: OktaCalls,
  subject: ProviderSubject,
  context: CallContext,
): Promise<SubjectProfile> {
  const doing = `reading the profile of ${subject.email ?? subject.login}`;
  const { value } = await calls.run(doing, context, async (client) => {
    const user = await client.userApi.getUser({ userId: subject.id });
    const groups: string[] = [];
    for await (const group of await client.userApi.listUserGroups({ userId: subject.id })) {
      const name = group?.profile?.name;
      if (name !== undefined) groups.push(name);
    }
    return { profile: (user.profile ?? {}) as Record<string, unknown>, groups };
  });
  const attributes = attributesOf(value.profile);
  const manager = await managerOf(attributes, async (name) => {
    const user = await calls.find(`looking for the manager ${name}`, context, (client) =>
      client.userApi.getUser({ userId: name }),
    );
    return user === undefined ? undefined : toSubject(user)?.email;
  });
  return profileOf(subject, attributes, manager, value.groups);
}

function profileOf(
  subject: ProviderSubject,
  attributes: Attributes,
  manager: string | undefined,
  groups: readonly string[],
): SubjectProfile {
  return {
    email: subject.email ?? subject.login,
    ...(subject.displayName === undefined ? {} : { displayName: subject.displayName }),
    ...(manager === undefined ? {} : { manager }),
    groups,
    attributes,
  };
}

type Attributes = SubjectProfile['attributes'];

/** Values that rules can compare: custom attributes may be text, numbers, Booleans, or lists of them. */
function attributesOf(profile: Readonly<Record<string, unknown>>): Attributes {
  return Object.fromEntries(
    Object.entries(profile).flatMap(([name, each]) => {
      const texts = (Array.isArray(each) ? each : [each]).filter(isPlain).map(String);
      const [only] = texts;
      return only === undefined ? [] : [[name, Array.isArray(each) ? texts : only] as const];
    }),
  );
}

function isPlain(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

/** @param lookUp finds the e-mail of a login or an id. */
async function managerOf(
  { managerEmail, managerId, manager }: Attributes,
  lookUp: (name: string) => Promise<string | undefined> | string | undefined,
): Promise<string | undefined> {
  for (const name of [managerEmail, managerId, manager]) {
    if (typeof name !== 'string' || name === '') continue;
    if (name.includes('@')) return normalizeEmail(name);
    const email = await lookUp(name);
    if (email !== undefined) return email;
  }
  return undefined;
}

/** Okta's states of active accounts that temporarily cannot sign in. */
const PAUSED: readonly (string | undefined)[] = ['LOCKED_OUT', 'PASSWORD_EXPIRED', 'RECOVERY'];

/** All users with an active account. Managers are found in the list itself, which contains every possible manager. */
export async function* listUsers(calls: OktaCalls, context: CallContext): AsyncIterable<ListedSubject> {
  const { value: users } = await calls.run('listing the users', context, async (client) => {
    const found: User[] = [];
    // Without a filter Okta returns everyone but deprovisioned users, from the directory itself and not its index.
    for await (const user of await client.userApi.listUsers({ limit: 200 })) if (user !== null) found.push(user);
    return found;
  });
  const emails = new Map<string, string | undefined>();
  for (const user of users) {
    const subject = toSubject(user);
    if (subject === undefined) continue;
    emails.set(subject.id, subject.email);
    emails.set(normalizeEmail(subject.login), subject.email);
  }
  for (const user of users) {
    const subject = toSubject(user);
    const paused = PAUSED.includes(user.status);
    if (subject === undefined || !(user.status === 'ACTIVE' || paused)) continue;
    const attributes = attributesOf((user.profile ?? {}) as Record<string, unknown>);
    const manager = await managerOf(attributes, (name) => emails.get(name) ?? emails.get(normalizeEmail(name)));
    yield { ...subject, paused, profile: profileOf(subject, attributes, manager, []) };
  }
}
