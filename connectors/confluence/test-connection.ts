/** Test Connection for Confluence. */
import { ProviderError } from '../../domain/provider-error.ts';
import { NOBODY } from '../atlassian.ts';
import { entitlementTrials, type TrialsOf } from '../checks.ts';
import type { CallContext } from '../connector.ts';
import type { ConfluenceCalls } from './client.ts';
import { spaceByKey } from './spaces.ts';
import { searchInJira } from './users.ts';

export const confluenceTrials: TrialsOf<ConfluenceCalls> = (calls, entitlements, resolve, context) => {
  return [
    {
      name: 'Can read its own account',
      advice: "Give the API token's account access to Confluence.",
      work: () =>
        calls.http.call('reading its own account', context, { method: 'GET', path: 'wiki/rest/api/user/current' }),
    },
    {
      name: 'Can look people up by e-mail',
      advice:
        'Give the account "Browse users and groups" in Jira at this site; without Jira, map people to their account ids in identities.',
      work: () => searchInJira(calls, 'nobody@leasehold.invalid', context),
    },
    ...entitlementTrials(
      entitlements,
      'Check its id; groups need a site administrator, spaces an administrator of the space.',
      async (entitlement) => {
        const { type, target } = await resolve(entitlement, context);
        if (type.type === 'group') await testGroup(calls, target.id, target.label, context);
        else await testSpace(calls, target.id, context);
      },
    ),
  ];
};

async function testGroup(calls: ConfluenceCalls, id: string, label: string, context: CallContext): Promise<void> {
  await calls.http.call(`reading the group ${label}`, context, {
    method: 'GET',
    path: 'wiki/rest/api/group/by-id',
    query: { id },
  });
  await calls.http.find(`trying to change the group ${label}`, context, {
    method: 'DELETE',
    path: 'wiki/rest/api/group/userByGroupId',
    query: { groupId: id, accountId: NOBODY },
  });
}

async function testSpace(calls: ConfluenceCalls, key: string, context: CallContext): Promise<void> {
  const space = await spaceByKey(calls, key, context);
  const { body } = await calls.http.call<{ operations?: readonly { operation?: string; targetType?: string }[] }>(
    `reading what may be done in the space ${key}`,
    context,
    { method: 'GET', path: `wiki/api/v2/spaces/${encodeURIComponent(space.id)}/operations` },
  );
  const may = body.operations?.some((each) => each.operation === 'administer' && each.targetType === 'space');
  if (may !== true)
    throw new ProviderError('forbidden', `The account does not administer the space ${key}.`, {
      system: calls.vendor.application,
    });
}
