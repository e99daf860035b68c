/** The entitlement type `iam-group`: an IAM user, by login, in an IAM group of the credentials' account. */

import {
  AddUserToGroupCommand,
  GetGroupCommand,
  ListGroupsCommand,
  ListGroupsForUserCommand,
  RemoveUserFromGroupCommand,
} from '@aws-sdk/client-iam';
import { normalizeEmail } from '../../domain/people.ts';
import { type EntitlementType, who } from '../entitlement-type.ts';
import { orAbsent } from '../http.ts';
import { onlyParameters } from '../parameters.ts';
import { ABOUT } from './about.ts';
import type { AwsCalls } from './calls.ts';

export const iamGroup: EntitlementType<AwsCalls> = {
  type: 'iam-group',

  /** IAM identifies groups by name. */
  async resolve(calls, entitlement) {
    onlyParameters(calls.vendor, ABOUT, entitlement);
    return entitlement.id ?? entitlement.name ?? '';
  },

  /** By the person's groups: IAM limits them to ten, but a group can have thousands of members. */
  async holds(calls, subject, { id }, context) {
    const groups = calls.pages(`reading the groups of ${who(subject)}`, context, async ({ iam }, bounded, Marker) => {
      const page = await iam.send(new ListGroupsForUserCommand({ UserName: subject.login, Marker }), bounded);
      return { items: page.Groups ?? [], next: page.IsTruncated ? page.Marker : undefined };
    });
    // A person without an IAM user is in no group.
    return (await orAbsent(includes(groups, id))) ?? false;
  },

  async give(calls, subject, { id }, context) {
    const { $metadata } = await calls.run(`adding ${who(subject)} to ${id}`, context, ({ iam }, bounded) =>
      iam.send(new AddUserToGroupCommand({ GroupName: id, UserName: subject.login }), bounded),
    );
    return $metadata.requestId;
  },

  async take(calls, subject, { id }, context) {
    const { $metadata } = await calls.run(`removing ${who(subject)} from ${id}`, context, ({ iam }, bounded) =>
      iam.send(new RemoveUserFromGroupCommand({ GroupName: id, UserName: subject.login }), bounded),
    );
    return $metadata.requestId;
  },

  async *members(calls, { id }, context) {
    for await (const { Arn, UserName } of calls.pages(
      `listing the members of ${id}`,
      context,
      async ({ iam }, bounded, Marker) => {
        const page = await iam.send(new GetGroupCommand({ GroupName: id, Marker }), bounded);
        return { items: page.Users ?? [], next: page.IsTruncated ? page.Marker : undefined };
      },
    ))
      if (Arn !== undefined && UserName !== undefined)
        yield { id: Arn, login: UserName, email: UserName.includes('@') ? normalizeEmail(UserName) : undefined };
  },

  async *list(calls, search, context) {
    if (calls.users === 'identity-center') return;
    for await (const { GroupName: name } of calls.pages(
      'listing IAM groups',
      context,
      async ({ iam }, bounded, Marker) => {
        const page = await iam.send(new ListGroupsCommand({ Marker }), bounded);
        return { items: page.Groups ?? [], next: page.IsTruncated ? page.Marker : undefined };
      },
    ))
      if (name?.toLowerCase().includes(search?.toLowerCase() ?? '')) yield { type: 'iam-group', id: name, name };
  },
};

async function includes(
  groups: AsyncIterable<{ readonly GroupName: string | undefined }>,
  name: string,
): Promise<boolean> {
  for await (const { GroupName } of groups) if (GroupName === name) return true;
  return false;
}
