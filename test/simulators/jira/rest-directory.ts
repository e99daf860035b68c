/** Fields, people and groups. */
import express, { type Request, type Router } from 'express';
import { sendJiraError } from './rest-issues.ts';
import { showUser } from './show.ts';
import { showField } from './show-admin.ts';
import type { JiraState } from './state.ts';

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

  return router;
}
