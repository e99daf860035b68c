/**
 * The entitlement types `repository` and `project`: a person's explicit permission there, `parameters.permission`. A
 * person has one explicit permission per place, so granting replaces the previous one. Permissions through a group, the
 * project or the workspace do not count (https://developer.atlassian.com/cloud/bitbucket/rest/api-group-repositories/).
 */
import type { Entitlement } from '../../domain/policy.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import { choicesOf } from '../about.ts';
import type { CallContext, ProviderSubject } from '../connector.ts';
import { type EntitlementType, type HeldHere, oneOf, onlyId, who } from '../entitlement-type.ts';
import { ABOUT } from './about.ts';
import { type BitbucketCalls, path, quoted } from './client.ts';
import { membersOf } from './group.ts';
import { type Account, toSubject } from './members.ts';

interface Place {
  readonly type: 'repository' | 'project';
  /** Ordered from the weakest. */
  readonly permissions: readonly string[];
  /** The place's identifier in paths: its slug or key. */
  idOf(found: Found): string | undefined;
  readonly idField: 'slug' | 'key';
  all(calls: BitbucketCalls): string;
  one(calls: BitbucketCalls, id: string): string;
}

interface Found {
  readonly slug?: string;
  readonly key?: string;
  readonly name?: string;
  readonly description?: string;
}

interface Permission {
  /** `none` if there is no explicit permission. */
  readonly permission?: string;
  readonly user?: Account;
}

interface GroupPermission {
  readonly permission?: string;
  readonly group?: { readonly slug?: string; readonly name?: string };
}

export const repository = permissionType({
  type: 'repository',
  permissions: choicesOf(ABOUT, 'repository', 'permission'),
  idField: 'slug',
  idOf: (found) => found.slug,
  all: (calls) => path('2.0', 'repositories', calls.workspace),
  one: (calls, id) => path('2.0', 'repositories', calls.workspace, id),
});

export const project = permissionType({
  type: 'project',
  permissions: choicesOf(ABOUT, 'project', 'permission'),
  idField: 'key',
  idOf: (found) => found.key,
  all: (calls) => calls.inWorkspace('projects'),
  one: (calls, id) => calls.inWorkspace('projects', id),
});

/** The path of the explicit permissions of people; Test Connection uses it too. */
export function permissionsPath(place: string, ...user: readonly string[]): string {
  return [place, 'permissions-config', 'users', ...user.map(encodeURIComponent)].join('/');
}

export interface PermissionType extends EntitlementType<BitbucketCalls> {
  placeOf(calls: BitbucketCalls, id: string): string;
}

function permissionType(place: Place): PermissionType {
  const explicit = async (calls: BitbucketCalls, subject: ProviderSubject, id: string, context: CallContext) => {
    const doing = `reading the permission of ${who(subject)} on the ${place.type} ${id}`;
    const found = await calls.http.find<Permission>(doing, context, {
      method: 'GET',
      path: permissionsPath(place.one(calls, id), subject.id),
    });
    // Either the person or the place does not exist. The members of an invisible place are unknown, so this must not
    // read as "nobody".
    if (found === undefined) await calls.http.call(doing, context, { method: 'GET', path: place.one(calls, id) });
    return found?.body.permission;
  };

  return {
    type: place.type,
    placeOf: place.one,

    async resolve(calls, entitlement, context) {
      wantedPermission(calls, place, entitlement);
      if (entitlement.id !== undefined) return entitlement.id;
      const name = entitlement.name ?? '';
      const doing = `looking for the ${place.type} ${name}`;
      const query = { q: `name=${quoted(name)} OR ${place.idField}=${quoted(name)}` };
      const found: { id: string | undefined }[] = [];
      for await (const each of calls.pages<Found>(doing, context, place.all(calls), query))
        if (each.name === name || place.idOf(each) === name) found.push({ id: place.idOf(each) });
      return onlyId(found, place.type, name, calls.vendor);
    },

    oneValueOf: (calls, entitlement) =>
      oneOf('permission', wantedPermission(calls, place, entitlement), place.permissions),

    async give(calls, subject, { id, label, entitlement }, context) {
      const permission = wantedPermission(calls, place, entitlement);
      const doing = `giving ${who(subject)} ${permission} on the ${place.type} ${label}`;
      const { requestId } = await calls.http.call(doing, context, {
        method: 'PUT',
        path: permissionsPath(place.one(calls, id), subject.id),
        body: { permission },
      });
      return requestId;
    },

    async take(calls, subject, { id, label }, context) {
      const doing = `taking the permission of ${who(subject)} on the ${place.type} ${label}`;
      const { requestId } = await calls.http.call(doing, context, {
        method: 'DELETE',
        path: permissionsPath(place.one(calls, id), subject.id),
      });
      return requestId;
    },

    async holds(calls, subject, { id, entitlement }, context) {
      return (await explicit(calls, subject, id, context)) === wantedPermission(calls, place, entitlement);
    },

    async held(calls, subject, { id, entitlement }, context) {
      const found: HeldHere[] = [];
      const as = (permission: string) => ({ parameters: { ...entitlement.parameters, permission } });
      const own = await explicit(calls, subject, id, context);
      if (own !== undefined && own !== 'none') found.push({ way: 'direct', ...as(own) });
      const doing = `listing which groups have permissions on the ${place.type} ${id}`;
      const groups = `${place.one(calls, id)}/permissions-config/groups`;
      for await (const { permission, group } of calls.pages<GroupPermission>(doing, context, groups)) {
        if (permission === undefined || permission === 'none' || group?.slug === undefined) continue;
        const members = await membersOf(calls, group.slug, group.name ?? group.slug, context);
        if (members.some((each) => each.uuid === subject.id))
          found.push({ way: 'group', through: group.name, ...as(permission), apart: true });
      }
      return found;
    },

    async *members(calls, { id, label, entitlement }, context) {
      const wanted = wantedPermission(calls, place, entitlement);
      const doing = `listing who has permissions on the ${place.type} ${label}`;
      const users = permissionsPath(place.one(calls, id));
      for await (const { permission, user } of calls.pages<Permission>(doing, context, users)) {
        const subject = permission === wanted ? toSubject(user) : undefined;
        if (subject !== undefined) yield subject;
      }
    },

    async *list(calls, search, context) {
      const query = search === undefined ? {} : { q: `name ~ ${quoted(search)}` };
      const description = `parameters.permission: ${place.permissions.join(', ')}`;
      for await (const each of calls.pages<Found>(`listing ${place.type} names`, context, place.all(calls), query)) {
        const id = place.idOf(each);
        if (id !== undefined) yield { type: place.type, id, name: each.name ?? id, description };
      }
    },
  };
}

function wantedPermission(calls: BitbucketCalls, { type, permissions }: Place, entitlement: Entitlement): string {
  const wanted = entitlement.parameters?.permission;
  if (wanted !== undefined && permissions.includes(wanted)) return wanted;
  throw new ProviderError(
    'invalid',
    `The ${type} ${entitlement.name ?? entitlement.id} needs parameters.permission in the configuration: one of ${permissions.join(', ')}.`,
    { system: calls.vendor.application },
  );
}
