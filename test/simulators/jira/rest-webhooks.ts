/**
 * Webhooks: those of administrators (`/rest/webhooks/1.0/webhook`), and those that only apps can see
 * (`/rest/api/3/webhook/…`).
 */
import express, { type Request, type RequestHandler, type Router } from 'express';
import type { SiteAdmin } from './admin.ts';
import { refusing, requireAdmin } from './answers.ts';
import { sendJiraError } from './rest-issues.ts';
import type { AdminWebhook, JiraState } from './state.ts';

const SECTION = 'issue-related-events-section';

interface WebhookBody {
  readonly name?: string;
  readonly url?: string;
  readonly events?: string[];
  readonly filters?: Readonly<Record<string, string>>;
  readonly enabled?: boolean;
  readonly secret?: string;
}

export function adminWebhookRoutes(
  state: JiraState,
  admin: SiteAdmin,
  url: () => string,
  actor: (request: Request) => string,
): Router {
  const router = express.Router();
  const show = ({ id, name, url: target, events, jql, enabled, secret }: AdminWebhook) => ({
    self: `${url()}/rest/webhooks/1.0/webhook/${id}`,
    name,
    url: target,
    events,
    filters: jql === '' ? {} : { [SECTION]: jql },
    excludeBody: false,
    enabled,
    // The secret itself is never shown.
    isSigned: secret !== '',
  });
  router.use('/webhook', requireAdmin(state, actor));
  router.get('/webhook', (_request, response) => {
    response.json(state.webhooks.map(show));
  });
  router.post(
    '/webhook',
    refusing((request, response) => {
      const body = request.body as WebhookBody;
      if (!body.name || !body.url) return sendJiraError(response, 400, 'Webhook needs a name and a URL.');
      const created = admin.saveWebhook({
        name: body.name,
        url: body.url,
        events: body.events ?? [],
        jql: body.filters?.[SECTION] ?? '',
        secret: body.secret ?? '',
        enabled: body.enabled ?? true,
      });
      response.status(201).json(show(created));
    }),
  );
  router.put(
    '/webhook/:id',
    refusing((request, response) => {
      const before = state.webhooks.find((each) => each.id === request.params.id);
      if (before === undefined) return sendJiraError(response, 404, 'There is no such webhook.');
      const body = request.body as WebhookBody;
      const changed = {
        name: body.name ?? before.name,
        url: body.url ?? before.url,
        events: body.events ?? before.events,
        jql: body.filters?.[SECTION] ?? before.jql,
        secret: body.secret ?? before.secret,
        enabled: body.enabled ?? before.enabled,
      };
      response.json(show(admin.saveWebhook(changed, before.id)));
    }),
  );
  return router;
}

/** Dynamic webhooks are for Connect and OAuth 2.0 apps, so an API token is refused as in Jira. */
export function appWebhookRoutes(state: JiraState): Router {
  const router = express.Router();
  const onlyApps: RequestHandler = (_request, response, next) => {
    if (state.accountIsApp) return next();
    sendJiraError(response, 403, 'The caller is not an app.');
  };
  router.get('/webhook/failed', onlyApps, (request, response) => {
    const maxResults = Number(request.query.maxResults ?? 100);
    const after = Number(request.query.after ?? 0);
    const values = state.failedWebhooks.filter((each) => each.failureTime > after).slice(0, maxResults);
    response.json({ maxResults, values });
  });
  return router;
}
