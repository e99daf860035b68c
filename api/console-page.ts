/** The console at `/`: its built files, and its page for every address of its own. */
import { existsSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type RequestHandler, type Response, type Router } from 'express';

const BUILT = fileURLToPath(new URL('../console/dist', import.meta.url));
const YEAR_MS = 365 * 24 * 3_600_000;
/** What is not a page of the console's, whatever the browser accepts. */
const NOT_PAGES = /^\/(api|auth|webhooks|assets|metrics|healthz|readyz|openapi\.json)(\/|$)/;

export function consolePage(folder = BUILT): Router {
  const router = express.Router();
  // Names of assets hold a hash of what is in them.
  router.use('/assets', compressed(`${folder}/assets`));
  router.use(
    '/assets',
    express.static(`${folder}/assets`, { immutable: true, maxAge: YEAR_MS, index: false, setHeaders: sayEncoding }),
  );
  router.use(express.static(folder, { index: false, maxAge: 0 }));
  router.use((request, response, next) => {
    if (request.method !== 'GET' || NOT_PAGES.test(request.path) || !request.accepts('html')) return next();
    if (!existsSync(`${folder}/index.html`)) return response.type('html').send(NOT_BUILT);
    response.set('Cache-Control', 'no-cache').sendFile('index.html', { root: folder });
  });
  return router;
}

/** Encodings that the build writes beside a file, the best first. */
const ENCODINGS = [
  { encoding: 'br', ending: '.br' },
  { encoding: 'gzip', ending: '.gz' },
] as const;

/** Turns a request for a file into one for its compressed form, where there is one that the browser takes. */
function compressed(folder: string): RequestHandler {
  return (request, response, next) => {
    response.vary('Accept-Encoding');
    const { pathname } = new URL(request.url, 'http://here');
    const found = /^\/[\w.-]+$/.test(pathname)
      ? ENCODINGS.find(
          ({ encoding, ending }) => request.acceptsEncodings(encoding) && existsSync(`${folder}${pathname}${ending}`),
        )
      : undefined;
    if (found !== undefined) request.url = `${pathname}${found.ending}`;
    next();
  };
}

function sayEncoding(response: Response, path: string): void {
  const found = ENCODINGS.find(({ ending }) => path.endsWith(ending));
  if (found === undefined) return;
  response.set('Content-Encoding', found.encoding);
  response.type(extname(path.slice(0, -found.ending.length)));
}

const NOT_BUILT = `<!doctype html>
<html lang="en">
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Leasehold</title>
<main><h1>Leasehold</h1><p>The console is not built here: run <code>npm run build:console</code> and load this page again. The API works without it.</p></main>
</html>`;
