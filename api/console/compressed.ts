/** Serves files that were compressed at build time. */
import { existsSync } from 'node:fs';
import { extname } from 'node:path';
import express, { type RequestHandler } from 'express';

/** Serves `name.gz` for `name` if it exists and the browser accepts it. Mounted before the files themselves. */
export function compressedFiles(folder: string, maxAgeMs: number): RequestHandler {
  const files = express.static(folder, { immutable: true, maxAge: maxAgeMs, index: false });
  return (request, response, next) => {
    const { path, url } = request;
    if (!/^\/[\w.-]+\.(js|css)$/.test(path) || !existsSync(`${folder}${path}.gz`)) return next();
    // The response depends on the request, which caches must know.
    response.vary('Accept-Encoding');
    if (request.acceptsEncodings('gzip', 'identity') !== 'gzip') return next();
    response.set('Content-Encoding', 'gzip').type(extname(path));
    request.url = `${path}.gz`;
    files(request, response, (error?: unknown) => {
      request.url = url;
      response.removeHeader('Content-Encoding');
      next(error);
    });
  };
}
