/** Spaces: permissions, which API v2 reads and v1 changes, and roles in v2. */
import express, { type Request, type Response, type Router } from 'express';
import { type ConfluenceContext, sendErrorV1, sendErrorV2, sendPageV2 } from './answers.ts';
import type { ConfluenceSpace } from './state.ts';

/** The kinds of objects that each operation applies to. */
const TARGETS: Readonly<Record<string, readonly string[]>> = {
  read: ['space'],
  create: ['page', 'blogpost', 'comment', 'attachment'],
  delete: ['page', 'blogpost', 'comment', 'attachment'],
  export: ['space'],
  administer: ['space'],
  archive: ['page'],
  restrict_content: ['space'],
};

/** `/wiki/rest/api/space`. */
export function confluenceSpacesV1({ state, save, mayChange }: ConfluenceContext): Router {
  const router = express.Router();
  const withSpace =
    (work: (space: ConfluenceSpace, request: Request, response: Response) => void) =>
    (request: Request, response: Response): void => {
      const space = state.spaces.find((each) => each.key === request.params.key);
      if (space === undefined) sendErrorV1(response, 404, 'No space found with this key');
      else if (!mayChange(request)) sendErrorV1(response, 403, 'You do not administer this space');
      else if (state.mode === 'ROLES')
        sendErrorV1(
          response,
          400,
          'InvalidRbacOperationException: Space permission updates that are not from RBAC are not supported in roles-only mode',
        );
      else work(space, request, response);
    };

  router.post(
    '/space/:key/permission',
    withSpace((space, request, response) => {
      const { subject, operation } = request.body as {
        subject?: { type?: string; identifier?: string };
        operation?: { key?: string; target?: string };
      };
      const { key = '', target = '' } = operation ?? {};
      const id = subject?.identifier ?? '';
      if (subject?.type !== 'user' || !state.users.some((user) => user.accountId === id))
        return sendErrorV1(response, 400, 'The subject does not exist');
      if (TARGETS[key]?.includes(target) !== true)
        return sendErrorV1(response, 400, `The operation ${key} ${target} does not exist`);
      const own = space.permissions.filter((each) => each.principal.type === 'user' && each.principal.id === id);
      if (own.some((each) => each.operation.key === key && each.operation.targetType === target))
        return sendErrorV1(response, 400, 'Permission already exists');
      if (key !== 'read' && !own.some((each) => each.operation.key === 'read'))
        return sendErrorV1(response, 400, 'The subject needs the read space permission first');
      const permission = {
        id: String(state.nextId),
        principal: { type: 'user', id },
        operation: { key, targetType: target },
      } as const;
      state.nextId += 1;
      space.permissions.push(permission);
      save();
      response.json({ id: Number(permission.id), subject, operation });
    }),
  );

  /** Without `read`, a person has no permission in the space. */
  router.delete(
    '/space/:key/permission/:id',
    withSpace((space, request, response) => {
      const gone = space.permissions.find((each) => each.id === request.params.id);
      if (gone === undefined) return sendErrorV1(response, 404, 'No permission found with this id');
      const all = gone.operation.key === 'read';
      space.permissions = space.permissions.filter(
        (each) => each !== gone && !(all && each.principal.id === gone.principal.id),
      );
      save();
      response.status(204).end();
    }),
  );

  return router;
}

/** `/wiki/api/v2`. */
export function confluenceSpacesV2({ state, save, mayChange }: ConfluenceContext): Router {
  const router = express.Router();
  const withSpace =
    (work: (space: ConfluenceSpace, request: Request, response: Response) => void) =>
    (request: Request, response: Response): void => {
      const space = state.spaces.find((each) => each.id === request.params.id);
      if (space === undefined) sendErrorV2(response, 404, 'Not Found', 'There is no such space');
      else work(space, request, response);
    };

  router.get('/spaces', (request, response) => {
    const keys = request.query.keys === undefined ? undefined : String(request.query.keys).split(',');
    const found = state.spaces.filter((space) => keys?.includes(space.key) ?? true);
    sendPageV2(request, response, found, ({ id, key, name }) => ({ id, key, name, type: 'global', status: 'current' }));
  });

  router.get(
    '/spaces/:id/operations',
    withSpace((_space, request, response) => {
      const operations = mayChange(request) ? ['read', 'administer'] : ['read'];
      response.json({ operations: operations.map((operation) => ({ operation, targetType: 'space' })) });
    }),
  );

  router.get(
    '/spaces/:id/permissions',
    withSpace((space, request, response) => sendPageV2(request, response, space.permissions, (each) => each)),
  );

  router.get('/space-roles', (request, response) =>
    sendPageV2(request, response, state.mode === 'PRE_ROLES' ? [] : state.roles, ({ id, name }) => ({
      id,
      type: 'SYSTEM',
      name,
      description: '',
      spacePermissions: [],
    })),
  );

  const show = ([principalId, roleId]: readonly [string, string]) => ({
    principal: { principalType: 'USER', principalId },
    roleId,
  });

  router.get(
    '/spaces/:id/role-assignments',
    withSpace((space, request, response) => {
      const { 'principal-id': principal, 'principal-type': type, 'role-id': role } = request.query;
      if ((principal === undefined) !== (type === undefined))
        return sendErrorV2(response, 400, 'Bad Request', 'principal-id and principal-type go together');
      const found = Object.entries(space.roles).filter(
        ([accountId, roleId]) =>
          (principal === undefined || accountId === principal) && (role === undefined || roleId === role),
      );
      sendPageV2(request, response, found, show);
    }),
  );

  router.post(
    '/spaces/:id/role-assignments',
    withSpace((space, request, response) => {
      if (!mayChange(request)) return sendErrorV2(response, 403, 'Forbidden', 'You do not manage roles in this space');
      const entries = request.body as { principal?: { principalId?: string }; roleId?: string }[];
      for (const { principal, roleId } of entries) {
        const id = principal?.principalId ?? '';
        const known = state.users.some((user) => user.accountId === id);
        if (!known || (roleId !== undefined && !state.roles.some((role) => role.id === roleId)))
          return sendErrorV2(response, 400, 'Bad Request', 'There is no such principal or role');
        if (roleId === undefined) delete space.roles[id];
        else space.roles[id] = roleId;
      }
      save();
      response.json({ results: Object.entries(space.roles).map(show) });
    }),
  );

  return router;
}
