/** `/api/v1/users/{id}/roles` and `/api/v1/iam`: administrator roles of people. */
import { randomUUID } from 'node:crypto';
import express, { type Router } from 'express';
import { type OktaContext, sendOktaError } from './answers.ts';
import type { OktaRole } from './state.ts';

const STANDARD: Readonly<Record<string, string>> = {
  SUPER_ADMIN: 'Super Administrator',
  ORG_ADMIN: 'Organization Administrator',
  APP_ADMIN: 'Application Administrator',
  USER_ADMIN: 'Group Administrator',
  GROUP_MEMBERSHIP_ADMIN: 'Group Membership Administrator',
  HELP_DESK_ADMIN: 'Help Desk Administrator',
  API_ACCESS_MANAGEMENT_ADMIN: 'API Access Management Administrator',
  REPORT_ADMIN: 'Report Administrator',
  READ_ONLY_ADMIN: 'Read-Only Administrator',
};
const CREATED = '2026-01-05T09:00:00.000Z';

export function oktaRoles({ state, save }: OktaContext): Router {
  const router = express.Router();
  const known = (userId: string): boolean => state.users.some((user) => user.id === userId);
  const show = ({ id, type, role, resourceSet, throughGroup }: OktaRole) => ({
    id,
    label: STANDARD[type] ?? role,
    type,
    status: 'ACTIVE',
    created: CREATED,
    lastUpdated: CREATED,
    assignmentType: throughGroup === true ? 'GROUP' : 'USER',
    ...(role === undefined ? {} : { role, 'resource-set': resourceSet }),
  });

  router.get('/users/:id/roles', (request, response) => {
    if (!known(request.params.id)) return sendOktaError(response, 404);
    response.json(state.roles.filter((each) => each.userId === request.params.id).map(show));
  });

  router.post('/users/:id/roles', (request, response) => {
    const { type, role, 'resource-set': resourceSet } = request.body as Record<string, string>;
    const userId = request.params.id;
    const custom = type === 'CUSTOM';
    if (
      !known(userId) ||
      (custom && (!state.customRoles.includes(role ?? '') || !state.resourceSets.includes(resourceSet ?? '')))
    )
      return sendOktaError(response, 404);
    if (!custom && STANDARD[type ?? ''] === undefined) return sendOktaError(response, 400);
    const same = (each: OktaRole) =>
      each.userId === userId && each.type === type && each.role === role && each.resourceSet === resourceSet;
    if (state.roles.some(same)) return sendOktaError(response, 409, 'E0000090', 'Duplicate role assignment exception.');
    const added: OktaRole = {
      id: `ra${randomUUID().replaceAll('-', '').slice(0, 18)}`,
      userId,
      type: type ?? '',
      ...(custom ? { role: role ?? '', resourceSet: resourceSet ?? '' } : {}),
    };
    state.roles.push(added);
    save();
    response.status(201).json(show(added));
  });

  router.delete('/users/:id/roles/:role', (request, response) => {
    const { id: userId, role } = request.params;
    if (!state.roles.some((each) => each.userId === userId && each.id === role)) return sendOktaError(response, 404);
    state.roles = state.roles.filter((each) => each.id !== role);
    save();
    response.status(204).end();
  });

  /** The body of this list contains the next page's address. */
  router.get('/iam/assignees/users', (request, response) => {
    const ids = [...new Set(state.roles.map((each) => each.userId))];
    const limit = Math.min(100, Number(request.query.limit ?? 100));
    const start = request.query.after === undefined ? 0 : ids.indexOf(String(request.query.after)) + 1;
    const page = ids.slice(start, start + limit);
    const here = `${request.protocol}://${request.get('host')}`;
    const next = `${here}${request.baseUrl}${request.path}?after=${page.at(-1)}&limit=${limit}`;
    response.json({
      value: page.map((id) => ({ id, orn: `orn:okta:directory:00o1acme000000000000:users:${id}` })),
      _links: start + limit < ids.length ? { next: { href: next } } : {},
    });
  });

  return router;
}
