/** Test Connection for Bitbucket. */
import { entitlementTrials, type TrialsOf } from '../checks.ts';
import type { BitbucketCalls } from './client.ts';
import { groupPath } from './group.ts';
import { permissionsPath, project, repository } from './permissions.ts';

/**
 * An account id that does not exist. A removal fails for lack of permission (403) before it fails as not found (404).
 */
const NOBODY = '{00000000-0000-4000-8000-000000000000}';

export const bitbucketTrials: TrialsOf<BitbucketCalls> = (calls, entitlements, resolve, context) => {
  const get = (doing: string, path: string, query = {}) =>
    calls.http.call(doing, context, { method: 'GET', path, query });
  return [
    {
      name: `Can read the workspace ${calls.workspace}`,
      advice: 'Check settings.workspace, and give the API token the scope read:workspace:bitbucket.',
      work: () => get('reading the workspace', calls.inWorkspace()),
    },
    {
      name: 'Can look people up by e-mail',
      advice:
        "Make the token's account an administrator of the workspace, and give the token the scope read:user:bitbucket.",
      work: () =>
        get('looking a person up by e-mail', calls.inWorkspace('members'), {
          q: 'user.email IN ("nobody@leasehold.invalid")',
          fields: '+values.user.email',
        }),
    },
    ...entitlementTrials(
      entitlements,
      "Check its id, and make the token's account an administrator of it.",
      async (entitlement) => {
        const { type, target } = await resolve(entitlement, context);
        const place = [repository, project].find((each) => each.type === type.type);
        const there = place === undefined ? groupPath(calls, target.id, 'members') : place.placeOf(calls, target.id);
        await get(`reading the ${type.type} ${target.label}`, there);
        await calls.http.find(`trying to change who has the ${type.type} ${target.label}`, context, {
          method: 'DELETE',
          path: place === undefined ? groupPath(calls, target.id, 'members', NOBODY) : permissionsPath(there, NOBODY),
        });
      },
    ),
  ];
};
