/** The entitlement type `group`: membership of a group of the Confluence site. */
import { orAlready } from '../atlassian.ts';
import type { ProviderSubject } from '../connector.ts';
import { type EntitlementType, onlyId, who } from '../entitlement-type.ts';
import type { ConfluenceCalls } from './client.ts';
import { type ConfluenceUser, toSubject } from './users.ts';

interface Group {
  readonly id?: string;
  readonly name?: string;
}

const MEMBERSHIP = 'wiki/rest/api/group/userByGroupId';

export const group: EntitlementType<ConfluenceCalls> = {
  type: 'group',

  async resolve(calls, entitlement, context) {
    if (entitlement.id !== undefined) return entitlement.id;
    const name = entitlement.name ?? '';
    const found: Group[] = [];
    const groups = calls.pagesV1<Group>(`looking for the group ${name}`, context, 'wiki/rest/api/group/picker', {
      query: name,
    });
    for await (const each of groups) if (each.name === name) found.push(each);
    return onlyId(found, 'group', name, calls.vendor);
  },

  give(calls, subject, { id, label }, context) {
    const doing = `adding ${who(subject)} to ${label}`;
    const added = calls.http.call(doing, context, {
      method: 'POST',
      path: MEMBERSHIP,
      query: { groupId: id },
      body: { accountId: subject.id },
    });
    return orAlready(added.then(({ requestId }) => requestId));
  },

  async take(calls, subject, { id, label }, context) {
    const { requestId } = await calls.http.call(`removing ${who(subject)} from ${label}`, context, {
      method: 'DELETE',
      path: MEMBERSHIP,
      query: { groupId: id, accountId: subject.id },
    });
    return requestId;
  },

  /** By the person's groups: they are few, but a group can have many thousands of members. */
  async holds(calls, subject, { id }, context) {
    for await (const each of groupsOf(calls, subject, context)) if (each.id === id) return true;
    return false;
  },

  async *members(calls, { id, label }, context) {
    const path = `wiki/rest/api/group/${encodeURIComponent(id)}/membersByGroupId`;
    for await (const user of calls.pagesV1<ConfluenceUser>(`listing the members of ${label}`, context, path)) {
      const subject = toSubject(user);
      if (subject !== undefined) yield subject;
    }
  },

  async *list(calls, search, context) {
    const path = search === undefined ? 'wiki/rest/api/group' : 'wiki/rest/api/group/picker';
    const query = search === undefined ? {} : { query: search };
    for await (const { id, name } of calls.pagesV1<Group>('listing groups', context, path, query))
      if (id !== undefined && name !== undefined) yield { type: 'group', id, name };
  },
};

/** The groups that a person is in. */
export function groupsOf(
  calls: ConfluenceCalls,
  subject: ProviderSubject,
  context: Parameters<typeof group.holds>[3],
): AsyncIterable<Group> {
  const doing = `reading the groups of ${who(subject)}`;
  return calls.pagesV1<Group>(doing, context, 'wiki/rest/api/user/memberof', { accountId: subject.id });
}
