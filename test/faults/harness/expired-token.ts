/** Jira as it answers a token that has expired: reads find nothing, because a caller without an account may see nothing. */
import type { RequestHandler } from 'express';
import { sendJiraError } from '../../simulators/jira/rest-issues.ts';

export interface ExpiringToken {
  readonly middleware: RequestHandler;
  expired: boolean;
  /** The number of calls that were answered so. */
  answered: number;
}

export function createExpiringToken(): ExpiringToken {
  const token: ExpiringToken = {
    expired: false,
    answered: 0,
    middleware(request, response, next) {
      if (!token.expired || !request.path.startsWith('/rest/')) return next();
      token.answered += 1;
      response.set('x-seraph-loginreason', 'AUTHENTICATED_FAILED');
      if (/\/search\/jql$/.test(request.path)) {
        response.json({ issues: [], isLast: true });
        return;
      }
      if (request.method === 'GET' && /\/issue\//.test(request.path))
        return sendJiraError(response, 404, 'Issue does not exist or you do not have permission to see it.');
      if (request.method === 'GET' && /\/(search|approval|member)s?$/.test(request.path)) {
        response.json(request.path.endsWith('/search') ? [] : { values: [], isLast: true, isLastPage: true, size: 0 });
        return;
      }
      sendJiraError(response, 401, 'Client must be authenticated to access this resource.');
    },
  };
  return token;
}
