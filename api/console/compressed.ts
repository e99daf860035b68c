/** Files that were compressed when they were built, for browsers that take them so. */
import { existsSync } from 'node:fs';
import { extname } from 'node:path';
import express, { type RequestHandler } from 'express';

/** Serves `name.gz` in the place of `name` where there is one. Mounted before the files themselves. */
export function compressedFiles(folder: string, maxAgeMs: number): RequestHandler {
  const files = express.static(folder, { immutable: true, maxAge: maxAgeMs, index: false });
  return (request, response, next) => {
    const { path, url } = request;
    if (!/^\/[\w.-]+\.(js|css)$/.test(path) || !existsSync(`${folder}${path}.gz`)) return next();
    // Whether it is compressed depends on who asks, for caches in between too.
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
