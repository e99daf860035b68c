/** People in Okta. */
import type { User } from '@okta/okta-sdk-nodejs';
import { normalizeEmail, type SubjectProfile, samePerson } from '../../domain/people.ts';
import type { CallContext, ProviderSubject, SubjectQuery } from '../connector.ts';
import type { OktaCalls } from './client.ts';

/** A user as a subject; `undefined` for one who was deprovisioned: they hold nothing and can be given nothing. */
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

/** Finds somebody by login, then by e-mail; only an exact match counts. */
export async function findUser(
  calls: OktaCalls,
  query: SubjectQuery,
  context: CallContext,
): Promise<ProviderSubject | undefined> {
  const wanted = query.login ?? query.email;
  const doing = `looking for ${wanted}`;
  const byLogin = await calls.find(doing, context, (client) => client.userApi.getUser({ userId: wanted }));
  if (byLogin !== undefined && matches(byLogin, wanted)) return toSubject(byLogin);
  const { value } = await calls.run(doing, context, async (client) => {
    const users: User[] = [];
    const search = `profile.email eq "${wanted.replace(/["\\]/g, '\\$&')}"`;
    for await (const user of await client.userApi.listUsers({ search })) if (user !== null) users.push(user);
    return users;
  });
  return value
    .filter((user) => matches(user, wanted))
    .map(toSubject)
    .find((subject) => subject !== undefined);
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
  const attributes = Object.fromEntries(
    Object.entries(value.profile).flatMap(([name, each]) => {
      const texts = (Array.isArray(each) ? each : [each]).filter(isPlain).map(String);
      const [only] = texts;
      return only === undefined ? [] : [[name, Array.isArray(each) ? texts : only] as const];
    }),
  );
  const named = [attributes.managerEmail, attributes.managerId, attributes.manager].filter(
    (each): each is string => typeof each === 'string' && each !== '',
  );
  return {
    email: subject.email ?? subject.login,
    ...(subject.displayName === undefined ? {} : { displayName: subject.displayName }),
    ...(await managerOf(calls, named, context)),
    groups: value.groups,
    attributes,
  };
}

/** What can be compared with a rule: an admin's own attributes may be of any of these, or lists of them. */
function isPlain(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

async function managerOf(
  calls: OktaCalls,
  named: readonly string[],
  context: CallContext,
): Promise<{ manager?: string }> {
  for (const name of named) {
    if (name.includes('@')) return { manager: normalizeEmail(name) };
    const user = await calls.find(`looking for the manager ${name}`, context, (client) =>
      client.userApi.getUser({ userId: name }),
    );
    const email = user === undefined ? undefined : toSubject(user)?.email;
    if (email !== undefined) return { manager: email };
  }
  return {};
}
