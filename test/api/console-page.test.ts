import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import express from 'express';
import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { consolePage } from '../../api/console-page.ts';

const SCRIPT = `${'console.log("a lease");'.repeat(200)}\n`;

describe('the console as it is served', () => {
  let folder: string;
  let server: Server;
  let url: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'leasehold-console-'));
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'index.html'), '<!doctype html><title>Leasehold</title>');
    await writeFile(join(folder, 'assets/main-abc.js'), SCRIPT);
    await writeFile(join(folder, 'assets/main-abc.js.br'), brotliCompressSync(SCRIPT));
    await writeFile(join(folder, 'assets/main-abc.js.gz'), gzipSync(SCRIPT));
    await writeFile(join(folder, 'assets/small-def.css'), 'a{color:red}');
    server = createServer(express().use(consolePage(folder)));
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    await new Promise((closed) => server.close(closed));
    await rm(folder, { recursive: true, force: true });
  });

  /** Without the decoding that `fetch` does by itself. */
  async function get(path: string, encodings?: string) {
    const { statusCode, headers, body } = await request(`${url}${path}`, {
      headers: encodings === undefined ? {} : { 'accept-encoding': encodings },
    });
    return { status: statusCode, headers, bytes: (await body.bytes()).length };
  }

  test.each([
    ['br, gzip', 'br'],
    ['gzip, deflate', 'gzip'],
    [undefined, undefined],
    ['identity', undefined],
  ])('a browser that takes %s is given %s, as a script, and may keep it for a year', async (takes, given) => {
    const { status, headers, bytes } = await get('/assets/main-abc.js', takes);
    expect(status).toBe(200);
    expect(headers['content-encoding']).toBe(given);
    expect(headers['content-type']).toMatch(/javascript/);
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(headers.vary).toContain('Accept-Encoding');
    if (given === undefined) expect(bytes).toBe(SCRIPT.length);
    else expect(bytes).toBeLessThan(SCRIPT.length / 10);
  });

  test('what was too small to compress is served as it is', async () => {
    const { status, headers } = await get('/assets/small-def.css', 'br, gzip');
    expect(status).toBe(200);
    expect(headers['content-encoding']).toBeUndefined();
  });

  test('an address of the console is its page, which is asked for anew; an asset that is not there is not', async () => {
    const page = await request(`${url}/requests/ACCESS-1`, { headers: { accept: 'text/html' } });
    expect(page.statusCode).toBe(200);
    expect(page.headers['cache-control']).toBe('no-cache');
    expect(await page.body.text()).toContain('<title>Leasehold</title>');
    expect((await get('/assets/gone.js', 'br')).status).toBe(404);
  });
});
