/** `/api/v1/users`. */
import express, { type Router } from 'express';
import { type OktaContext, sendOktaError, sendPage } from './answers.ts';
import type { OktaGroup, OktaUser } from './state.ts';

export function showUser(user: OktaUser): object {
  const { id, status, created, lastUpdated, profile } = user;
  return {
    id,
    status,
    created,
    activated: created,
    statusChanged: lastUpdated,
    lastLogin: null,
    lastUpdated,
    passwordChanged: null,
    type: { id: 'oty1default000000000' },
    profile,
  };
}

export function showGroup({ id, type, created, profile }: OktaGroup): object {
  return {
    id,
    created,
    lastUpdated: created,
    lastMembershipUpdated: created,
    objectClass: ['okta:user_group'],
    type,
    profile,
  };
}

export function oktaUsers({ state, save }: OktaContext): Router {
  const router = express.Router();
  const find = (idOrLogin: string): OktaUser | undefined =>
    state.users.find((user) => user.id === idOrLogin || user.profile.login?.toLowerCase() === idOrLogin.toLowerCase());

  router.get('/users', (request, response) => {
    const search = String(request.query.search ?? request.query.filter ?? '');
    const [, attribute, value] = /^profile\.(\w+) eq "((?:[^"\\]|\\.)*)"$/.exec(search) ?? [];
    if (search !== '' && attribute === undefined)
      return sendOktaError(response, 400, 'E0000031', `Invalid search criteria.`);
    const wanted = value?.replaceAll('\\', '').toLowerCase();
    const q = String(request.query.q ?? '').toLowerCase();
    const found = state.users.filter(
      (user) =>
        // A plain list omits deprovisioned users; a search does not.
        (search !== '' || user.status !== 'DEPROVISIONED') &&
        (attribute === undefined || user.profile[attribute]?.toLowerCase() === wanted) &&
        (q === '' || Object.values(user.profile).some((each) => each.toLowerCase().startsWith(q))),
    );
    sendPage(response, found, request.query, showUser);
  });

  router.get('/users/:id', (request, response) => {
    const user = find(request.params.id);
    if (user === undefined) return sendOktaError(response, 404);
    response.json(showUser(user));
  });

  router.get('/users/:id/groups', (request, response) => {
    const user = find(request.params.id);
    if (user === undefined) return sendOktaError(response, 404);
    sendPage(
      response,
      state.groups.filter((group) => group.members.includes(user.id)),
      request.query,
      showGroup,
    );
  });

  const lifecycle: Readonly<Record<string, readonly [from: readonly string[], to: string]>> = {
    suspend: [['ACTIVE'], 'SUSPENDED'],
    unsuspend: [['SUSPENDED'], 'ACTIVE'],
    deactivate: [['ACTIVE', 'SUSPENDED', 'STAGED'], 'DEPROVISIONED'],
    activate: [['STAGED', 'DEPROVISIONED'], 'ACTIVE'],
  };
  router.post('/users/:id/lifecycle/:step', (request, response) => {
    const user = find(request.params.id);
    const step = lifecycle[request.params.step];
    if (user === undefined || step === undefined) return sendOktaError(response, 404);
    if (!step[0].includes(user.status))
      return sendOktaError(response, 400, 'E0000001', 'Cannot change the status of a user in this state');
    user.status = step[1];
    user.lastUpdated = new Date().toISOString();
    if (user.status === 'DEPROVISIONED')
      for (const group of state.groups) group.members = group.members.filter((id) => id !== user.id);
    save();
    response.json({});
  });

  router.delete('/users/:id/sessions', (request, response) => {
    const user = find(request.params.id);
    if (user === undefined) return sendOktaError(response, 404);
    state.sessionsEnded.push(user.id);
    save();
    response.status(204).end();
  });

  return router;
}
