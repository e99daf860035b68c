/** The entitlement type `group`: membership of an Okta group. */
import { ProviderError } from '../../domain/provider-error.ts';
import type { CallContext, ProviderSubject } from '../connector.ts';
import { type EntitlementType, onlyId, who } from '../entitlement-type.ts';
import type { OktaCalls } from './client.ts';
import { toSubject } from './users.ts';

export const group: EntitlementType<OktaCalls> = {
  type: 'group',

  async resolve(calls, entitlement, context) {
    if (entitlement.id !== undefined) return entitlement.id;
    const name = entitlement.name ?? '';
    const found: { id?: string | undefined }[] = [];
    const groups = calls.stream(`looking for the group ${name}`, context, (client) =>
      client.groupApi.listGroups({ q: name }),
    );
    for await (const { id, profile } of groups) if (profile?.name === name) found.push({ id });
    return onlyId(found, 'group', name, calls.vendor);
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

  /** By the person's groups: they are few, but a group can have many thousands of members. */
  async holds(calls, subject, { id }, context) {
    const groups = calls.stream(`reading the groups of ${who(subject)}`, context, (client) =>
      client.userApi.listUserGroups({ userId: subject.id }),
    );
    for await (const each of groups) if (each.id === id) return true;
    return false;
  },

  async held(calls, subject, target, context) {
    if (!(await group.holds(calls, subject, target, context))) return [];
    const rule = await ruleOf(calls, subject, target.id, context);
    return [rule === undefined ? { way: 'direct' } : { way: 'rule', through: rule }];
  },

  async *members(calls, { id, label }, context) {
    const users = calls.stream(`listing the members of ${label}`, context, (client) =>
      client.groupApi.listGroupUsers({ groupId: id, limit: 200 }),
    );
    for await (const user of users) {
      const subject = toSubject(user);
      if (subject !== undefined) yield subject;
    }
  },

  async *list(calls, search, context) {
    const groups = calls.stream('listing groups', context, (client) =>
      client.groupApi.listGroups({ limit: 200, ...(search === undefined ? {} : { q: search }) }),
    );
    for await (const { id, profile, type } of groups) {
      // Built-in groups such as Everyone cannot be granted.
      if (id !== undefined && profile?.name !== undefined && type !== 'BUILT_IN')
        yield { type: 'group', id, name: profile.name, description: profile.description ?? undefined };
    }
  },
};

/**
 * The name of an active rule that puts people into a group, and from which the person is not excluded. Okta does not
 * show which members came by it, so a member by two ways counts as one by the rule.
 */
async function ruleOf(
  calls: OktaCalls,
  subject: ProviderSubject,
  groupId: string,
  context: CallContext,
): Promise<string | undefined> {
  const rules = calls.stream('reading the group rules', context, (client) =>
    client.groupApi.listGroupRules({ limit: 200 }),
  );
  try {
    for await (const { name, status, actions, conditions } of rules) {
      const excluded = conditions?.people?.users?.exclude?.includes(subject.id) === true;
      if (status !== 'ACTIVE' || excluded) continue;
      if (actions?.assignUserToGroups?.groupIds?.includes(groupId) === true) return name;
    }
  } catch (error) {
    // The rules are only for the sentence; a membership of any way is kept.
    if (!(error instanceof ProviderError) || error.kind !== 'forbidden') throw error;
  }
  return undefined;
}
