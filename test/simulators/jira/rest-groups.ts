/** `/rest/api/3/…` about access in Jira itself: groups, and the people of a project's roles. */
import express, { type Request, type Response, type Router } from 'express';
import { may } from './admin.ts';
import { pageOf } from './answers.ts';
import { sendJiraError } from './rest-issues.ts';
import type { JiraState } from './state.ts';

/** @param save writes the state, if it is kept in a file. */
export function groupRoutes(
  state: JiraState,
  save: () => void,
  url: () => string,
  actor: (request: Request) => string,
): Router {
  const router = express.Router();
  const user = (accountId: unknown) => state.users.find((each) => each.accountId === accountId);
  const group = (request: Request) =>
    state.groups.find((each) => each.groupId === request.query.groupId || each.name === request.query.groupname);
  const showGroup = ({ groupId, name }: JiraState['groups'][number]) => ({
    groupId,
    name,
    self: `${url()}/rest/api/3/group?groupId=${groupId}`,
  });

  router.get('/user/groups', (request, response) => {
    const found = user(request.query.accountId);
    if (found === undefined) return sendJiraError(response, 404, 'The user does not exist.');
    response.json(state.groups.filter((each) => each.members.includes(found.accountId)).map(showGroup));
  });

  router.get('/group/bulk', (request, response) => {
    const wanted = (name: string): readonly string[] | undefined => {
      const value = request.query[name];
      return value === undefined ? undefined : [value].flat().map(String);
    };
    const found = state.groups.filter(
      (each) =>
        (wanted('groupId')?.includes(each.groupId) ?? true) && (wanted('groupName')?.includes(each.name) ?? true),
    );
    response.json(
      pageOf(
        request,
        found.map(({ groupId, name }) => ({ groupId, name })),
      ),
    );
  });

  /** Only a site administrator may change groups. */
  const changing = (request: Request, response: Response, change: (members: string[], accountId: string) => void) => {
    if (!may(state, actor(request), 'ADMINISTER'))
      return sendJiraError(response, 403, 'The user does not have the permission to change groups.');
    const { accountId = request.query.accountId } = (request.body ?? {}) as { accountId?: string };
    const members = group(request)?.members;
    if (members === undefined) return sendJiraError(response, 404, 'The group does not exist.');
    if (typeof accountId !== 'string' || user(accountId) === undefined)
      return sendJiraError(response, 404, 'Specified user does not exist or you do not have required permissions');
    change(members, accountId);
  };

  router.post('/group/user', (request, response) => {
    changing(request, response, (members, accountId) => {
      const found = group(request);
      if (found === undefined || members.includes(accountId))
        return sendJiraError(response, 400, `Cannot add user. User is already a member of '${found?.name}'.`);
      members.push(accountId);
      save();
      response.status(201).json(showGroup(found));
    });
  });

  /** Jira answers 200 with an empty body. */
  router.delete('/group/user', (request, response) => {
    changing(request, response, (members, accountId) => {
      const at = members.indexOf(accountId);
      if (at < 0) return sendJiraError(response, 400, 'Cannot remove user: the user is not a member of the group.');
      members.splice(at, 1);
      save();
      response.status(200).end();
    });
  });

  router.delete('/project/:key/role/:id', (request, response) => {
    const project = state.project;
    const here = project !== null && [project.key, project.id].includes(request.params.key);
    const role = here ? project.roles.find((each) => each.id === request.params.id) : undefined;
    if (role === undefined) return sendJiraError(response, 404, 'The project or the role was not found.');
    if (!may(state, actor(request), 'ADMINISTER') && !may(state, actor(request), 'ADMINISTER_PROJECTS'))
      return sendJiraError(response, 403, 'The user does not administer the project.');
    const at = role.members.indexOf(String(request.query.user));
    if (at < 0) return sendJiraError(response, 404, 'The user is no actor of the role.');
    role.members.splice(at, 1);
    save();
    response.status(204).end();
  });

  return router;
}
