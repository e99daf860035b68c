/** `/2.0/workspaces`: the workspace and its members. */
import express, { type Router } from 'express';
import { type BitbucketContext, findAccount, sendBitbucketError, sendPage, showAccount } from './answers.ts';

export function bitbucketWorkspaces({ state }: BitbucketContext): Router {
  const router = express.Router();
  const { slug } = state.workspace;
  const known = (workspace: string): boolean => workspace === slug || workspace === state.workspace.uuid;

  router.get('/workspaces/:workspace', (request, response) => {
    if (!known(request.params.workspace)) return sendBitbucketError(response, 404);
    response.json({ type: 'workspace', ...state.workspace, is_private: true });
  });

  /** Only a filter by e-mail can return e-mails, and only the filtered ones. */
  router.get('/workspaces/:workspace/members', (request, response) => {
    if (!known(request.params.workspace)) return sendBitbucketError(response, 404);
    const q = request.query.q === undefined ? undefined : String(request.query.q);
    const [, list] = /^user\.email IN \((.+)\)$/.exec(q ?? '') ?? [];
    if (q !== undefined && list === undefined) return sendBitbucketError(response, 400, 'Invalid filter');
    const emails = list?.match(/"(?:[^"\\]|\\.)*"/g)?.map((each) => JSON.parse(each) as string) ?? [];
    const withEmail = request.query.fields === '+values.user.email';
    sendPage(
      request,
      response,
      state.members.filter((each) => q === undefined || emails.includes(each.email)),
      (each) => ({
        type: 'workspace_membership',
        user: { ...showAccount(each), ...(withEmail && q !== undefined ? { email: each.email } : {}) },
      }),
    );
  });

  router.get('/workspaces/:workspace/members/:member', (request, response) => {
    const account = known(request.params.workspace) ? findAccount(state, request.params.member) : undefined;
    if (account === undefined) return sendBitbucketError(response, 404);
    response.json({ type: 'workspace_membership', user: showAccount(account), workspace: { type: 'workspace', slug } });
  });

  return router;
}
