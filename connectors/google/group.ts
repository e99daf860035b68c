/** The entitlement type `group`: direct membership of a Google group, with the role that `parameters.role` names. */
import type { admin_directory_v1 } from '@googleapis/admin';
import { normalizeEmail } from '../../domain/people.ts';
import type { Entitlement } from '../../domain/policy.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import { choicesOf } from '../about.ts';
import type { CallContext, EntitlementInfo, ProviderSubject } from '../connector.ts';
import { type EntitlementType, oneOf, onlyId, who } from '../entitlement-type.ts';
import { onlyParameters } from '../parameters.ts';
import { ABOUT } from './about.ts';
import { CUSTOMER, type GoogleCalls, literal } from './client.ts';
import { next } from './users.ts';

/** From the weakest: https://developers.google.com/workspace/admin/directory/reference/rest/v1/members */
const ROLES = choicesOf(ABOUT, 'group', 'role');
const DUPLICATE = 'duplicate';

/**
 * A person is in a group with one role, and holds only the entitlement of exactly that role. Granting another role
 * changes it. Revoking a role that has changed since does nothing.
 */
export const group: EntitlementType<GoogleCalls> = {
  type: 'group',

  async resolve(calls, entitlement, context) {
    roleOf(calls, entitlement);
    if (entitlement.id !== undefined) return entitlement.id;
    const name = entitlement.name ?? '';
    const doing = `looking for the group ${name}`;
    // Addresses are unique and can be read directly; display names cannot.
    if (name.includes('@')) {
      const found = await calls.find(doing, context, 'group.readonly', (directory) =>
        directory.groups.get({ groupKey: name }),
      );
      return onlyId(found === undefined ? [] : [identified(found)], 'group', name, calls.vendor);
    }
    const named: { id?: string }[] = [];
    for await (const page of calls.pages(doing, context, 'group.readonly', (directory, pageToken) =>
      directory.groups.list({ customer: CUSTOMER, query: `name=${literal(name)}`, ...next(pageToken) }),
    ))
      for (const each of page.groups ?? []) if (each.name === name) named.push(identified(each));
    return onlyId(named, 'group', name, calls.vendor);
  },

  oneValueOf: (calls, entitlement) => oneOf('role', roleOf(calls, entitlement), ROLES),

  async holds(calls, subject, { id, entitlement }, context) {
    const member = await readMember(calls, subject, id, context);
    return member?.role === roleOf(calls, entitlement);
  },

  async held(calls, subject, { id, entitlement }, context) {
    const member = await readMember(calls, subject, id, context);
    if (typeof member?.role === 'string')
      return [{ way: 'direct', parameters: { ...entitlement.parameters, role: member.role } }];
    // Also through groups in the group, whose members are members of it.
    const nested = await calls.find(
      `reading the membership of ${who(subject)}`,
      context,
      'group.readonly',
      (directory) => directory.members.hasMember({ groupKey: id, memberKey: subject.id }),
    );
    if (nested?.isMember !== true) return [];
    return [{ way: 'group', parameters: { ...entitlement.parameters, role: ROLES[0] ?? '' }, apart: true }];
  },

  async give(calls, subject, { id, label, entitlement }, context) {
    const role = roleOf(calls, entitlement);
    const doing = `adding ${who(subject)} to ${label}`;
    try {
      await calls.run(doing, context, 'group.member', (directory) =>
        directory.members.insert({ groupKey: id, requestBody: { email: subject.login, role } }),
      );
    } catch (error) {
      if (!(error instanceof ProviderError) || error.details.code !== DUPLICATE) throw error;
      await calls.run(`making ${who(subject)} ${role} of ${label}`, context, 'group.member', (directory) =>
        directory.members.patch({ groupKey: id, memberKey: subject.id, requestBody: { role } }),
      );
    }
    return undefined;
  },

  async take(calls, subject, { id, label }, context) {
    // 404: another caller was quicker, or the group is deleted, and the membership with it.
    await calls.find(`removing ${who(subject)} from ${label}`, context, 'group.member', (directory) =>
      directory.members.delete({ groupKey: id, memberKey: subject.id }),
    );
    return undefined;
  },

  members: (calls, { id, label, entitlement }, context) =>
    membersOf(calls, id, label, roleOf(calls, entitlement), context),

  async *list(calls, search, context): AsyncIterable<EntitlementInfo> {
    const query = search === undefined ? {} : { query: `name:${literal(search)}*` };
    for await (const page of calls.pages('listing groups', context, 'group.readonly', (directory, pageToken) =>
      directory.groups.list({ customer: CUSTOMER, maxResults: 200, ...query, ...next(pageToken) }),
    ))
      for (const { id, name, email, description } of page.groups ?? [])
        if (typeof id === 'string')
          yield {
            type: 'group',
            id,
            name: name ?? email ?? id,
            description: [email, description].filter(Boolean).join(': '),
          };
  },
};

/** @param role only members with this role; all members if absent. */
async function* membersOf(
  calls: GoogleCalls,
  groupKey: string,
  label: string,
  role: string | undefined,
  context: CallContext,
): AsyncIterable<ProviderSubject> {
  const roles = role === undefined ? {} : { roles: role };
  for await (const page of calls.pages(
    `listing the members of ${label}`,
    context,
    'group.readonly',
    (directory, pageToken) => directory.members.list({ groupKey, ...roles, maxResults: 200, ...next(pageToken) }),
  ))
    for (const member of page.members ?? []) {
      const { id, email, type, status } = member;
      // Groups can be members, and so can the whole company.
      if (type !== 'USER' || typeof id !== 'string' || typeof email !== 'string') continue;
      if (role !== undefined && member.role !== role) continue;
      yield {
        id,
        login: email,
        email: normalizeEmail(email),
        suspended: status === 'SUSPENDED' || status === 'ARCHIVED',
      };
    }
}

/** The members, managers and owners of a group, by the name or address that profiles report. */
export async function* listGroupMembers(
  calls: GoogleCalls,
  name: string,
  context: CallContext,
): AsyncIterable<ProviderSubject> {
  const id = await group.resolve(calls, { type: 'group', name }, context);
  yield* membersOf(calls, id, name, undefined, context);
}

/** Direct membership only. */
async function readMember(
  calls: GoogleCalls,
  subject: ProviderSubject,
  groupKey: string,
  context: CallContext,
): Promise<admin_directory_v1.Schema$Member | undefined> {
  return calls.find(`reading the membership of ${who(subject)}`, context, 'group.readonly', (directory) =>
    directory.members.get({ groupKey, memberKey: subject.id }),
  );
}

function identified({ id }: admin_directory_v1.Schema$Group): { id?: string } {
  return typeof id === 'string' ? { id } : {};
}

/** @throws ProviderError for a role that groups do not have. */
function roleOf({ vendor }: GoogleCalls, entitlement: Entitlement): string {
  onlyParameters(vendor, ABOUT, entitlement);
  const given = entitlement.parameters?.role ?? ROLES[0];
  const role = ROLES.find((each) => each === given.toUpperCase());
  if (role !== undefined) return role;
  throw new ProviderError(
    'invalid',
    `${vendor.name} has no role "${given}" in a group; use one of: ${ROLES.join(', ')}.`,
    { system: vendor.application },
  );
}
