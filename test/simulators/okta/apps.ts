/** `/api/v1/apps`. */
import express, { type Router } from 'express';
import { type OktaContext, sendOktaError, sendPage } from './answers.ts';
import type { OktaApp, OktaAssignment } from './state.ts';

export function oktaApps({ state, save }: OktaContext): Router {
  const router = express.Router();
  const find = (id: string) => state.apps.find((app) => app.id === id);
  const showApp = ({ id, label, name, created }: OktaApp) => ({
    id,
    name,
    label,
    status: 'ACTIVE',
    created,
    lastUpdated: created,
    signOnMode: 'BOOKMARK',
    settings: { app: { url: 'https://acme.my.salesforce.test' } },
  });
  const showAssignment = (each: OktaAssignment, scope: 'USER' | 'GROUP' = 'USER') => ({
    id: each.id,
    created: each.created,
    lastUpdated: each.created,
    statusChanged: each.created,
    scope,
    status: 'ACTIVE',
    credentials: { userName: state.users.find((user) => user.id === each.id)?.profile.login ?? each.id },
    profile: each.profile,
  });

  const isByGroup = (app: OktaApp, user: string): boolean =>
    (app.groups ?? []).some((id) => state.groups.find((group) => group.id === id)?.members.includes(user));
  /** An individual assignment hides one through a group. */
  const showFor = (app: OktaApp, user: string): object | undefined => {
    const own = app.users.find((each) => each.id === user);
    if (own !== undefined) return showAssignment(own);
    return isByGroup(app, user) ? showAssignment({ id: user, profile: {}, created: app.created }, 'GROUP') : undefined;
  };

  router.get('/apps', (request, response) => {
    const q = String(request.query.q ?? '').toLowerCase();
    sendPage(
      response,
      state.apps.filter((app) => app.label.toLowerCase().startsWith(q)),
      request.query,
      showApp,
    );
  });

  router.get('/apps/:id', (request, response) => {
    const app = find(request.params.id);
    if (app === undefined) return sendOktaError(response, 404);
    response.json(showApp(app));
  });

  router.get('/apps/:id/users', (request, response) => {
    const app = find(request.params.id);
    if (app === undefined) return sendOktaError(response, 404);
    sendPage(response, app.users, request.query, (each) => showAssignment(each));
  });

  router.post('/apps/:id/users', (request, response) => {
    const app = find(request.params.id);
    const { id, profile } = request.body as { id?: string; profile?: Record<string, string> };
    if (app === undefined || !state.users.some((user) => user.id === id)) return sendOktaError(response, 404);
    const assigned = app.users.find((each) => each.id === id) ?? {
      id: String(id),
      profile: profile ?? {},
      created: new Date().toISOString(),
    };
    if (!app.users.includes(assigned)) app.users.push(assigned);
    // An assignment through a group becomes individual (gravitational/teleport#53947).
    Object.assign(assigned.profile, profile);
    save();
    response.json(showAssignment(assigned));
  });

  router.get('/apps/:id/users/:user', (request, response) => {
    const app = find(request.params.id);
    const shown = app && showFor(app, request.params.user);
    if (shown === undefined) return sendOktaError(response, 404);
    response.json(shown);
  });

  router.get('/apps/:id/groups', (request, response) => {
    const app = find(request.params.id);
    if (app === undefined) return sendOktaError(response, 404);
    const groups = (app.groups ?? []).map((id) => ({ id }));
    sendPage(response, groups, request.query, ({ id }) => ({ id, priority: 0, lastUpdated: app.created, profile: {} }));
  });

  /** Changes the given attributes, and keeps the rest of the profile. */
  router.post('/apps/:id/users/:user', (request, response) => {
    const assigned = find(request.params.id)?.users.find((each) => each.id === request.params.user);
    if (assigned === undefined) return sendOktaError(response, 404);
    Object.assign(assigned.profile, (request.body as { profile?: Record<string, string> }).profile);
    save();
    response.json(showAssignment(assigned));
  });

  router.delete('/apps/:id/users/:user', (request, response) => {
    const app = find(request.params.id);
    if (app?.users.some((each) => each.id === request.params.user) !== true) return sendOktaError(response, 404);
    // Of a person whom a group assigns it, too (gravitational/teleport#53947).
    if (isByGroup(app, request.params.user))
      return sendOktaError(
        response,
        403,
        'E0000046',
        'You do not have permission to access the feature you are requesting: app assignment through a group',
      );
    app.users = app.users.filter((each) => each.id !== request.params.user);
    save();
    response.status(204).end();
  });

  return router;
}
