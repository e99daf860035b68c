/** The entitlement type `group`: membership of a group of the Jira site. */
import { orAlready } from '../atlassian.ts';
import type { CallContext, ProviderSubject } from '../connector.ts';
import { type EntitlementType, onlyId, who } from '../entitlement-type.ts';
import type { JiraCalls } from './client.ts';
import { eachItem } from './pages.ts';
import { toSubject } from './subjects.ts';

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
    const groups = eachItem<Group>(
      calls,
      `looking for the group ${name}`,
      context.signal,
      ({ v3 }, startAt, maxResults) => v3.groups.bulkGetGroups({ groupName: [name], startAt, maxResults }),
    );
    for await (const each of groups) if (each.name === name) found.push({ id: each.groupId ?? undefined });
    return onlyId(found, 'group', name, calls.vendor);
  },

  give(calls, subject, { id, label }, context) {
    const added = calls.change(`adding ${who(subject)} to ${label}`, context.signal, ({ v3 }) =>
      v3.groups.addUserToGroup({ groupId: id, accountId: subject.id }),
    );
    return orAlready(added);
  },

  take(calls, subject, { id, label }, context) {
    return calls.change(`removing ${who(subject)} from ${label}`, context.signal, ({ v3 }) =>
      v3.groups.removeUserFromGroup({ groupId: id, accountId: subject.id }),
    );
  },

  /** By the person's groups: they are few, but a group can have many thousands of members. */
  async holds(calls, subject, { id }, context) {
    return (await groupsOf(calls, subject, context)).some((each) => each.groupId === id);
  },

  async *members(calls, { id, label }, context) {
    const users = eachItem(calls, `listing the members of ${label}`, context.signal, ({ v3 }, startAt, maxResults) =>
      v3.groups.getUsersFromGroup({ groupId: id, includeInactiveUsers: true, startAt, maxResults }),
    );
    for await (const user of users) {
      const subject = toSubject(user);
      if (subject !== undefined) yield subject;
    }
  },

  async *list(calls, search, context) {
    const groups = eachItem<Group>(calls, 'listing groups', context.signal, ({ v3 }, startAt, maxResults) =>
      v3.groups.bulkGetGroups({ startAt, maxResults }),
    );
    for await (const { groupId, name } of groups) {
      if (!groupId || name === undefined) continue;
      if (search === undefined || name.toLowerCase().includes(search.toLowerCase()))
        yield { type: 'group', id: groupId, name };
    }
  },
};

/** The groups that a person is in. */
export async function groupsOf(
  calls: JiraCalls,
  subject: ProviderSubject,
  { signal }: CallContext,
): Promise<readonly Group[]> {
  const groups = await calls.find<readonly Group[]>(`reading the groups of ${who(subject)}`, signal, ({ v3 }) =>
    v3.users.getUserGroups({ accountId: subject.id }),
  );
  return groups ?? [];
}
