/** `/1.0/groups`: the remaining part of API 1.0. */
import express, { type Router } from 'express';
import { type BitbucketContext, findAccount, sendPlainError, showAccount } from './answers.ts';

export function bitbucketGroups({ state, save }: BitbucketContext): Router {
  const router = express.Router();
  router.param('workspace', (_request, response, next, workspace) => {
    if (workspace === state.workspace.slug) next();
    else sendPlainError(response, 404, 'Not Found');
  });
  const find = (slug: string) => state.groups.find((group) => group.slug === slug);
  const shown = (ids: readonly string[]) =>
    ids.flatMap((id) => {
      const account = findAccount(state, id);
      return account === undefined ? [] : [showAccount(account)];
    });

  router.get('/groups/:workspace', (_request, response) => {
    response.json(
      state.groups.map(({ slug, name, members }) => ({ slug, name, permission: null, members: shown(members) })),
    );
  });

  router.get('/groups/:workspace/:slug/members', (request, response) => {
    const group = find(request.params.slug);
    if (group === undefined) return sendPlainError(response, 404, 'No such group');
    response.json(shown(group.members));
  });

  router.put('/groups/:workspace/:slug/members/:member', (request, response) => {
    const group = find(request.params.slug);
    const account = findAccount(state, request.params.member);
    if (group === undefined || account === undefined) return sendPlainError(response, 404, 'Not Found');
    if (!request.is('application/json')) return sendPlainError(response, 415, 'Unsupported Media Type');
    if (group.members.includes(account.uuid)) return sendPlainError(response, 409, 'Conflict: already a member');
    group.members.push(account.uuid);
    save();
    response.json(showAccount(account));
  });

  router.delete('/groups/:workspace/:slug/members/:member', (request, response) => {
    const group = find(request.params.slug);
    const account = findAccount(state, request.params.member);
    if (group === undefined || account === undefined || !group.members.includes(account.uuid))
      return sendPlainError(response, 404, 'Not Found');
    group.members = group.members.filter((id) => id !== account.uuid);
    save();
    response.status(204).end();
  });

  return router;
}
