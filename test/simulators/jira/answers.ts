/** Answer formats of the simulated Jira: refusals, administrators only, pages. */
import type { Request, RequestHandler, Response } from 'express';
import { may } from './admin.ts';
import { JiraRefusal } from './refusal.ts';
import { sendJiraError } from './rest-issues.ts';
import type { JiraState } from './state.ts';

/** Writes a handler's exception in Jira's format. */
export function refusing(
  handler: (request: Request, response: Response) => void,
  refuse = sendJiraError,
): RequestHandler {
  return (request, response) => {
    try {
      handler(request, response);
    } catch (error) {
      if (!(error instanceof JiraRefusal)) throw error;
      refuse(response, error.status, error.message);
    }
  };
}

/** Refuses everyone but Jira administrators. */
export function requireAdmin(state: JiraState, actor: (request: Request) => string): RequestHandler {
  return (request, response, next) => {
    if (may(state, actor(request), 'ADMINISTER')) return next();
    sendJiraError(response, 403, 'Only Jira administrators can access this resource.');
  };
}

/** A page of a list, in the platform API's format. */
export function pageOf<Item>(request: Request, items: readonly Item[]): object {
  const startAt = Number(request.query.startAt ?? 0);
  const maxResults = Math.min(50, Number(request.query.maxResults ?? 50));
  const isLast = startAt + maxResults >= items.length;
  return { startAt, maxResults, total: items.length, isLast, values: items.slice(startAt, startAt + maxResults) };
}
