/** The entitlement type `group`: membership of a group of IAM Identity Center. */

import {
  CreateGroupMembershipCommand,
  DeleteGroupMembershipCommand,
  GetGroupIdCommand,
  GetGroupMembershipIdCommand,
  IsMemberInGroupsCommand,
  ListGroupMembershipsCommand,
  ListGroupsCommand,
} from '@aws-sdk/client-identitystore';
import { ProviderError } from '../../domain/provider-error.ts';
import type { CallContext, ProviderSubject } from '../connector.ts';
import { type EntitlementType, onlyId, who } from '../entitlement-type.ts';
import { onlyParameters } from '../parameters.ts';
import { ABOUT } from './about.ts';
import type { AwsCalls } from './calls.ts';
import { identityCenterUser, isInIdentityCenter, named } from './users.ts';

export const group: EntitlementType<AwsCalls> = {
  type: 'group',

  async resolve(calls, entitlement, context) {
    onlyParameters(calls.vendor, ABOUT, entitlement);
    const { id, name = '' } = entitlement;
    if (id !== undefined) return id;
    const { identityStoreId: IdentityStoreId } = await calls.instance(context);
    const found = await calls.find(`looking for the group ${name}`, context, ({ identityStore }, bounded) =>
      identityStore.send(
        new GetGroupIdCommand({
          IdentityStoreId,
          AlternateIdentifier: { UniqueAttribute: { AttributePath: 'displayName', AttributeValue: name } },
        }),
        bounded,
      ),
    );
    return onlyId(found?.GroupId === undefined ? [] : [{ id: found.GroupId }], 'group', name, calls.vendor);
  },

  async holds(calls, subject, { id }, context) {
    return isInIdentityCenter(subject) && (await membershipId(calls, subject, id, context)) !== undefined;
  },

  async give(calls, subject, target, context) {
    const { identityStoreId: IdentityStoreId } = await calls.instance(context);
    const UserId = identityCenterUser(calls, subject);
    const doing = `adding ${who(subject)} to ${target.label}`;
    try {
      const { $metadata } = await calls.run(doing, context, ({ identityStore }, bounded) =>
        identityStore.send(
          new CreateGroupMembershipCommand({ IdentityStoreId, GroupId: target.id, MemberId: { UserId } }),
          bounded,
        ),
      );
      return $metadata.requestId;
    } catch (error) {
      // A second membership is a conflict too: another caller was faster.
      const conflict = error instanceof ProviderError && error.details.code === 'ConflictException';
      if (conflict && (await group.holds(calls, subject, target, context))) return error.details.requestId;
      throw error;
    }
  },

  async take(calls, subject, { id, label }, context) {
    if (!isInIdentityCenter(subject)) return undefined;
    const { identityStoreId: IdentityStoreId } = await calls.instance(context);
    const MembershipId = await membershipId(calls, subject, id, context);
    if (MembershipId === undefined) return undefined;
    const gone = await calls.find(`removing ${who(subject)} from ${label}`, context, ({ identityStore }, bounded) =>
      identityStore.send(new DeleteGroupMembershipCommand({ IdentityStoreId, MembershipId }), bounded),
    );
    return gone?.$metadata.requestId;
  },

  members: (calls, { id, label }, context) => named(calls, memberIds(calls, id, label, context), context),

  async *list(calls, search, context) {
    if (calls.users === 'iam') return;
    const { identityStoreId: IdentityStoreId } = await calls.instance(context);
    for await (const { GroupId: id, DisplayName: name, Description } of calls.pages(
      'listing groups',
      context,
      async ({ identityStore }, bounded, NextToken) => {
        const input = { IdentityStoreId, MaxResults: 100, NextToken };
        const page = await identityStore.send(new ListGroupsCommand(input), bounded);
        return { items: page.Groups ?? [], next: page.NextToken };
      },
    ))
      if (id !== undefined && name?.toLowerCase().includes(search?.toLowerCase() ?? ''))
        yield { type: 'group', id, name, description: Description };
  },
};

async function membershipId(
  calls: AwsCalls,
  subject: ProviderSubject,
  GroupId: string,
  context: CallContext,
): Promise<string | undefined> {
  const { identityStoreId: IdentityStoreId } = await calls.instance(context);
  const found = await calls.find(`reading the membership of ${who(subject)}`, context, ({ identityStore }, bounded) =>
    identityStore.send(
      new GetGroupMembershipIdCommand({ IdentityStoreId, GroupId, MemberId: { UserId: subject.id } }),
      bounded,
    ),
  );
  return found?.MembershipId;
}

async function* memberIds(
  calls: AwsCalls,
  GroupId: string,
  label: string,
  context: CallContext,
): AsyncIterable<string> {
  const { identityStoreId: IdentityStoreId } = await calls.instance(context);
  for await (const { MemberId } of calls.pages(
    `listing the members of ${label}`,
    context,
    async ({ identityStore }, bounded, NextToken) => {
      const input = { IdentityStoreId, GroupId, MaxResults: 100, NextToken };
      const page = await identityStore.send(new ListGroupMembershipsCommand(input), bounded);
      return { items: page.GroupMemberships ?? [], next: page.NextToken };
    },
  ))
    if (MemberId?.UserId !== undefined) yield MemberId.UserId;
}

/** The most groups in one question: https://docs.aws.amazon.com/singlesignon/latest/IdentityStoreAPIReference/API_IsMemberInGroups.html */
const MOST_GROUPS = 100;

export async function isInAnyGroup(
  calls: AwsCalls,
  subject: ProviderSubject,
  groups: readonly string[],
  context: CallContext,
): Promise<boolean> {
  const { identityStoreId: IdentityStoreId } = await calls.instance(context);
  const doing = `reading the memberships of ${who(subject)}`;
  for (let start = 0; start < groups.length; start += MOST_GROUPS) {
    const GroupIds = groups.slice(start, start + MOST_GROUPS);
    const { Results = [] } = await calls.run(doing, context, ({ identityStore }, bounded) =>
      identityStore.send(
        new IsMemberInGroupsCommand({ IdentityStoreId, MemberId: { UserId: subject.id }, GroupIds }),
        bounded,
      ),
    );
    if (Results.some((each) => each.MembershipExists === true)) return true;
  }
  return false;
}
