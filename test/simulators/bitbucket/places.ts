/** Repositories and projects of API 2.0 with the explicit permissions of people. */
import express, { type Request, type Response, type Router } from 'express';
import {
  type BitbucketContext,
  findAccount,
  parseFilter,
  sendBitbucketError,
  sendPage,
  showAccount,
} from './answers.ts';
import type { BitbucketPlace } from './state.ts';

interface Kind {
  readonly type: 'repository' | 'project';
  readonly base: string;
  readonly permissions: readonly string[];
  places(): readonly BitbucketPlace[];
}

export function bitbucketPlaces({ state, save }: BitbucketContext): Router {
  const router = express.Router();
  const kinds: readonly Kind[] = [
    {
      type: 'repository',
      base: '/repositories/:workspace',
      permissions: ['read', 'write', 'admin'],
      places: () => state.repositories,
    },
    {
      type: 'project',
      base: '/workspaces/:workspace/projects',
      permissions: ['read', 'write', 'create-repo', 'admin'],
      places: () => state.projects,
    },
  ];
  for (const kind of kinds) addKind(kind);
  return router;

  function addKind({ type, base, permissions, places }: Kind): void {
    const show = ({ uuid, id, name }: BitbucketPlace) => ({
      type,
      uuid,
      name,
      ...(type === 'repository' ? { slug: id, full_name: `${state.workspace.slug}/${id}` } : { key: id }),
    });
    const showPermission = (place: BitbucketPlace, uuid: string) => ({
      type: `${type}_user_permission`,
      permission: place.permissions[uuid] ?? 'none',
      user: showAccount(
        findAccount(state, uuid) ?? { uuid, account_id: '', nickname: '', display_name: '', email: '' },
      ),
      [type]: show(place),
    });
    const withPlace =
      (work: (place: BitbucketPlace, request: Request, response: Response) => void) =>
      (request: Request, response: Response): void => {
        const place = places().find((each) => each.id === request.params.id || each.uuid === request.params.id);
        if (request.params.workspace === state.workspace.slug && place !== undefined) work(place, request, response);
        else sendBitbucketError(response, 404, `The ${type} does not exist.`);
      };
    const withUser =
      (work: (place: BitbucketPlace, uuid: string, request: Request, response: Response) => void) =>
      (request: Request, response: Response): void =>
        withPlace((place) => {
          const account = findAccount(state, String(request.params.user));
          if (account !== undefined) work(place, account.uuid, request, response);
          else sendBitbucketError(response, 404, 'The user does not exist.');
        })(request, response);
    const users = `${base}/:id/permissions-config/users`;

    /** https://developer.atlassian.com/cloud/bitbucket/rest/api-group-repositories/ "List explicit group permissions" */
    router.get(
      `${base}/:id/permissions-config/groups`,
      withPlace((place, request, response) =>
        sendPage(request, response, Object.entries(place.groups ?? {}), ([slug, permission]) => ({
          type: `${type}_group_permission`,
          permission,
          group: { type: 'group', slug, name: state.groups.find((each) => each.slug === slug)?.name ?? slug },
        })),
      ),
    );

    router.get(base, (request, response) => {
      const filter = parseFilter(request.query.q);
      if (filter === undefined) return sendBitbucketError(response, 400, 'Invalid filter');
      sendPage(request, response, places().filter(filter), show);
    });
    router.get(
      `${base}/:id`,
      withPlace((place, _request, response) => {
        response.json(show(place));
      }),
    );
    router.get(
      users,
      withPlace((place, request, response) => {
        sendPage(request, response, Object.keys(place.permissions), (uuid) => showPermission(place, uuid));
      }),
    );
    router.get(
      `${users}/:user`,
      withUser((place, uuid, _request, response) => {
        response.json(showPermission(place, uuid));
      }),
    );
    router.put(
      `${users}/:user`,
      withUser((place, uuid, request, response) => {
        const { permission } = request.body as { permission?: string };
        if (permission === undefined || !permissions.includes(permission))
          return sendBitbucketError(response, 400, 'Bad request', 'permission is not a valid choice');
        if (place.permissions[uuid] === undefined && seatsTaken() >= (state.seats ?? Number.POSITIVE_INFINITY))
          return sendBitbucketError(response, 402);
        place.permissions[uuid] = permission;
        save();
        response.json(showPermission(place, uuid));
      }),
    );
    router.delete(
      `${users}/:user`,
      withUser((place, uuid, _request, response) => {
        delete place.permissions[uuid];
        save();
        response.status(204).end();
      }),
    );
  }

  function seatsTaken(): number {
    const everywhere = [...state.repositories, ...state.projects].flatMap((place) => Object.keys(place.permissions));
    return new Set([...everywhere, ...state.groups.flatMap((group) => group.members)]).size;
  }
}
