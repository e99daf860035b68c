/** The entitlement type `group`: membership of an Okta group. */
import type { Group } from '@okta/okta-sdk-nodejs';
import type { EntitlementInfo, ProviderSubject } from '../connector.ts';
import { type EntitlementType, onlyId, who } from '../entitlement-type.ts';
import type { OktaCalls } from './client.ts';
import { toSubject } from './users.ts';

export const group: EntitlementType<OktaCalls> = {
  type: 'group',

  async resolve(calls, entitlement, context) {
    if (entitlement.id !== undefined) return entitlement.id;
    const name = entitlement.name ?? '';
    const { value } = await calls.run(`looking for the group ${name}`, context, async (client) => {
      const found: Group[] = [];
      for await (const each of await client.groupApi.listGroups({ q: name }))
        if (each?.profile?.name === name) found.push(each);
      return found;
    });
    return onlyId(value, 'group', name, calls.vendor);
  },

  async give(calls, subject, { id, label }, context) {
    const { requestId } = await calls.run(`adding ${who(subject)} to ${label}`, context, (client) =>
      client.groupApi.assignUserToGroup({ groupId: id, userId: subject.id }),
    );
    return requestId;
  },

  async take(calls, subject, { id, label }, context) {
    const { requestId } = await calls.run(`removing ${who(subject)} from ${label}`, context, (client) =>
      client.groupApi.unassignUserFromGroup({ groupId: id, userId: subject.id }),
    );
    return requestId;
  },

  /** By the person's groups: they are few, and a group's members may be many thousands. */
  async holds(calls, subject, { id }, context) {
    const { value } = await calls.run(`reading the groups of ${who(subject)}`, context, async (client) => {
      for await (const each of await client.userApi.listUserGroups({ userId: subject.id }))
        if (each?.id === id) return true;
      return false;
    });
    return value;
  },

  async *members(calls, { id, label }, context) {
    const { value } = await calls.run(`listing the members of ${label}`, context, async (client) => {
      const found: ProviderSubject[] = [];
      for await (const user of await client.groupApi.listGroupUsers({ groupId: id, limit: 200 })) {
        const subject = user === null ? undefined : toSubject(user);
        if (subject !== undefined) found.push(subject);
      }
      return found;
    });
    yield* value;
  },

  async *list(calls, search, context) {
    const { value } = await calls.run('listing groups', context, async (client) => {
      const found: EntitlementInfo[] = [];
      for await (const each of await client.groupApi.listGroups({
        limit: 200,
        ...(search === undefined ? {} : { q: search }),
      })) {
        const { id, profile } = each ?? {};
        // Built-in groups such as Everyone cannot be given.
        if (id !== undefined && profile?.name !== undefined && each?.type !== 'BUILT_IN') {
          found.push({ type: 'group', id, name: profile.name, description: profile.description ?? undefined });
        }
      }
      return found;
    });
    yield* value;
  },
};
