/** People in Google Workspace. */
import type { admin_directory_v1 } from '@googleapis/admin';
import { normalizeEmail, type SubjectProfile, samePerson } from '../../domain/people.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import type { CallContext, ListedSubject, ProviderSubject, SubjectQuery, WriteResult } from '../connector.ts';
import { who } from '../entitlement-type.ts';
import { CUSTOMER, type GoogleCalls, literal } from './client.ts';

type GoogleUser = admin_directory_v1.Schema$User;

export function toSubject(user: GoogleUser): ProviderSubject | undefined {
  const { id, primaryEmail, name, suspended, archived } = user;
  if (typeof id !== 'string' || typeof primaryEmail !== 'string') return undefined;
  return {
    id,
    login: primaryEmail,
    email: normalizeEmail(primaryEmail),
    displayName: name?.fullName ?? undefined,
    // An archived user cannot sign in either.
    suspended: suspended === true || archived === true,
  };
}

/** Finds a person by primary address, alias or id; only an exact match counts. */
export async function findUser(
  calls: GoogleCalls,
  { email, login }: SubjectQuery,
  context: CallContext,
): Promise<ProviderSubject | undefined> {
  const wanted = login ?? email;
  const doing = `looking for ${wanted}`;
  try {
    const user = await calls.find(doing, context, 'user.readonly', (directory) =>
      directory.users.get({ userKey: wanted }),
    );
    return user !== undefined && isCalled(user, wanted) ? toSubject(user) : undefined;
  } catch (error) {
    // For an address of a foreign domain Google answers 403, as for lack of permission. The list distinguishes them.
    if (!(error instanceof ProviderError) || error.kind !== 'forbidden') throw error;
  }
  for await (const page of calls.pages(doing, context, 'user.readonly', (directory, pageToken) =>
    directory.users.list({ customer: CUSTOMER, query: `email=${literal(wanted)}`, ...next(pageToken) }),
  ))
    for (const user of page.users ?? []) if (isCalled(user, wanted)) return toSubject(user);
  return undefined;
}

/** Finds a person by Google's own id, which stays if the primary address changes. */
export async function findById(
  calls: GoogleCalls,
  id: string,
  context: CallContext,
): Promise<ProviderSubject | undefined> {
  const user = await calls.find(`looking for the user ${id}`, context, 'user.readonly', (directory) =>
    directory.users.get({ userKey: id }),
  );
  return user?.id === id ? toSubject(user) : undefined;
}

function isCalled({ id, primaryEmail, aliases, nonEditableAliases }: GoogleUser, wanted: string): boolean {
  return [id, primaryEmail, ...(aliases ?? []), ...(nonEditableAliases ?? [])].some(
    (each) => typeof each === 'string' && samePerson(each, wanted),
  );
}

/** https://developers.google.com/workspace/admin/directory/reference/rest/v1/users/patch */
export async function suspend(
  calls: GoogleCalls,
  subject: ProviderSubject,
  context: CallContext,
): Promise<WriteResult> {
  const userKey = subject.id;
  const user = await calls.run(`reading the status of ${who(subject)}`, context, 'user.readonly', (directory) =>
    directory.users.get({ userKey }),
  );
  if (user.suspended === true) return { changed: false };
  await calls.run(`suspending ${who(subject)}`, context, 'user', (directory) =>
    directory.users.patch({ userKey, requestBody: { suspended: true } }),
  );
  return { changed: true };
}

/** Ends all web and device sessions: https://developers.google.com/workspace/admin/directory/reference/rest/v1/users/signOut */
export async function signOut(
  calls: GoogleCalls,
  subject: ProviderSubject,
  context: CallContext,
): Promise<WriteResult> {
  await calls.run(`ending the sessions of ${who(subject)}`, context, 'user.security', (directory) =>
    directory.users.signOut({ userKey: subject.id }),
  );
  return { changed: true };
}

/**
 * Entries of a user's lists, which the client types loosely:
 * https://developers.google.com/workspace/admin/directory/reference/rest/v1/users
 */
interface Entry {
  readonly type?: string;
  readonly value?: string;
  readonly primary?: boolean;
  readonly department?: string;
  readonly title?: string;
  readonly costCenter?: string;
  readonly description?: string;
}

/** Department, title, manager from the relations, groups by name and address, and custom schemas as `Schema.field`. */
export async function readProfile(
  calls: GoogleCalls,
  subject: ProviderSubject,
  context: CallContext,
): Promise<SubjectProfile> {
  const doing = `reading the profile of ${who(subject)}`;
  const user = await calls.run(doing, context, 'user.readonly', (directory) =>
    directory.users.get({ userKey: subject.id, projection: 'full' }),
  );
  const groups: string[] = [];
  for await (const page of calls.pages(doing, context, 'group.readonly', (directory, pageToken) =>
    directory.groups.list({ userKey: subject.id, maxResults: 200, ...next(pageToken) }),
  ))
    for (const { name, email } of page.groups ?? [])
      groups.push(...[name, email].filter((each): each is string => typeof each === 'string'));
  return profileOf(subject, user, groups);
}

function profileOf(subject: ProviderSubject, user: GoogleUser, groups: readonly string[]): SubjectProfile {
  const organizations = entries(user.organizations);
  const work = organizations.find((each) => each.primary === true) ?? organizations[0];
  const manager = entries(user.relations).find((each) => each.type === 'manager')?.value;
  const values: Record<string, unknown> = {
    ...customAttributes(user.customSchemas),
    department: work?.department,
    title: work?.title,
    costCenter: work?.costCenter,
    employeeType: work?.description,
    employeeId: entries(user.externalIds).find((each) => each.type === 'organization')?.value,
    orgUnitPath: user.orgUnitPath,
  };
  return {
    email: subject.email ?? subject.login,
    ...(subject.displayName === undefined ? {} : { displayName: subject.displayName }),
    ...(manager === undefined || !manager.includes('@') ? {} : { manager: normalizeEmail(manager) }),
    groups,
    attributes: Object.fromEntries(
      Object.entries(values).flatMap(([name, value]) =>
        ['string', 'number', 'boolean'].includes(typeof value) && value !== '' ? [[name, String(value)]] : [],
      ),
    ),
  };
}

/** All users who may sign in, without suspended, archived or deleted ones. */
export async function* listUsers(calls: GoogleCalls, context: CallContext): AsyncIterable<ListedSubject> {
  for await (const page of calls.pages('listing the users', context, 'user.readonly', (directory, pageToken) =>
    directory.users.list({ customer: CUSTOMER, projection: 'full', maxResults: 500, ...next(pageToken) }),
  ))
    for (const user of page.users ?? []) {
      const subject = toSubject(user);
      if (subject === undefined || subject.suspended === true) continue;
      yield { ...subject, paused: false, profile: profileOf(subject, user, []) };
    }
}

/** Fields with several values are omitted, because a rule compares a single one. */
function customAttributes(schemas: GoogleUser['customSchemas']): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(schemas ?? {}).flatMap(([schema, fields]) =>
      Object.entries(fields).map(([field, value]) => [`${schema}.${field}`, value]),
    ),
  );
}

function entries(list: unknown): readonly Entry[] {
  return Array.isArray(list) ? (list as readonly Entry[]) : [];
}

/** The parameter that requests a later page. */
export function next(pageToken: string | undefined): { pageToken?: string } {
  return pageToken === undefined ? {} : { pageToken };
}
