/** Test Connection for Google Workspace: named checks, each with what to do about it. */
import { ProviderError } from '../../domain/provider-error.ts';
import { entitlementTrials, type TrialsOf } from '../checks.ts';
import type { CallContext } from '../connector.ts';
import type { Target } from '../entitlement-type.ts';
import { CUSTOMER, type GoogleCalls } from './client.ts';

/** Ids of a user and an assignment that do not exist. */
const NOBODY = '100000000000000000000';
const NO_ASSIGNMENT = '1';

const ADVICE: Readonly<Record<string, string>> = {
  group:
    'Delegate the scope admin.directory.group.member, give the administrator that acts the privilege "Groups: Update", and check the name or id of the group.',
  'admin-role':
    'Delegate the scope admin.directory.rolemanagement, let a super administrator act, and check the name or id of the role.',
};

export const googleTrials: TrialsOf<GoogleCalls> = (calls, entitlements, resolve, context) => {
  return [
    {
      name: 'Can read users',
      advice:
        'Delegate the scope admin.directory.user.readonly, and give the administrator that acts the privilege "Users: Read".',
      work: () =>
        calls.run('reading users', context, 'user.readonly', (directory) =>
          directory.users.list({ customer: CUSTOMER, maxResults: 1 }),
        ),
    },
    {
      name: 'Can read groups',
      advice:
        'Delegate the scope admin.directory.group.readonly, and give the administrator that acts the privilege "Groups: Read".',
      work: () =>
        calls.run('reading groups', context, 'group.readonly', (directory) =>
          directory.groups.list({ customer: CUSTOMER, maxResults: 1 }),
        ),
    },
    ...entitlements.flatMap((each) =>
      entitlementTrials([each], ADVICE[each.type] ?? '', async () => {
        const { type, target } = await resolve(each, context);
        await tryChange(calls, type.type, target, context);
      }),
    ),
  ];
};

/**
 * Whether the entitlement can be changed, tested without a change: it is revoked from a non-existent person. A lack of
 * permission (403) fails before the lack of the object (404, or 400 for a malformed id).
 */
async function tryChange(calls: GoogleCalls, type: string, target: Target, context: CallContext): Promise<void> {
  const doing = `trying to change ${target.label}`;
  if (type === 'group')
    await calls.run(`reading the group ${target.label}`, context, 'group.readonly', (directory) =>
      directory.groups.get({ groupKey: target.id }),
    );
  try {
    if (type === 'group')
      await calls.find(doing, context, 'group.member', (directory) =>
        directory.members.delete({ groupKey: target.id, memberKey: NOBODY }),
      );
    else
      await calls.find(doing, context, 'rolemanagement', (directory) =>
        directory.roleAssignments.delete({ customer: CUSTOMER, roleAssignmentId: NO_ASSIGNMENT }),
      );
  } catch (error) {
    if (!(error instanceof ProviderError) || error.kind !== 'invalid') throw error;
  }
}
