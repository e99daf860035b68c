/**
 * The entitlement type `space-role`: a role in a space, given to a person; `parameters.role` is its name or id. A
 * person has one role per space, so granting replaces the previous one
 * (https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-space-roles/).
 */
import type { Entitlement } from '../../domain/policy.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import type { CallContext, ProviderSubject } from '../connector.ts';
import { type EntitlementType, oneOf, who } from '../entitlement-type.ts';
import type { ConfluenceCalls } from './client.ts';
import { type Space, spaceByKey, spaceKeyOf, spacesLike } from './spaces.ts';
import { toSubject } from './users.ts';

interface Role {
  readonly id?: string;
  readonly name?: string;
}

interface Assignment {
  readonly principal?: { readonly principalType?: string; readonly principalId?: string };
  readonly roleId?: string;
}

export const spaceRole: EntitlementType<ConfluenceCalls> = {
  type: 'space-role',

  resolve(calls, entitlement, context) {
    roleNameOf(calls, entitlement);
    return spaceKeyOf(calls, entitlement, context);
  },

  /** Each site defines its own roles, so they have no order. */
  oneValueOf: (calls, entitlement) => oneOf('role', roleNameOf(calls, entitlement), []),

  async give(calls, subject, { id, label, entitlement }, context) {
    const { space, roleId } = await roleIn(calls, id, entitlement, context);
    const doing = `giving ${who(subject)} the role ${roleNameOf(calls, entitlement)} in ${label}`;
    return assign(calls, doing, space, subject, roleId, context);
  },

  async take(calls, subject, { id, label }, context) {
    const space = await spaceByKey(calls, id, context);
    // Without a role the person has no access.
    return assign(calls, `taking the role in ${label} from ${who(subject)}`, space, subject, undefined, context);
  },

  async holds(calls, subject, { id, entitlement }, context) {
    const { space, roleId } = await roleIn(calls, id, entitlement, context);
    const own = { 'principal-type': 'USER', 'principal-id': subject.id };
    for await (const each of assignmentsIn(calls, space, own, context))
      if (each.roleId === roleId && each.principal?.principalId === subject.id) return true;
    return false;
  },

  async held(calls, subject, { id, entitlement }, context) {
    const { space, roleId } = await roleIn(calls, id, entitlement, context);
    const own = { 'principal-type': 'USER', 'principal-id': subject.id };
    for await (const each of assignmentsIn(calls, space, own, context)) {
      if (each.roleId === undefined || each.principal?.principalId !== subject.id) continue;
      const role = each.roleId === roleId ? roleNameOf(calls, entitlement) : each.roleId;
      return [{ way: 'direct', parameters: { ...entitlement.parameters, role } }];
    }
    return [];
  },

  async *members(calls, { id, entitlement }, context) {
    const { space, roleId } = await roleIn(calls, id, entitlement, context);
    for await (const { principal } of assignmentsIn(calls, space, { 'role-id': roleId }, context)) {
      const subject =
        principal?.principalType === 'USER' ? toSubject({ accountId: principal.principalId ?? '' }) : undefined;
      if (subject !== undefined) yield subject;
    }
  },

  async *list(calls, search, context) {
    const roles: string[] = [];
    for await (const { name } of rolesOf(calls, {}, context)) if (name !== undefined) roles.push(name);
    // A site without roles has none to list.
    if (roles.length === 0) return;
    const description = `parameters.role: ${roles.join(', ')}`;
    for await (const { key, name } of spacesLike(calls, search, context))
      yield { type: 'space-role', id: key, name: name ?? key, description };
  },
};

function roleNameOf(calls: ConfluenceCalls, { id, name, parameters }: Entitlement): string {
  const role = parameters?.role;
  if (role !== undefined) return role;
  throw new ProviderError(
    'invalid',
    `The role in the space ${name ?? id} needs parameters.role in the configuration: the role's name or id.`,
    { system: calls.vendor.application },
  );
}

/** The space, and the id of the role that the entitlement names by name or id. */
async function roleIn(
  calls: ConfluenceCalls,
  key: string,
  entitlement: Entitlement,
  context: CallContext,
): Promise<{ space: Space; roleId: string }> {
  const wanted = roleNameOf(calls, entitlement);
  const space = await spaceByKey(calls, key, context);
  const names: string[] = [];
  for await (const { id, name } of rolesOf(calls, { 'space-id': space.id }, context)) {
    if (id !== undefined && (id === wanted || name === wanted)) return { space, roleId: id };
    if (name !== undefined) names.push(name);
  }
  throw new ProviderError(
    'not_found',
    `Confluence has no role "${wanted}" in the space ${key}; it has: ${names.join(', ') || 'none'}. Correct the entitlement in the configuration.`,
    { system: calls.vendor.application },
  );
}

function rolesOf(calls: ConfluenceCalls, query: Record<string, string>, context: CallContext): AsyncIterable<Role> {
  return calls.pagesV2<Role>('reading the roles for spaces', context, 'wiki/api/v2/space-roles', query);
}

function assignmentsIn(
  calls: ConfluenceCalls,
  space: Space,
  query: Record<string, string>,
  context: CallContext,
): AsyncIterable<Assignment> {
  const doing = `reading who has roles in the space ${space.key}`;
  return calls.pagesV2<Assignment>(doing, context, assignmentsPath(space), query);
}

async function assign(
  calls: ConfluenceCalls,
  doing: string,
  space: Space,
  subject: ProviderSubject,
  roleId: string | undefined,
  context: CallContext,
): Promise<string | undefined> {
  const principal = { principalType: 'USER', principalId: subject.id };
  const { requestId } = await calls.http.call(doing, context, {
    method: 'POST',
    path: assignmentsPath(space),
    body: [roleId === undefined ? { principal } : { principal, roleId }],
  });
  return requestId;
}

function assignmentsPath(space: Space): string {
  return `wiki/api/v2/spaces/${encodeURIComponent(space.id)}/role-assignments`;
}
