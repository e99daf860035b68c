/** Test Connection for AWS: named checks, each with advice. */
import { GetGroupCommand, RemoveUserFromGroupCommand } from '@aws-sdk/client-iam';
import { DeleteGroupMembershipCommand, DescribeGroupCommand, ListUsersCommand } from '@aws-sdk/client-identitystore';
import { DeleteAccountAssignmentCommand } from '@aws-sdk/client-sso-admin';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { ProviderError } from '../../domain/provider-error.ts';
import { entitlementTrials, type Trial, type TrialsOf } from '../checks.ts';
import type { CallContext } from '../connector.ts';
import type { Target } from '../entitlement-type.ts';
import { accountAndSet, accountAssignment, inputOf } from './account-assignment.ts';
import type { AwsCalls } from './calls.ts';
import { describePermissionSet } from './permission-sets.ts';

/** A well-formed identity store id that belongs to nobody. */
const NOBODY = 'ffffffff-ffff-4fff-8fff-ffffffffffff';
const NO_USER = 'leasehold-tries-with-a-user-that-is-not-there';

export const awsTrials: TrialsOf<AwsCalls> = (calls, entitlements, resolve, context) => {
  const directory: readonly Trial[] =
    calls.users === 'iam'
      ? []
      : [
          {
            name: 'Can find IAM Identity Center',
            advice: 'Allow sso:ListInstances, or set settings.instanceArn and settings.identityStoreId.',
            work: () => calls.instance(context),
          },
          {
            name: 'Can read users',
            advice: 'Allow identitystore:ListUsers, DescribeUser and GetUserId.',
            async work() {
              const { identityStoreId: IdentityStoreId } = await calls.instance(context);
              return calls.run('reading users', context, ({ identityStore }, bounded) =>
                identityStore.send(new ListUsersCommand({ IdentityStoreId, MaxResults: 1 }), bounded),
              );
            },
          },
        ];
  return [
    {
      name: 'Can ask who it is',
      advice: 'Check settings.region and the url.',
      work: () =>
        calls.run('asking who calls', context, ({ sts }, bounded) =>
          sts.send(new GetCallerIdentityCommand({}), bounded),
        ),
    },
    ...directory,
    ...entitlementTrials(
      entitlements,
      'Check its name, and allow the actions that docs/connectors/aws.md lists for its type.',
      async (entitlement) => {
        const { type, target } = await resolve(entitlement, context);
        await TRIALS[type.type]?.(calls, target, context);
      },
    ),
  ];
};

/**
 * Whether the group can be changed, tested without a change: it is read, then a non-existent person is removed. A lack
 * of permission fails before the lack of the person.
 */
const TRIALS: Readonly<Record<string, (calls: AwsCalls, target: Target, context: CallContext) => Promise<unknown>>> = {
  async 'account-assignment'(calls, target, context) {
    const [, permissionSet] = accountAndSet(target);
    if ((await describePermissionSet(calls, permissionSet, context)) === undefined)
      throw new ProviderError('not_found', `AWS has no permission set ${target.label}.`, {
        system: calls.vendor.application,
      });
    for await (const _first of accountAssignment.members(calls, target, context)) break;
    const { arn: InstanceArn } = await calls.instance(context);
    return calls.find(`trying to end an assignment of ${target.label}`, context, ({ sso }, bounded) =>
      sso.send(new DeleteAccountAssignmentCommand({ InstanceArn, ...inputOf(target, NOBODY) }), bounded),
    );
  },
  async group(calls, { id, label }, context) {
    const { identityStoreId: IdentityStoreId } = await calls.instance(context);
    await calls.run(`reading the group ${label}`, context, ({ identityStore }, bounded) =>
      identityStore.send(new DescribeGroupCommand({ IdentityStoreId, GroupId: id }), bounded),
    );
    return calls.find(`trying to change the group ${label}`, context, ({ identityStore }, bounded) =>
      identityStore.send(new DeleteGroupMembershipCommand({ IdentityStoreId, MembershipId: NOBODY }), bounded),
    );
  },
  async 'iam-group'(calls, { id }, context) {
    await calls.run(`reading the IAM group ${id}`, context, ({ iam }, bounded) =>
      iam.send(new GetGroupCommand({ GroupName: id, MaxItems: 1 }), bounded),
    );
    return calls.find(`trying to change the IAM group ${id}`, context, ({ iam }, bounded) =>
      iam.send(new RemoveUserFromGroupCommand({ GroupName: id, UserName: NO_USER }), bounded),
    );
  },
};
