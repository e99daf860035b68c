/** Test Connection for Jira. */
import type { Entitlement } from '../../domain/policy.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import { entitlementTrials, testConnection } from '../checks.ts';
import type { CallContext, Check } from '../connector.ts';
import type { resolver } from '../entitlement-type.ts';
import type { JiraCalls } from './client.ts';
import { projectOf } from './project-role.ts';

/** An account that nobody has: removing it is refused for lack of permission (403) before it is not found (404). */
const NOBODY = '000000:00000000-0000-4000-8000-000000000000';

export function testJira(
  calls: JiraCalls,
  entitlements: readonly Entitlement[],
  resolve: ReturnType<typeof resolver<JiraCalls>>,
  context: CallContext,
): Promise<readonly Check[]> {
  return testConnection(calls.vendor, 'API token', [
    {
      name: 'Can read its own account',
      advice: "Give the API token's account access to Jira.",
      work: () => calls.run('reading its own account', context, (client) => client.myself.getCurrentUser()),
    },
    {
      name: 'Can look people up',
      advice: 'Give the account the global permission "Browse users and groups".',
      work: () => need(calls, 'USER_PICKER', undefined, context),
    },
    ...entitlementTrials(
      entitlements,
      'Check its id; groups need a site administrator, roles an administrator of the project.',
      async (entitlement) => {
        const { type, target } = await resolve(entitlement, context);
        if (type.type === 'project-role')
          await need(calls, 'ADMINISTER_PROJECTS', projectOf(calls, entitlement), context);
        else
          await calls.find(`trying to change the group ${target.label}`, context, (client) =>
            client.groups.removeUserFromGroup({ groupId: target.id, accountId: NOBODY }),
          );
      },
    ),
  ]);
}

/** @throws ProviderError when the account does not have the permission. */
async function need(
  calls: JiraCalls,
  permission: string,
  projectKey: string | undefined,
  context: CallContext,
): Promise<void> {
  const { value } = await calls.run('reading what the account may do', context, (client) =>
    client.permissions.getMyPermissions({
      permissions: permission,
      ...(projectKey === undefined ? {} : { projectKey }),
    }),
  );
  const permissions = (value.permissions ?? {}) as Readonly<Record<string, { readonly havePermission?: boolean }>>;
  if (permissions[permission]?.havePermission === true) return;
  throw new ProviderError('forbidden', `The account lacks the permission ${permission}.`, {
    system: calls.vendor.application,
  });
}
