/** Test Connection for Jira. */
import { ProviderError } from '../../domain/provider-error.ts';
import { NOBODY } from '../atlassian.ts';
import { entitlementTrials, type TrialsOf } from '../checks.ts';
import type { CallContext } from '../connector.ts';
import type { JiraCalls } from './client.ts';
import { readOwnAccount, readOwnPermissions } from './own-account.ts';
import { projectOf } from './project-role.ts';

export const jiraTrials: TrialsOf<JiraCalls> = (calls, entitlements, resolve, context) => {
  return [
    {
      name: 'Can read its own account',
      advice: "Give the API token's account access to Jira.",
      work: () => readOwnAccount(calls, context.signal),
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
          await calls.find(`trying to change the group ${target.label}`, context.signal, ({ v3 }) =>
            v3.groups.removeUserFromGroup({ groupId: target.id, accountId: NOBODY }),
          );
      },
    ),
  ];
};

/** @throws ProviderError if the account does not have the permission. */
async function need(
  calls: JiraCalls,
  permission: string,
  projectKey: string | undefined,
  { signal }: CallContext,
): Promise<void> {
  const permissions = await readOwnPermissions(calls, [permission], projectKey, signal);
  if (permissions[permission]?.havePermission === true) return;
  throw new ProviderError('forbidden', `The account lacks the permission ${permission}.`, {
    system: calls.vendor.application,
  });
}
