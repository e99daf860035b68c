/** The entitlement type `group`: membership of an Okta group. */
import type { Group } from '@okta/okta-sdk-nodejs';
import { ProviderError } from '../../domain/provider-error.ts';
import type { EntitlementInfo, ProviderSubject } from '../connector.ts';
import type { EntitlementType } from './entitlement-type.ts';
import { toSubject } from './users.ts';

export const group: EntitlementType = {
  type: 'group',

  async resolve(calls, entitlement, application, context) {
    if (entitlement.id !== undefined) return entitlement.id;
    const name = entitlement.name ?? '';
    const { value } = await calls.run(`looking for the group ${name}`, context, async (client) => {
      const found: Group[] = [];
      for await (const each of await client.groupApi.listGroups({ q: name }))
        if (each?.profile?.name === name) found.push(each);
      return found;
    });
    return onlyId(value, 'group', name, application);
  },

  async grant(calls, subject, id, entitlement, context) {
    if (await this.holds(calls, subject, id, context)) return { changed: false };
    const doing = `adding ${who(subject)} to ${entitlement.name ?? id}`;
    const { requestId } = await calls.run(doing, context, (client) =>
      client.groupApi.assignUserToGroup({ groupId: id, userId: subject.id }),
    );
    return { changed: true, requestId };
  },

  async revoke(calls, subject, id, entitlement, context) {
    if (!(await this.holds(calls, subject, id, context))) return { changed: false };
    const doing = `removing ${who(subject)} from ${entitlement.name ?? id}`;
    const { requestId } = await calls.run(doing, context, (client) =>
      client.groupApi.unassignUserFromGroup({ groupId: id, userId: subject.id }),
    );
    return { changed: true, requestId };
  },

  /** By the person's groups: they are few, and a group's members may be many thousands. */
  async holds(calls, subject, id, context) {
    const { value } = await calls.run(`reading the groups of ${who(subject)}`, context, async (client) => {
      for await (const each of await client.userApi.listUserGroups({ userId: subject.id }))
        if (each?.id === id) return true;
      return false;
    });
    return value;
  },

  async *members(calls, id, entitlement, context) {
    const { value } = await calls.run(`listing the members of ${entitlement.name ?? id}`, context, async (client) => {
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

function who(subject: ProviderSubject): string {
  return subject.email ?? subject.login;
}

/** The id of the only one that bears a name. */
export function onlyId(found: readonly { id?: string }[], type: string, name: string, application: string): string {
  const [first, second] = found;
  if (first?.id === undefined) {
    throw new ProviderError(
      'not_found',
      `Okta has no ${type} named "${name}"; correct the entitlement in the configuration.`,
      { system: application },
    );
  }
  if (second !== undefined) {
    throw new ProviderError(
      'invalid',
      `Okta has several ${type}s named "${name}"; name it by its id in the configuration.`,
      { system: application },
    );
  }
  return first.id;
}
