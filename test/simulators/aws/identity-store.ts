/** `AWSIdentityStore`: users, groups, memberships. */
import { randomUUID } from 'node:crypto';
import { type AwsContext, AwsFault, type Input, type Operation, page } from './answers.ts';
import type { IdentityStoreGroup, IdentityStoreUser } from './state.ts';

export const IDENTITY_STORE: Readonly<Record<string, Operation>> = {
  ListUsers(context, input) {
    requireStore(context, input);
    const { items, ...next } = page(context.state.users, input);
    return { Users: items.map((user) => showUser(context, user)), ...next };
  },

  DescribeUser(context, input) {
    requireStore(context, input);
    const user = context.state.users.find((each) => each.id === input.UserId);
    if (user === undefined) throw notFound('USER', 'USER not found.');
    return showUser(context, user);
  },

  GetUserId(context, input) {
    requireStore(context, input);
    const { path, value } = attributeOf(input);
    const user = context.state.users.find((each) =>
      path === 'userName' ? each.userName === value : path === 'emails.value' && each.email === value,
    );
    if (user === undefined) throw notFound('USER', 'USER not found.');
    return { IdentityStoreId: context.state.identityStoreId, UserId: user.id, UserArn: arn('user', user.id) };
  },

  ListGroups(context, input) {
    requireStore(context, input);
    const { items, ...next } = page(context.state.groups, input);
    return { Groups: items.map((group) => showGroup(context, group)), ...next };
  },

  DescribeGroup(context, input) {
    return showGroup(context, groupOf(context, input.GroupId, input));
  },

  GetGroupId(context, input) {
    requireStore(context, input);
    const { value } = attributeOf(input);
    const group = context.state.groups.find((each) => each.name === value);
    if (group === undefined) throw notFound('GROUP', 'GROUP not found.');
    return { IdentityStoreId: context.state.identityStoreId, GroupId: group.id, GroupArn: arn('group', group.id) };
  },

  GetGroupMembershipId(context, input) {
    const group = groupOf(context, input.GroupId, input);
    const member = group.members.find((each) => each.userId === memberOf(input));
    if (member === undefined) throw notFound('GROUP_MEMBERSHIP', 'MEMBERSHIP not found.');
    return shownMembership(context, member.membershipId);
  },

  CreateGroupMembership(context, input) {
    const group = groupOf(context, input.GroupId, input);
    const userId = memberOf(input);
    if (userId === undefined || !context.state.users.some((each) => each.id === userId))
      throw notFound('USER', 'USER not found.');
    if (group.members.some((each) => each.userId === userId))
      throw new AwsFault('ConflictException', 'Member and Group relationship already exists.');
    const membershipId = `90672ac1d2-${randomUUID()}`;
    group.members.push({ membershipId, userId });
    context.save();
    return shownMembership(context, membershipId);
  },

  DeleteGroupMembership(context, input) {
    requireStore(context, input);
    const has = (group: IdentityStoreGroup): boolean =>
      group.members.some((each) => each.membershipId === input.MembershipId);
    const group = context.state.groups.find(has);
    if (group === undefined) throw notFound('GROUP_MEMBERSHIP', 'MEMBERSHIP not found.');
    group.members = group.members.filter((each) => each.membershipId !== input.MembershipId);
    context.save();
    return {};
  },

  /** https://docs.aws.amazon.com/singlesignon/latest/IdentityStoreAPIReference/API_IsMemberInGroups.html */
  IsMemberInGroups(context, input) {
    const userId = memberOf(input);
    const groups = (input.GroupIds as string[]).map((id) => groupOf(context, id, input));
    return {
      Results: groups.map(({ id, members }) => ({
        GroupId: id,
        MemberId: input.MemberId,
        MembershipExists: members.some((each) => each.userId === userId),
      })),
    };
  },

  ListGroupMemberships(context, input) {
    const group = groupOf(context, input.GroupId, input);
    const { items, ...next } = page(group.members, input);
    const shown = items.map(({ membershipId, userId }) => ({
      ...shownMembership(context, membershipId),
      GroupId: group.id,
      MemberId: { UserId: userId },
    }));
    return { GroupMemberships: shown, ...next };
  },
};

function requireStore({ state }: AwsContext, input: Input): void {
  if (input.IdentityStoreId !== state.identityStoreId) throw notFound('IDENTITY_STORE', 'IdentityStore not found.');
}

function groupOf(context: AwsContext, id: unknown, input: Input): IdentityStoreGroup {
  requireStore(context, input);
  const group = context.state.groups.find((each) => each.id === id);
  if (group === undefined) throw notFound('GROUP', 'GROUP not found.');
  return group;
}

function memberOf(input: Input): string | undefined {
  return (input.MemberId as { UserId?: string } | undefined)?.UserId;
}

function attributeOf(input: Input): { path: string | undefined; value: unknown } {
  const { UniqueAttribute } = (input.AlternateIdentifier ?? {}) as {
    UniqueAttribute?: { AttributePath?: string; AttributeValue?: unknown };
  };
  return { path: UniqueAttribute?.AttributePath, value: UniqueAttribute?.AttributeValue };
}

function shownMembership({ state }: AwsContext, membershipId: string): object {
  return {
    IdentityStoreId: state.identityStoreId,
    MembershipId: membershipId,
    MembershipArn: arn('membership', membershipId),
  };
}

function showUser({ state }: AwsContext, { id, userName, displayName, email, enabled }: IdentityStoreUser): object {
  return {
    IdentityStoreId: state.identityStoreId,
    UserId: id,
    UserArn: arn('user', id),
    Revision: '1',
    UserName: userName,
    DisplayName: displayName,
    Emails: [{ Value: email, Type: 'work', Primary: true }],
    UserStatus: enabled ? 'ENABLED' : 'DISABLED',
  };
}

function showGroup({ state }: AwsContext, { id, name }: IdentityStoreGroup): object {
  return {
    IdentityStoreId: state.identityStoreId,
    GroupId: id,
    GroupArn: arn('group', id),
    Revision: '1',
    DisplayName: name,
    Description: `${name} of acme.test`,
  };
}

function arn(what: string, id: string): string {
  return `arn:aws:identitystore:::${what}/${id}`;
}

function notFound(ResourceType: string, message: string): AwsFault {
  return new AwsFault('ResourceNotFoundException', message, { ResourceType });
}
