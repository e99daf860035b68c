/** The console at `/`: its built files, and its page for every address of the console. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import express, { type Router } from 'express';
import { compressedFiles } from './compressed.ts';

const BUILT = fileURLToPath(new URL('../../console/dist', import.meta.url));
const YEAR_MS = 365 * 24 * 3_600_000;
/** Paths that never serve the console's page. */
const NOT_PAGES = /^\/(api|auth|webhooks|assets|metrics|healthz|readyz|openapi\.json)(\/|$)/;

export function consolePage(folder = BUILT): Router {
  const router = express.Router();
  // Names of assets contain a hash of their content.
  router.use('/assets', compressedFiles(`${folder}/assets`, YEAR_MS));
  router.use('/assets', express.static(`${folder}/assets`, { immutable: true, maxAge: YEAR_MS, index: false }));
  router.use(express.static(folder, { index: false, maxAge: 0 }));
  router.use((request, response, next) => {
    if (request.method !== 'GET' || NOT_PAGES.test(request.path) || !request.accepts('html')) return next();
    if (!existsSync(`${folder}/index.html`)) return response.type('html').send(NOT_BUILT);
    response.set('Cache-Control', 'no-cache').sendFile('index.html', { root: folder });
  });
  return router;
}

const NOT_BUILT = `<!doctype html>
<html lang="en">
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Leasehold</title>
<main><h1>Leasehold</h1><p>The console is not built. Run <code>npm run build:console</code> and reload this page. The API works without it.</p></main>
</html>`;
