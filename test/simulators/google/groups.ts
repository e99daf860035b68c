/** `groups` and their members. */
import express, { type Router } from 'express';
import { type GoogleContext, readQuery, sendGoogleError, sendPage } from './answers.ts';
import type { SignIn } from './sign-in.ts';
import type { GoogleGroup, GoogleMember } from './state.ts';

const ROLES = ['MEMBER', 'MANAGER', 'OWNER'];

export function googleGroups({ state, save }: GoogleContext, { permit }: SignIn): Router {
  const router = express.Router();
  const find = (key: string): GoogleGroup | undefined =>
    state.groups.find((group) => group.id === key || group.email.toLowerCase() === key.toLowerCase());
  /** The id of a user or a group. */
  const idOf = (key: string): string | undefined => {
    const wanted = key.toLowerCase();
    const user = state.users.find((each) =>
      [each.id, each.primaryEmail, ...each.aliases].some((name) => name.toLowerCase() === wanted),
    );
    return user?.id ?? find(key)?.id;
  };
  const showGroup = ({ members, ...group }: GoogleGroup): object => ({
    kind: 'admin#directory#group',
    ...group,
    directMembersCount: String(members.length),
    adminCreated: true,
  });
  const showMember = ({ id, role }: GoogleMember): object => {
    const user = state.users.find((each) => each.id === id);
    return {
      kind: 'admin#directory#member',
      id,
      email: user?.primaryEmail ?? state.groups.find((each) => each.id === id)?.email,
      role,
      type: user === undefined ? 'GROUP' : 'USER',
      status: user?.suspended === true ? 'SUSPENDED' : 'ACTIVE',
    };
  };
  const groupReaders = permit('group', 'group.readonly');
  const memberReaders = permit('group', 'group.readonly', 'group.member', 'group.member.readonly');
  const writers = permit('group', 'group.member');

  router.get('/groups', groupReaders, (request, response) => {
    const { customer, userKey, query: text } = request.query;
    if (customer !== 'my_customer' && userKey === undefined) return sendGoogleError(response, 400, 'Bad Request');
    const query = text === undefined ? undefined : readQuery(String(text));
    if (text !== undefined && (query === undefined || !['name', 'email'].includes(query.field)))
      return sendGoogleError(response, 400, 'Invalid Input: query');
    const member = userKey === undefined ? undefined : idOf(String(userKey));
    const found = state.groups.filter(
      (group) =>
        (userKey === undefined || group.members.some((each) => each.id === member)) &&
        (query === undefined || query.matches(query.field === 'name' ? group.name : group.email)),
    );
    sendPage(response, 'groups', 'groups', found.map(showGroup), { usual: 200, most: 200 });
  });

  router.get('/groups/:group', groupReaders, (request, response) => {
    const group = find(request.params.group);
    if (group === undefined) return sendGoogleError(response, 404, 'Resource Not Found: groupKey');
    response.json(showGroup(group));
  });

  router.get('/groups/:group/members', memberReaders, (request, response) => {
    const group = find(request.params.group);
    if (group === undefined) return sendGoogleError(response, 404, 'Resource Not Found: groupKey');
    const roles = request.query.roles === undefined ? ROLES : String(request.query.roles).split(',');
    const found = group.members.filter((each) => roles.includes(each.role)).map(showMember);
    sendPage(response, 'members', 'members', found, { usual: 200, most: 200 });
  });

  router.get('/groups/:group/members/:member', memberReaders, (request, response) => {
    const group = find(request.params.group);
    if (group === undefined) return sendGoogleError(response, 404, 'Resource Not Found: groupKey');
    const member = group.members.find((each) => each.id === idOf(request.params.member));
    if (member === undefined) return sendGoogleError(response, 404, 'Resource Not Found: memberKey');
    response.json(showMember(member));
  });

  /** Also through groups in the group: https://developers.google.com/workspace/admin/directory/reference/rest/v1/members/hasMember */
  router.get('/groups/:group/hasMember/:member', memberReaders, (request, response) => {
    const group = find(request.params.group);
    if (group === undefined) return sendGoogleError(response, 404, 'Resource Not Found: groupKey');
    const id = idOf(request.params.member);
    if (id === undefined) return sendGoogleError(response, 400, 'Invalid Input: memberKey');
    const has = ({ members }: GoogleGroup): boolean =>
      members.some((each) => each.id === id || state.groups.some((inner) => inner.id === each.id && has(inner)));
    response.json({ isMember: has(group) });
  });

  router.post('/groups/:group/members', writers, (request, response) => {
    const group = find(request.params.group);
    if (group === undefined) return sendGoogleError(response, 404, 'Resource Not Found: groupKey');
    const { email, id, role = 'MEMBER' } = request.body as Partial<Record<string, string>>;
    const member = idOf(id ?? email ?? '');
    if (member === undefined) return sendGoogleError(response, 404, `Resource Not Found: ${id ?? email}`);
    if (!ROLES.includes(role)) return sendGoogleError(response, 400, 'Invalid Input: role');
    if (group.members.some((each) => each.id === member))
      return sendGoogleError(response, 409, 'Member already exists.', 'duplicate');
    const added = { id: member, role };
    group.members.push(added);
    save();
    response.json(showMember(added));
  });

  router.patch('/groups/:group/members/:member', writers, (request, response) => {
    const member = find(request.params.group)?.members.find((each) => each.id === idOf(request.params.member));
    if (member === undefined) return sendGoogleError(response, 404, 'Resource Not Found: memberKey');
    const { role } = request.body as Partial<Record<string, string>>;
    if (role === undefined || !ROLES.includes(role)) return sendGoogleError(response, 400, 'Invalid Input: role');
    member.role = role;
    save();
    response.json(showMember(member));
  });

  router.delete('/groups/:group/members/:member', writers, (request, response) => {
    const group = find(request.params.group);
    if (group === undefined) return sendGoogleError(response, 404, 'Resource Not Found: groupKey');
    const id = idOf(request.params.member);
    if (!group.members.some((each) => each.id === id))
      return sendGoogleError(response, 404, 'Resource Not Found: memberKey');
    group.members = group.members.filter((each) => each.id !== id);
    save();
    response.status(204).end();
  });

  return router;
}
