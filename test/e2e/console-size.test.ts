import { once } from 'node:events';
import { get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import express from 'express';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { consolePage } from '../../api/console/console-page.ts';

/** Bytes on the wire. */
const MOST = 250_000;

let server: Server;
let url: string;
beforeAll(async () => {
  server = express().use(consolePage()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server?.close());

/** Not `fetch`, which hides the encoding of the answer. */
async function load(path: string, encoding = 'gzip, br'): Promise<{ answer: IncomingMessage; bytes: Buffer }> {
  const [answer] = (await once(get(`${url}${path}`, { headers: { 'accept-encoding': encoding } }), 'response')) as [
    IncomingMessage,
  ];
  expect(answer.statusCode, path).toBe(200);
  return { answer, bytes: await buffer(answer) };
}

/** Static imports of a script; `import()` loads later, when a page is visited. */
const importsOf = (code: string): string[] =>
  [...code.matchAll(/(?:\bfrom|\bimport)"\.\/([\w.-]+\.js)"/g)].map(([, name]) => `/assets/${name}`);

/** Scripts with all their imports, each once, and their bytes on the wire. */
async function sizesOf(paths: readonly string[]): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  const waiting = [...paths];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (sizes.has(path)) continue;
    const { answer, bytes } = await load(path);
    expect(answer.headers, path).toMatchObject({
      'content-encoding': 'gzip',
      'content-type': expect.stringContaining('text/javascript'),
      'cache-control': expect.stringContaining('immutable'),
      vary: 'Accept-Encoding',
    });
    sizes.set(path, bytes.length);
    waiting.push(...importsOf(gunzipSync(bytes).toString()));
  }
  return sizes;
}

test('the first page needs less than 250 kB of script, and other pages come when they are visited', async () => {
  const page = (await load('/')).bytes.toString();
  const [entry = ''] = /\/assets\/index-[\w-]+\.js/.exec(page) ?? [];
  const { bytes } = await load(entry);
  const lazy = [
    ...new Set([
      ...gunzipSync(bytes)
        .toString()
        .matchAll(/\bimport\("\.\/([\w.-]+)"\)/g),
    ]),
  ].map(([, name]) => `/assets/${name}`);
  expect(lazy.length).toBeGreaterThan(10);
  // The entry contains the first page's own code.
  expect(lazy.filter((path) => path.includes('/overview-'))).toEqual([]);
  const first = await sizesOf([entry]);
  expect([...first.keys()].filter((path) => lazy.includes(path))).toEqual([]);
  const total = [...first.values()].reduce((sum, size) => sum + size, 0);
  expect(total).toBeGreaterThan(50_000);
  expect(total, JSON.stringify([...first])).toBeLessThan(MOST);
});

test('a client without compression receives the same bytes uncompressed', async () => {
  const page = (await load('/')).bytes.toString();
  const [entry = ''] = /\/assets\/index-[\w-]+\.js/.exec(page) ?? [];
  const plain = await load(entry, 'identity');
  expect(plain.answer.headers['content-encoding']).toBeUndefined();
  expect(plain.answer.headers.vary).toBe('Accept-Encoding');
  expect(plain.bytes.equals(gunzipSync((await load(entry)).bytes))).toBe(true);
});
