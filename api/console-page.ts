/** The page at `/`: where to go from here. */
import express, { type Router } from 'express';
import type { Services } from './services.ts';

export function consolePage(services: Services): Router {
  const router = express.Router();
  router.get('/', (_request, response) => {
    response.type('html').send(`<!doctype html>
<html lang="en">
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Leasehold</title>
<style>
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
  body { max-width: 42rem; margin: 3rem auto; padding: 0 1rem }
  code { font-size: .9em }
</style>
<main>
<h1>Leasehold</h1>
<p>Access that is asked for in Jira, approved by the right people, given and taken away on time.</p>
<ul>
  <li><a href="${services.temporalUiUrl}">Temporal Web UI</a>: every request is a run</li>
  <li><code>GET /api/v1/requests</code>, <code>/api/v1/grants</code>, <code>/api/v1/audit</code>: with an API token</li>
  <li><a href="/readyz">/readyz</a>, <a href="/metrics">/metrics</a></li>
</ul>
</main>
</html>`);
  });
  return router;
}
