/**
 * The entitlement type `space-permission`: one operation on one kind of object in a space, given to a person. It works
 * only on sites that have not switched to space roles. Confluence has two rules
 * (https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-space-permissions/): a person needs `read` before
 * any other permission, and losing `read` removes all of the person's permissions in the space.
 */
import type { Entitlement } from '../../domain/policy.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import { orAlready } from '../atlassian.ts';
import type { CallContext, ProviderSubject } from '../connector.ts';
import { type EntitlementType, type HeldHere, who } from '../entitlement-type.ts';
import type { ConfluenceCalls } from './client.ts';
import { groupsOf } from './group.ts';
import { spaceByKey, spaceKeyOf, spacesLike } from './spaces.ts';
import { toSubject } from './users.ts';

interface Permission {
  readonly id?: string;
  readonly principal?: { readonly type?: string; readonly id?: string };
  readonly operation?: { readonly key?: string; readonly targetType?: string };
}

interface Wanted {
  readonly operation: string;
  readonly target: string;
}

export const spacePermission: EntitlementType<ConfluenceCalls> = {
  type: 'space-permission',

  resolve(calls, entitlement, context) {
    wantedOf(calls, entitlement);
    return spaceKeyOf(calls, entitlement, context);
  },

  give(calls, subject, { id, label, entitlement }, context) {
    const { operation, target } = wantedOf(calls, entitlement);
    const doing = `giving ${who(subject)} ${operation} ${target} in ${label}`;
    const given = calls.http.call(doing, context, {
      method: 'POST',
      path: `wiki/rest/api/space/${encodeURIComponent(id)}/permission`,
      body: { subject: { type: 'user', identifier: subject.id }, operation: { key: operation, target } },
    });
    return orAlready(given.then(({ requestId }) => requestId));
  },

  async take(calls, subject, { id, label, entitlement }, context) {
    const { operation, target } = wantedOf(calls, entitlement);
    const held = await find(calls, subject, id, entitlement, context);
    if (held?.id === undefined) return undefined;
    const doing = `taking ${operation} ${target} in ${label} from ${who(subject)}`;
    const { requestId } = await calls.http.call(doing, context, {
      method: 'DELETE',
      path: `wiki/rest/api/space/${encodeURIComponent(id)}/permission/${encodeURIComponent(held.id)}`,
    });
    return requestId;
  },

  async holds(calls, subject, { id, entitlement }, context) {
    return (await find(calls, subject, id, entitlement, context)) !== undefined;
  },

  async held(calls, subject, { id, entitlement }, context) {
    const wanted = wantedOf(calls, entitlement);
    const groups = new Map<string, string | undefined>();
    for await (const each of groupsOf(calls, subject, context))
      if (each.id !== undefined) groups.set(each.id, each.name);
    const found: HeldHere[] = [];
    for await (const { principal, operation } of permissionsOf(calls, id, context)) {
      if (operation?.key !== wanted.operation || operation.targetType !== wanted.target) continue;
      if (principal?.type === 'user' && principal.id === subject.id) found.unshift({ way: 'direct' });
      if (principal?.type === 'group' && groups.has(principal.id ?? ''))
        found.push({ way: 'group', through: groups.get(principal.id ?? ''), apart: true });
    }
    return found;
  },

  async *members(calls, { id, entitlement }, context) {
    const wanted = wantedOf(calls, entitlement);
    for await (const each of permissionsOf(calls, id, context)) {
      const subject = matches(each, wanted) ? toSubject({ accountId: each.principal?.id ?? '' }) : undefined;
      if (subject !== undefined) yield subject;
    }
  },

  async *list(calls, search, context) {
    for await (const { key, name } of spacesLike(calls, search, context))
      yield { type: 'space-permission', id: key, name: name ?? key, description: 'parameters: operation, target' };
  },
};

function wantedOf(calls: ConfluenceCalls, { id, name, parameters }: Entitlement): Wanted {
  const { operation, target = 'space' } = parameters ?? {};
  if (operation !== undefined) return { operation, target };
  throw new ProviderError(
    'invalid',
    `The permission in the space ${name ?? id} needs parameters.operation and parameters.target in the configuration, such as read and space, or create and page.`,
    { system: calls.vendor.application },
  );
}

async function* permissionsOf(calls: ConfluenceCalls, key: string, context: CallContext): AsyncIterable<Permission> {
  const space = await spaceByKey(calls, key, context);
  const path = `wiki/api/v2/spaces/${encodeURIComponent(space.id)}/permissions`;
  yield* calls.pagesV2<Permission>(`reading the permissions of the space ${key}`, context, path);
}

async function find(
  calls: ConfluenceCalls,
  subject: ProviderSubject,
  key: string,
  entitlement: Entitlement,
  context: CallContext,
): Promise<Permission | undefined> {
  const wanted = wantedOf(calls, entitlement);
  for await (const each of permissionsOf(calls, key, context))
    if (each.principal?.id === subject.id && matches(each, wanted)) return each;
  return undefined;
}

/** A person's direct permission; permissions of groups and user classes are left out. */
function matches({ principal, operation }: Permission, { operation: key, target }: Wanted): boolean {
  return principal?.type === 'user' && operation?.key === key && operation.targetType === target;
}
