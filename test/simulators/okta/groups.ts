/** `/api/v1/groups`. */
import express, { type Router } from 'express';
import { type OktaContext, sendOktaError, sendPage } from './answers.ts';
import { showGroup, showUser } from './users.ts';

const CREATED = '2026-01-05T09:00:00.000Z';

export function oktaGroups({ state, save }: OktaContext): Router {
  const router = express.Router();
  const find = (id: string) => state.groups.find((group) => group.id === id);

  router.get('/groups', (request, response) => {
    const q = String(request.query.q ?? '').toLowerCase();
    sendPage(
      response,
      state.groups.filter((group) => group.profile.name.toLowerCase().startsWith(q)),
      request.query,
      showGroup,
    );
  });

  router.get('/groups/rules', (request, response) => {
    sendPage(response, state.rules, request.query, ({ id, name, status, groupIds, excluded }) => ({
      type: 'group_rule',
      id,
      name,
      status,
      created: CREATED,
      lastUpdated: CREATED,
      conditions: {
        people: { users: { exclude: excluded }, groups: { exclude: [] } },
        expression: { value: 'user.department=="Engineering"', type: 'urn:okta:expression:1.0' },
      },
      actions: { assignUserToGroups: { groupIds } },
    }));
  });

  router.get('/groups/:id', (request, response) => {
    const group = find(request.params.id);
    if (group === undefined) return sendOktaError(response, 404);
    response.json(showGroup(group));
  });

  router.get('/groups/:id/users', (request, response) => {
    const group = find(request.params.id);
    if (group === undefined) return sendOktaError(response, 404);
    const members = group.members.flatMap((id) => state.users.filter((user) => user.id === id));
    sendPage(response, members, request.query, showUser);
  });

  /** Okta answers 204 to adding an existing member, and to removing a non-member. */
  router.put('/groups/:id/users/:user', (request, response) => {
    const group = find(request.params.id);
    if (group === undefined || !state.users.some((user) => user.id === request.params.user))
      return sendOktaError(response, 404);
    if (group.type !== 'OKTA_GROUP')
      return sendOktaError(
        response,
        403,
        'E0000038',
        'This operation is not allowed in the current authentication state.',
      );
    if (!group.members.includes(request.params.user)) {
      group.members.push(request.params.user);
      state.effects.push({ verb: 'added', user: request.params.user, group: group.profile.name });
    }
    save();
    response.status(204).end();
  });

  router.delete('/groups/:id/users/:user', (request, response) => {
    const group = find(request.params.id);
    if (group === undefined || !state.users.some((user) => user.id === request.params.user))
      return sendOktaError(response, 404);
    if (group.members.includes(request.params.user)) {
      group.members = group.members.filter((id) => id !== request.params.user);
      // A member by a rule is put on its exclusion list (Okta support, "Remove a user from a group rule").
      for (const rule of state.rules)
        if (rule.groupIds.includes(group.id) && rule.members.includes(request.params.user))
          rule.excluded.push(request.params.user);
      state.effects.push({ verb: 'removed', user: request.params.user, group: group.profile.name });
    }
    save();
    response.status(204).end();
  });

  return router;
}
