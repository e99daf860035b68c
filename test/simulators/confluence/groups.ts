/** `/wiki/rest/api`: people and groups. */
import express, { type Router } from 'express';
import { type ConfluenceContext, sendErrorV1, sendPageV1, showUser } from './answers.ts';
import { SPACE_ADMIN } from './state.ts';

export function confluenceGroups({ state, save, mayChange }: ConfluenceContext): Router {
  const router = express.Router();
  const findUser = (accountId: unknown) => state.users.find((user) => user.accountId === accountId);
  const findGroup = (id: unknown) => state.groups.find((group) => group.id === id);
  const showGroup = ({ id, name }: { id: string; name: string }) => ({ type: 'group', id, name });

  router.get('/user', (request, response) => {
    const user = findUser(request.query.accountId);
    if (user === undefined) return sendErrorV1(response, 404, 'No user found with this account id');
    response.json(showUser(user));
  });

  router.get('/user/current', (_request, response) => {
    const own = findUser(SPACE_ADMIN);
    response.json(own === undefined ? { type: 'anonymous' } : showUser(own));
  });

  router.get('/user/memberof', (request, response) => {
    const { accountId } = request.query;
    const groups = state.groups.filter((group) => group.members.includes(String(accountId)));
    sendPageV1(request, response, groups, showGroup);
  });

  router.get('/group', (request, response) => sendPageV1(request, response, state.groups, showGroup));

  router.get('/group/picker', (request, response) => {
    const query = String(request.query.query ?? '').toLowerCase();
    const found = state.groups.filter((group) => group.name.toLowerCase().includes(query));
    sendPageV1(request, response, found, showGroup);
  });

  router.get('/group/by-id', (request, response) => {
    const group = findGroup(request.query.id);
    if (group === undefined) return sendErrorV1(response, 404, 'No group found with this id');
    response.json(showGroup(group));
  });

  router.get('/group/:id/membersByGroupId', (request, response) => {
    const group = findGroup(request.params.id);
    if (group === undefined) return sendErrorV1(response, 404, 'No group found with this id');
    const members = group.members.flatMap((id) => state.users.filter((user) => user.accountId === id));
    sendPageV1(request, response, members, showUser, 100);
  });

  router.post('/group/userByGroupId', (request, response) => {
    if (!mayChange(request)) return sendErrorV1(response, 403, 'Only a site admin can change groups');
    const group = findGroup(request.query.groupId);
    const { accountId } = request.body as { accountId?: string };
    if (group === undefined || accountId === undefined || findUser(accountId) === undefined)
      return sendErrorV1(response, 404, 'No such group or user');
    if (group.members.includes(accountId))
      return sendErrorV1(response, 400, 'The user is already a member of the group');
    group.members.push(accountId);
    save();
    response.status(201).end();
  });

  router.delete('/group/userByGroupId', (request, response) => {
    if (!mayChange(request)) return sendErrorV1(response, 403, 'Only a site admin can change groups');
    const group = findGroup(request.query.groupId);
    const accountId = String(request.query.accountId);
    if (group === undefined || findUser(accountId) === undefined)
      return sendErrorV1(response, 404, 'No such group or user');
    group.members = group.members.filter((id) => id !== accountId);
    save();
    response.status(204).end();
  });

  return router;
}
