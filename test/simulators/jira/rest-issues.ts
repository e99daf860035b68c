/** `/rest/api/3/issue/…` and search. */
import express, { type Request, type Response, type Router } from 'express';
import type { Actions } from './actions.ts';
import { may } from './admin.ts';
import { JiraRefusal } from './refusal.ts';
import type { Shower } from './show.ts';
import type { JiraIssue } from './state.ts';

/** Writes an error in Jira's format. */
export function sendJiraError(response: Response, status: number, message: string): void {
  response.status(status).json({ errorMessages: [message], errors: {} });
}

export function issueRoutes(actions: Actions, show: Shower, actor: (request: Request) => string): Router {
  const { state } = actions;
  const router = express.Router();
  const page = <Item>(items: readonly Item[], query: Request['query'], most: number) => {
    const startAt = Number(query.startAt ?? 0);
    const maxResults = Math.min(most, Number(query.maxResults ?? most));
    return {
      startAt,
      maxResults,
      total: items.length,
      shown: items.slice(startAt, startAt + maxResults),
      isLast: startAt + maxResults >= items.length,
    };
  };
  const withIssue =
    (work: (issue: JiraIssue, request: Request, response: Response) => void) =>
    (request: Request, response: Response) => {
      const issue = actions.issue(String(request.params.key));
      if (issue === undefined)
        return sendJiraError(response, 404, 'Issue does not exist or you do not have permission to see it.');
      try {
        work(issue, request, response);
      } catch (error) {
        if (!(error instanceof JiraRefusal)) throw error;
        sendJiraError(response, error.status, error.message);
      }
    };

  router.get(
    '/issue/:key',
    withIssue((issue, request, response) => {
      const shown = show.issue(issue) as { fields: Record<string, unknown> };
      const wanted = request.query.fields === undefined ? undefined : String(request.query.fields).split(',');
      const fields =
        wanted === undefined || wanted.includes('*all')
          ? shown.fields
          : Object.fromEntries(Object.entries(shown.fields).filter(([id]) => wanted.includes(id)));
      response.json({ ...shown, fields });
    }),
  );

  router.put(
    '/issue/:key',
    withIssue((issue, request, response) => {
      const { fields } = request.body as { fields?: Record<string, unknown> };
      actions.edit(
        issue,
        actor(request),
        Object.fromEntries(Object.entries(fields ?? {}).map(([id, value]) => [id, kept(value)])),
      );
      response.status(204).end();
    }),
  );

  router.delete(
    '/issue/:key',
    withIssue((issue, request, response) => {
      actions.remove(issue, actor(request));
      response.status(204).end();
    }),
  );

  // Oldest first, by startAt, at most 100: "Get changelogs" of Jira Cloud's REST API v3.
  router.get(
    '/issue/:key/changelog',
    withIssue((issue, request, response) => {
      const { shown, ...rest } = page(issue.changes, request.query, 100);
      response.json({ ...rest, values: shown.map(show.change) });
    }),
  );

  router.get(
    '/issue/:key/comment',
    withIssue((issue, request, response) => {
      const { shown, isLast: _last, ...rest } = page(issue.comments, request.query, 100);
      const properties = String(request.query.expand ?? '').includes('properties');
      response.json({
        ...rest,
        comments: shown.map((each) => ({
          ...show.comment(issue, each),
          ...(properties ? { properties: each.properties } : {}),
        })),
      });
    }),
  );

  router.post(
    '/issue/:key/comment',
    withIssue((issue, request, response) => {
      const { body, properties } = request.body as {
        body?: { type?: string };
        properties?: JiraIssue['comments'][number]['properties'];
      };
      if (body?.type !== 'doc')
        return sendJiraError(response, 400, 'Comment body is not valid: Atlassian Document Format is expected.');
      response.status(201).json(show.comment(issue, actions.comment(issue, actor(request), body, properties)));
    }),
  );

  router.put(
    '/issue/:key/comment/:id',
    withIssue((issue, request, response) => {
      const comment = issue.comments.find((each) => each.id === request.params.id);
      const { body } = request.body as { body?: { type?: string } };
      if (comment === undefined) return sendJiraError(response, 404, 'Can not find a comment for the id.');
      if (body?.type !== 'doc')
        return sendJiraError(response, 400, 'Comment body is not valid: Atlassian Document Format is expected.');
      response.json(show.comment(issue, actions.rewriteComment(issue, comment, body)));
    }),
  );

  router.get(
    '/issue/:key/transitions',
    withIssue((issue, request, response) => {
      // A person who may not move an issue is offered no transitions.
      const offered = may(state, actor(request), 'TRANSITION_ISSUES') ? actions.transitionsOf(issue) : [];
      const transitions = offered.map(({ id, name, to, from }) => ({
        id,
        name,
        to: show.status(to),
        hasScreen: false,
        isGlobal: from === 'any',
        isInitial: false,
        isAvailable: true,
        isConditional: false,
        isLooped: false,
        fields: {},
      }));
      response.json({ expand: 'transitions', transitions });
    }),
  );

  router.post(
    '/issue/:key/transitions',
    withIssue((issue, request, response) => {
      const { id } = (request.body as { transition?: { id?: string } }).transition ?? {};
      const transition = actions.transitionsOf(issue).find((each) => each.id === id);
      if (transition === undefined)
        return sendJiraError(
          response,
          400,
          'It seems that you have tried to perform a workflow operation that is not valid.',
        );
      actions.transition(issue, actor(request), transition.to);
      response.status(204).end();
    }),
  );

  router.put(
    '/issue/:key/assignee',
    withIssue((issue, request, response) => {
      const accountId = (request.body as { accountId?: string | null }).accountId ?? null;
      const user = state.users.find((each) => each.accountId === accountId);
      if (accountId !== null && (user === undefined || user.accountType === 'customer')) {
        return sendJiraError(response, 400, `User '${accountId}' cannot be assigned issues.`);
      }
      actions.edit(issue, actor(request), { assignee: accountId });
      response.status(204).end();
    }),
  );

  /** Supports only the catch-up's JQL: `project = KEY AND updated >= -15m ORDER BY updated`. */
  const search = (jql: string): readonly JiraIssue[] => {
    const [, project] = /project\s*=\s*"?([A-Z][A-Z0-9_]*)"?/i.exec(jql) ?? [];
    const [, since] = /updated\s*>=\s*"?([^"]+?)"?\s*(?:order|and|$)/i.exec(jql) ?? [];
    const [, minutes] = /^-(\d+)m$/.exec(since ?? '') ?? [];
    const from = minutes === undefined ? 0 : Date.now() - Number(minutes) * 60_000;
    return state.issues
      .filter((issue) => (project === undefined || issue.project === project) && Date.parse(issue.updated) >= from)
      .sort((a, b) => a.updated.localeCompare(b.updated) * (/order by updated desc/i.test(jql) ? -1 : 1));
  };
  /** The newest entries first, at most 40: https://developer.atlassian.com/changelog/#CHANGE-2046 */
  const endOfChangelog = (issue: JiraIssue): object => {
    const histories = issue.changes.slice(-40).reverse().map(show.change);
    return { startAt: 0, maxResults: histories.length, total: histories.length, histories };
  };
  const answerSearch = (query: Record<string, unknown>, response: Response): void => {
    const found = search(String(query.jql ?? ''));
    const start = Number(query.nextPageToken ?? 0);
    const size = Number(query.maxResults ?? 50);
    const next = start + size < found.length ? { nextPageToken: String(start + size) } : {};
    const withChangelog = String(query.expand ?? '').includes('changelog');
    response.json({
      issues: found
        .slice(start, start + size)
        .map((issue) => ({ ...show.issue(issue), ...(withChangelog ? { changelog: endOfChangelog(issue) } : {}) })),
      isLast: start + size >= found.length,
      ...next,
    });
  };
  router.get('/search/jql', (request, response) => answerSearch(request.query, response));
  router.post('/search/jql', (request, response) => answerSearch(request.body as Record<string, unknown>, response));

  return router;
}

/** Converts a value from REST to the form that issues store. */
function kept(value: unknown): string | readonly string[] | null {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.map((each) => String(kept(each)));
  if (typeof value === 'object') {
    const { accountId, value: option } = value as { accountId?: string; value?: string };
    return accountId ?? option ?? null;
  }
  return String(value);
}
