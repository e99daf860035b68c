/** People in Entra ID. */
import { normalizeEmail, type SubjectProfile, samePerson } from '../../domain/people.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import type { CallContext, ListedSubject, ProviderSubject, SubjectQuery, WriteResult } from '../connector.ts';
import { who } from '../entitlement-type.ts';
import { type EntraCalls, isObjectId, literal } from './client.ts';

export interface GraphUser {
  readonly '@odata.type'?: string;
  readonly id: string;
  readonly userPrincipalName?: string | null;
  readonly mail?: string | null;
  readonly displayName?: string | null;
  readonly accountEnabled?: boolean | null;
}

/** The properties of a subject. Without `$select` Graph omits accountEnabled. */
export const USER_FIELDS = 'id,userPrincipalName,mail,displayName,accountEnabled';

export function toSubject(user: GraphUser): ProviderSubject {
  const login = user.userPrincipalName ?? user.id;
  // A guest's principal name (ann_example.com#EXT#@acme.onmicrosoft.com) is not an e-mail address.
  const email = user.mail ?? (login.includes('@') && !login.includes('#EXT#') ? login : undefined);
  return {
    id: user.id,
    login,
    email: email === undefined ? undefined : normalizeEmail(email),
    displayName: user.displayName ?? undefined,
    suspended: user.accountEnabled === false,
  };
}

/**
 * Finds a person by principal name, then by mail; only an exact match counts. A login may be a principal name or an
 * object id. Mail is not unique in Entra ID: if several people have it, the result is an error.
 */
export async function findUser(
  calls: EntraCalls,
  { email, login }: SubjectQuery,
  context: CallContext,
): Promise<ProviderSubject | undefined> {
  const wanted = login ?? email;
  const doing = `looking for ${wanted}`;
  if (isObjectId(wanted)) return findById(calls, wanted, context);
  const byName = `userPrincipalName eq ${literal(wanted)}`;
  const users: GraphUser[] = [];
  for await (const user of calls.pages<GraphUser>(doing, context, {
    method: 'GET',
    path: '/users',
    query: {
      $filter: login === undefined ? `${byName} or mail eq ${literal(wanted)}` : byName,
      $select: USER_FIELDS,
    },
  }))
    users.push(user);
  const named = users.find((user) => samePerson(user.userPrincipalName ?? '', wanted));
  if (named !== undefined) return toSubject(named);
  const [first, second] = users.filter((user) => samePerson(user.mail ?? '', wanted));
  if (second !== undefined)
    throw new ProviderError(
      'invalid',
      `${calls.vendor.name} has several users with the mail ${wanted}; name the right one's principal name under identities in the configuration.`,
      { system: calls.vendor.application },
    );
  return first === undefined ? undefined : toSubject(first);
}

/** Finds a person by object id, which never changes. */
export async function findById(
  calls: EntraCalls,
  id: string,
  context: CallContext,
): Promise<ProviderSubject | undefined> {
  const found = await calls.find<GraphUser>(`looking for ${id}`, context, {
    method: 'GET',
    path: userPath(id),
    query: { $select: USER_FIELDS },
  });
  return found === undefined ? undefined : toSubject(found.body);
}

/** Blocks sign-in: https://learn.microsoft.com/graph/api/user-update (accountEnabled). */
export async function suspend(calls: EntraCalls, subject: ProviderSubject, context: CallContext): Promise<WriteResult> {
  const { body } = await calls.call<GraphUser>(`reading the status of ${who(subject)}`, context, {
    method: 'GET',
    path: userPath(subject.id),
    query: { $select: USER_FIELDS },
  });
  if (body.accountEnabled === false) return { changed: false };
  const { requestId } = await calls.call(`suspending ${who(subject)}`, context, {
    method: 'PATCH',
    path: userPath(subject.id),
    body: { accountEnabled: false },
  });
  return { changed: true, requestId };
}

/**
 * https://learn.microsoft.com/graph/api/user-revokesigninsessions: it may take some minutes, and does not affect
 * guests' home tenants.
 */
export async function endSessions(
  calls: EntraCalls,
  subject: ProviderSubject,
  context: CallContext,
): Promise<WriteResult> {
  const { requestId } = await calls.call(`ending the sessions of ${who(subject)}`, context, {
    method: 'POST',
    path: `${userPath(subject.id)}/revokeSignInSessions`,
  });
  return { changed: true, requestId };
}

/**
 * Properties that become attributes under Graph's own names. `jobTitle` is also `title`, the name at other providers.
 */
const ATTRIBUTES = [
  'department',
  'jobTitle',
  'companyName',
  'officeLocation',
  'employeeId',
  'employeeType',
  'city',
  'state',
  'country',
  'usageLocation',
  'userType',
] as const;

type GraphProfile = GraphUser &
  Partial<Record<(typeof ATTRIBUTES)[number], string | null>> & {
    readonly employeeOrgData?: Readonly<Record<string, unknown>> | null;
    readonly onPremisesExtensionAttributes?: Readonly<Record<string, unknown>> | null;
    readonly manager?: GraphUser | null;
    readonly externalUserState?: string | null;
  };

/**
 * The properties of a profile. `manager` has no $select of its own, because that needs $levels and then the lagging
 * index.
 */
const PROFILE = {
  $select: [USER_FIELDS, ...ATTRIBUTES, 'employeeOrgData', 'onPremisesExtensionAttributes', 'externalUserState'].join(
    ',',
  ),
  $expand: 'manager',
} as const;

/** Department, title, manager, attributes, and direct groups by name and by id. */
export async function readProfile(
  calls: EntraCalls,
  subject: ProviderSubject,
  context: CallContext,
): Promise<SubjectProfile> {
  const doing = `reading the profile of ${who(subject)}`;
  const { body } = await calls.call<GraphProfile>(doing, context, {
    method: 'GET',
    path: userPath(subject.id),
    query: PROFILE,
  });
  const groups: string[] = [];
  for await (const group of membershipsOf(calls, subject, doing, context)) {
    if (typeof group.displayName === 'string') groups.push(group.displayName);
    groups.push(group.id);
  }
  return profileOf(subject, body, groups);
}

function profileOf(subject: ProviderSubject, user: GraphProfile, groups: readonly string[]): SubjectProfile {
  const values: Record<string, unknown> = {
    ...user.employeeOrgData,
    ...user.onPremisesExtensionAttributes,
    ...Object.fromEntries(ATTRIBUTES.map((name) => [name, user[name]])),
    title: user.jobTitle,
  };
  const attributes = Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      typeof value === 'string' && value !== '' ? [[name, value]] : [],
    ),
  );
  const manager = user.manager == null ? undefined : toSubject(user.manager).email;
  return {
    email: subject.email ?? subject.login,
    ...(subject.displayName === undefined ? {} : { displayName: subject.displayName }),
    ...(manager === undefined ? {} : { manager }),
    groups,
    attributes,
  };
}

/**
 * All users who may sign in, without blocked users and guests who have not accepted the invitation. The request has no
 * filter, so that Graph reads the directory itself and not its index.
 */
export async function* listUsers(calls: EntraCalls, context: CallContext): AsyncIterable<ListedSubject> {
  for await (const user of calls.pages<GraphProfile>('listing the users', context, {
    method: 'GET',
    path: '/users',
    query: { ...PROFILE, $top: MOST },
  })) {
    const subject = toSubject(user);
    if (subject.suspended === true || user.externalUserState === 'PendingAcceptance') continue;
    yield { ...subject, paused: false, profile: profileOf(subject, user, []) };
  }
}

/**
 * Direct groups of a person, of every kind (https://learn.microsoft.com/graph/api/user-list-memberof: not transitive).
 */
export async function* membershipsOf(
  calls: EntraCalls,
  subject: ProviderSubject,
  doing: string,
  context: CallContext,
): AsyncIterable<{ readonly id: string; readonly displayName?: string | null }> {
  for await (const each of calls.pages<GraphUser>(doing, context, {
    method: 'GET',
    path: `${userPath(subject.id)}/memberOf`,
    query: { $select: 'id,displayName', $top: MOST },
  }))
    if (each['@odata.type'] === '#microsoft.graph.group') yield each;
}

/** Graph's largest page of directory objects. */
export const MOST = 999;

export function userPath(id: string): string {
  return `/users/${encodeURIComponent(id)}`;
}
