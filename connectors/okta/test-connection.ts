/** Test Connection for Okta: named checks, each with what to do about it. */
import { ProviderError } from '../../domain/provider-error.ts';
import { entitlementTrials, type TrialsOf } from '../checks.ts';
import type { CallContext } from '../connector.ts';
import type { OktaCalls } from './client.ts';

/** A well-formed Okta id that belongs to nobody. */
const NOBODY = '00u0000000000000000';

export const oktaTrials: TrialsOf<OktaCalls> = (calls, entitlements, resolve, context) => {
  return [
    {
      name: 'Can read users',
      advice: 'Give the token\'s admin "View users", or the service app okta.users.read.',
      work: () => calls.run('reading users', context, (client) => firstOf(client.userApi.listUsers({ limit: 1 }))),
    },
    {
      name: 'Can read groups',
      advice: 'Give the token\'s admin "View groups", or the service app okta.groups.read.',
      work: () => calls.run('reading groups', context, (client) => firstOf(client.groupApi.listGroups({ limit: 1 }))),
    },
    ...entitlementTrials(
      entitlements,
      'Check its id, and give the permission that docs/connectors/okta.md lists for it.',
      async (entitlement) => {
        const { type, target } = await resolve(entitlement, context);
        const trial = TRIALS[type.type];
        await trial?.(calls, target.id, target.label, context);
      },
    ),
  ];
};

/**
 * Whether an entitlement can be changed, tested without a change: it is revoked from a non-existent person. A lack of
 * permission (403) fails before the lack of the person (404).
 */
const TRIALS: Readonly<
  Record<string, (calls: OktaCalls, id: string, label: string, context: CallContext) => Promise<unknown>>
> = {
  async group(calls, id, label, context) {
    const system = calls.vendor.application;
    const there = await calls.find(`reading group ${label}`, context, (client) =>
      client.groupApi.getGroup({ groupId: id }),
    );
    if (there === undefined) throw new ProviderError('not_found', `Okta has no group ${label}.`, { system });
    if (there.type === 'APP_GROUP')
      throw new ProviderError('forbidden', `Group ${label} is managed by an application; pick another group.`, {
        system,
      });
    await calls.find(`trying to change group ${label}`, context, (client) =>
      client.groupApi.unassignUserFromGroup({ groupId: id, userId: NOBODY }),
    );
  },

  async app(calls, id, label, context) {
    await calls.run(`reading the application ${label}`, context, (client) =>
      client.applicationApi.getApplication({ appId: id }),
    );
    await calls.find(`trying to change who has ${label}`, context, (client) =>
      client.applicationApi.unassignUserFromApplication({ appId: id, userId: NOBODY }),
    );
  },

  'admin-role': (calls, _id, label, context) =>
    calls.find(`trying to change who has the role ${label}`, context, (client) =>
      client.roleAssignmentApi.unassignRoleFromUser({ userId: NOBODY, roleId: 'nothing' }),
    ),
};

async function firstOf<Value>(list: Promise<AsyncIterable<Value>>): Promise<Value | undefined> {
  for await (const each of await list) return each;
  return undefined;
}
