/** The entitlement type `group`: membership of a group of the Jira site. */
import { orAlready } from '../atlassian.ts';
import { type EntitlementType, onlyId, who } from '../entitlement-type.ts';
import type { JiraCalls } from './client.ts';
import { type JiraUser, toSubject } from './users.ts';

/** The most that Jira gives at once. */
const PAGE = 50;

interface Group {
  readonly groupId?: string | null;
  readonly name?: string;
}

export const group: EntitlementType<JiraCalls> = {
  type: 'group',

  async resolve(calls, entitlement, context) {
    if (entitlement.id !== undefined) return entitlement.id;
    const name = entitlement.name ?? '';
    const found: { id: string | undefined }[] = [];
    const groups = calls.pages<Group>(`looking for the group ${name}`, context, (client, startAt) =>
      client.groups.bulkGetGroups({ groupName: [name], startAt, maxResults: PAGE }),
    );
    for await (const each of groups) if (each.name === name) found.push({ id: each.groupId ?? undefined });
    return onlyId(found, 'group', name, calls.vendor);
  },

  give(calls, subject, { id, label }, context) {
    const added = calls.run(`adding ${who(subject)} to ${label}`, context, (client) =>
      client.groups.addUserToGroup({ groupId: id, accountId: subject.id }),
    );
    return orAlready(added.then(({ requestId }) => requestId));
  },

  async take(calls, subject, { id, label }, context) {
    const { requestId } = await calls.run(`removing ${who(subject)} from ${label}`, context, (client) =>
      client.groups.removeUserFromGroup({ groupId: id, accountId: subject.id }),
    );
    return requestId;
  },

  /** By the person's groups: they are few, and a group's members may be many thousands. */
  async holds(calls, subject, { id }, context) {
    const groups = await calls.find<readonly Group[]>(`reading the groups of ${who(subject)}`, context, (client) =>
      client.users.getUserGroups({ accountId: subject.id }),
    );
    return groups?.some((each) => each.groupId === id) === true;
  },

  async *members(calls, { id, label }, context) {
    const users = calls.pages<JiraUser>(`listing the members of ${label}`, context, (client, startAt) =>
      client.groups.getUsersFromGroup({ groupId: id, includeInactiveUsers: true, startAt, maxResults: PAGE }),
    );
    for await (const user of users) {
      const subject = toSubject(user);
      if (subject !== undefined) yield subject;
    }
  },

  async *list(calls, search, context) {
    const groups = calls.pages<Group>('listing groups', context, (client, startAt) =>
      client.groups.bulkGetGroups({ startAt, maxResults: PAGE }),
    );
    for await (const { groupId, name } of groups) {
      if (!groupId || name === undefined) continue;
      if (search === undefined || name.toLowerCase().includes(search.toLowerCase()))
        yield { type: 'group', id: groupId, name };
    }
  },
};
