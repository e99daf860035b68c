/** IAM of one account: users and groups. */
import { type AwsContext, AwsFault, type Input, type Operation } from './answers.ts';
import { CREATED, type IamGroup, type IamUser } from './state.ts';

export const IAM: Readonly<Record<string, Operation>> = {
  GetUser: (context, input) => ({ User: showUser(context, userOf(context, input.UserName)) }),

  ListGroups(context, input) {
    const { items, ...next } = marked(context.state.iam.groups, input);
    return { Groups: items.map((group) => showGroup(context, group)), ...next };
  },

  GetGroup(context, input) {
    const group = groupOf(context, input.GroupName);
    const { items, ...next } = marked(group.members, input);
    const users = items.map((name) => showUser(context, userOf(context, name)));
    return { Group: showGroup(context, group), Users: users, ...next };
  },

  ListGroupsForUser(context, input) {
    const user = userOf(context, input.UserName);
    const found = context.state.iam.groups.filter((group) => group.members.includes(user.name));
    const { items, ...next } = marked(found, input);
    return { Groups: items.map((group) => showGroup(context, group)), ...next };
  },

  AddUserToGroup(context, input) {
    const group = groupOf(context, input.GroupName);
    const { name } = userOf(context, input.UserName);
    if (!group.members.includes(name)) group.members.push(name);
    context.save();
    return undefined;
  },

  RemoveUserFromGroup(context, input) {
    const group = groupOf(context, input.GroupName);
    const { name } = userOf(context, input.UserName);
    if (!group.members.includes(name)) throw missing(`User ${name} is not in the group ${group.name}.`);
    group.members = group.members.filter((each) => each !== name);
    context.save();
    return undefined;
  },
};

/** The ARN of an IAM user. */
export function userArn({ state }: Pick<AwsContext, 'state'>, name: string): string {
  return `arn:aws:iam::${state.iam.account}:user/${name}`;
}

function userOf({ state }: AwsContext, name: unknown): IamUser {
  const found = state.iam.users.find((each) => each.name === name);
  if (found === undefined) throw missing(`The user with name ${name} cannot be found.`);
  return found;
}

function groupOf({ state }: AwsContext, name: unknown): IamGroup {
  const found = state.iam.groups.find((each) => each.name === name);
  if (found === undefined) throw missing(`The group with name ${name} cannot be found.`);
  return found;
}

function missing(message: string): AwsFault {
  return new AwsFault('NoSuchEntity', message, { status: 404 });
}

/** One page of a list by `MaxItems` and `Marker`. */
function marked<Item>(
  items: readonly Item[],
  input: Input,
): { items: readonly Item[]; IsTruncated: boolean; Marker?: string } {
  const size = Math.min(1_000, Number(input.MaxItems ?? 100));
  const start = Number(input.Marker ?? 0);
  const IsTruncated = start + size < items.length;
  return {
    items: items.slice(start, start + size),
    IsTruncated,
    ...(IsTruncated ? { Marker: String(start + size) } : {}),
  };
}

function showUser(context: AwsContext, { name, id }: IamUser): object {
  return { Path: '/', UserName: name, UserId: id, Arn: userArn(context, name), CreateDate: CREATED };
}

function showGroup({ state }: AwsContext, { name, id }: IamGroup): object {
  const Arn = `arn:aws:iam::${state.iam.account}:group/${name}`;
  return { Path: '/', GroupName: name, GroupId: id, Arn, CreateDate: CREATED };
}
