/**
 * The entitlement type `group`: membership of a user group of the workspace. API 2.0 cannot change groups, so this uses
 * the calls of API 1.0 that Atlassian keeps until it can
 * (https://support.atlassian.com/bitbucket-cloud/docs/groups-endpoint/). Lists are not paged.
 */
import { ProviderError } from '../../domain/provider-error.ts';
import type { CallContext } from '../connector.ts';
import { type EntitlementType, onlyId, who } from '../entitlement-type.ts';
import { type BitbucketCalls, path } from './client.ts';
import { type Account, toSubject } from './members.ts';

interface Group {
  readonly slug?: string;
  readonly name?: string;
}

export const group: EntitlementType<BitbucketCalls> = {
  type: 'group',

  async resolve(calls, entitlement, context) {
    if (entitlement.id !== undefined) return entitlement.id;
    const name = entitlement.name ?? '';
    const groups = await groupsOf(calls, `looking for the group ${name}`, context);
    return onlyId(
      groups.filter((each) => each.name === name).map(({ slug }) => ({ id: slug })),
      'group',
      name,
      calls.vendor,
    );
  },

  async give(calls, subject, { id, label }, context) {
    try {
      const { requestId } = await calls.http.call(`adding ${who(subject)} to ${label}`, context, {
        method: 'PUT',
        path: groupPath(calls, id, 'members', subject.id),
        // The call requires an empty JSON body.
        body: {},
      });
      return requestId;
    } catch (error) {
      // Already a member: another caller was faster, or our earlier attempt succeeded.
      if (error instanceof ProviderError && error.details.status === 409) return error.details.requestId;
      throw error;
    }
  },

  async take(calls, subject, { id, label }, context) {
    const { requestId } = await calls.http.call(`removing ${who(subject)} from ${label}`, context, {
      method: 'DELETE',
      path: groupPath(calls, id, 'members', subject.id),
    });
    return requestId;
  },

  async holds(calls, subject, { id, label }, context) {
    const members = await membersOf(calls, id, label, context);
    return members.some((each) => each.uuid === subject.id);
  },

  async *members(calls, { id, label }, context) {
    for (const each of await membersOf(calls, id, label, context)) {
      const subject = toSubject(each);
      if (subject !== undefined) yield subject;
    }
  },

  async *list(calls, search, context) {
    for (const { slug, name } of await groupsOf(calls, 'listing groups', context)) {
      if (slug === undefined || name === undefined) continue;
      if (search === undefined || name.toLowerCase().includes(search.toLowerCase()))
        yield { type: 'group', id: slug, name };
    }
  },
};

export function groupPath(calls: BitbucketCalls, ...segments: readonly string[]): string {
  return path('1.0', 'groups', calls.workspace, ...segments);
}

async function groupsOf(calls: BitbucketCalls, doing: string, context: CallContext): Promise<readonly Group[]> {
  const { body } = await calls.http.call<readonly Group[]>(doing, context, { method: 'GET', path: groupPath(calls) });
  return body;
}

export async function membersOf(
  calls: BitbucketCalls,
  slug: string,
  label: string,
  context: CallContext,
): Promise<readonly Account[]> {
  const { body } = await calls.http.call<readonly Account[]>(`reading the members of ${label}`, context, {
    method: 'GET',
    path: groupPath(calls, slug, 'members'),
  });
  return body;
}
