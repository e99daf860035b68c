/** Fields, people, groups and the project. */
import express, { type Request, type Router } from 'express';
import { sendJiraError } from './rest-issues.ts';
import { showUser } from './show.ts';
import type { JiraField, JiraState } from './state.ts';

export function directoryRoutes(state: JiraState, url: () => string, actor: (request: Request) => string): Router {
  const router = express.Router();
  const user = (accountId: unknown) => state.users.find((each) => each.accountId === accountId);

  router.get('/myself', (request, response) => {
    const own = user(actor(request));
    if (own === undefined) return sendJiraError(response, 401, 'You are not authenticated.');
    response.json({ ...showUser(own, url()), emailAddress: own.emailAddress });
  });

  router.get('/serverInfo', (_request, response) => {
    response.json({
      baseUrl: url(),
      version: '1001.0.0-SNAPSHOT',
      deploymentType: 'Cloud',
      buildNumber: 100_000,
      serverTime: new Date().toISOString().replace('Z', '+0000'),
      serverTitle: 'Jira',
    });
  });

  router.get('/field', (_request, response) => {
    response.json(state.fields.map(showField));
  });

  router.get('/user', (request, response) => {
    const found = user(request.query.accountId);
    if (found === undefined)
      return sendJiraError(response, 404, 'Specified user does not exist or you do not have required permissions');
    response.json(showUser(found, url()));
  });

  router.get('/user/email', (request, response) => {
    const found = user(request.query.accountId);
    if (found === undefined || found.emailHidden)
      return sendJiraError(response, 404, 'The app is not approved to read e-mail addresses.');
    response.json({ accountId: found.accountId, email: found.emailAddress });
  });

  /** Like Jira: a prefix of the e-mail, or of a word of the display name. */
  router.get('/user/search', (request, response) => {
    const query = String(request.query.query ?? '').toLowerCase();
    const found = state.users.filter(
      (each) =>
        each.emailAddress.toLowerCase().startsWith(query) ||
        each.displayName.toLowerCase().startsWith(query) ||
        each.displayName
          .toLowerCase()
          .split(/\s+/)
          .some((word) => word.startsWith(query)),
    );
    response.json(found.map((each) => showUser(each, url())));
  });

  router.get('/group/member', (request, response) => {
    const group = state.groups.find(
      (each) => each.name === request.query.groupname || each.groupId === request.query.groupId,
    );
    if (group === undefined) return sendJiraError(response, 404, 'The group does not exist.');
    const startAt = Number(request.query.startAt ?? 0);
    const maxResults = Math.min(50, Number(request.query.maxResults ?? 50));
    const values = group.members.slice(startAt, startAt + maxResults).flatMap((id) => {
      const found = user(id);
      return found === undefined ? [] : [showUser(found, url())];
    });
    response.json({
      self: `${url()}/rest/api/3/group/member`,
      startAt,
      maxResults,
      total: group.members.length,
      isLast: startAt + maxResults >= group.members.length,
      values,
    });
  });

  router.get('/project/:key', (request, response) => {
    if (request.params.key !== state.project.key)
      return sendJiraError(response, 404, `No project could be found with key '${request.params.key}'.`);
    response.json({
      self: `${url()}/rest/api/3/project/${state.project.id}`,
      ...state.project,
      projectTypeKey: 'service_desk',
      simplified: false,
      style: 'classic',
    });
  });

  return router;
}

function showField(field: JiraField): object {
  const custom = field.id.startsWith('customfield_');
  return {
    id: field.id,
    key: field.id,
    name: field.name,
    custom,
    orderable: true,
    navigable: true,
    searchable: true,
    clauseNames: [field.name],
    schema: {
      type: field.type,
      ...(field.type === 'array' ? { items: 'user' } : {}),
      ...(field.custom === undefined ? {} : { custom: field.custom, customId: Number(field.id.slice(12)) }),
    },
  };
}
