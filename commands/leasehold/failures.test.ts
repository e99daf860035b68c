import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createSocketServer, type Server as SocketServer } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { dataOf } from '../../api/client/client.ts';
import { leasehold } from '../../test/support/leasehold.ts';
import { createApi } from './api-client.ts';
import { CliError, failureOf } from './failure.ts';
import { connectionSentence } from './no-answer.ts';
import { type PagingOptions, readList } from './pages.ts';
import { createProgram } from './program.ts';

const servers: { close(): unknown }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function listen(server: SocketServer): Promise<string> {
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const serve = (answer: RequestListener): Promise<string> => listen(createServer(answer));

async function sentence(url: string, token = 'a-token'): Promise<string> {
  const error = await createApi(url, token)
    .GET('/api/v1/requests')
    .catch((each: unknown) => each);
  expect(error).toBeInstanceOf(CliError);
  return (error as Error).message;
}

describe('a failure is a sentence that says which address, and what to do', () => {
  test('nothing listens', async () => {
    const url = await serve(() => {});
    for (const server of servers.splice(0)) server.close();
    expect(await sentence(url)).toBe(
      `Leasehold does not answer at ${url}: the connection was refused. Start it (\`npm run serve\`), or correct --url.`,
    );
  });

  test('the name is not known', async () => {
    expect(await sentence('http://leasehold.invalid')).toContain('the host name is unknown');
  });

  test('another protocol', async () => {
    const url = await serve((_request, response) => response.end());
    expect(await sentence(url.replace('http:', 'https:'))).toContain(
      'does not speak TLS. Try http:// instead of https://.',
    );
    const noise = await listen(createSocketServer((socket) => socket.on('error', () => {}).end('SSH-2.0-OpenSSH\r\n')));
    expect(await sentence(noise)).toContain('does not speak HTTP');
  });

  test('a page, a redirect to a sign-in, a proxy whose Leasehold is away', async () => {
    const page = await serve((_request, response) => {
      response.setHeader('content-type', 'text/html').end('<html>Hello</html>');
    });
    expect(await sentence(page)).toBe(
      `${page} answers with HTTP 200 and text/html, not as Leasehold does. Check --url, and whether a proxy requires a sign-in.`,
    );
    const redirect = await serve((_request, response) => response.writeHead(302, { location: '/login' }).end());
    expect(await sentence(redirect)).toContain('a redirect to /login');
    const proxy = await serve((_request, response) => {
      response.writeHead(502, { 'content-type': 'text/html' }).end('<html>Bad Gateway</html>');
    });
    expect(await sentence(proxy)).toContain('answered HTTP 502, but not as Leasehold does. Check the proxy');
  });

  test('an answer that breaks off, or never was JSON', async () => {
    const url = await serve((_request, response) => {
      response.setHeader('content-type', 'application/json').end('{"items": [');
    });
    expect(await sentence(url)).toContain('is incomplete or not JSON');
  });

  test('certificates', () => {
    const tls = (code: string) =>
      connectionSentence(
        'https://x.test',
        new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) }),
      );
    expect(tls('DEPTH_ZERO_SELF_SIGNED_CERT')).toContain('NODE_EXTRA_CA_CERTS');
    expect(tls('CERT_HAS_EXPIRED')).toContain('has expired');
    expect(tls('ERR_TLS_CERT_ALTNAME_INVALID')).toContain('is for another name');
  });

  test('no token, or what cannot be one', async () => {
    await expect(createApi('http://127.0.0.1:1', undefined).GET('/api/v1/me')).rejects.toThrow(
      'No API token: set LEASEHOLD_TOKEN or pass --token.',
    );
    expect(await sentence('http://127.0.0.1:1', 'smart “quotes”')).toContain('contains invalid characters');
  });
});

test('too many requests are waited out, as long as the API says', async () => {
  let asked = 0;
  const url = await serve((_request, response) => {
    asked += 1;
    response.setHeader('content-type', 'application/json');
    if (asked === 1) response.writeHead(429, { 'retry-after': '1' }).end('{"detail":"Too many"}');
    else response.end('{"ok":true}');
  });
  expect(await dataOf(createApi(url, 'a-token').GET('/api/v1/requests'))).toEqual({ ok: true });
});

test('lists are read page after page, and never further than wanted', async () => {
  const rows = Array.from({ length: 450 }, (_none, index) => index);
  const url = await serve((request, response) => {
    const query = new URL(request.url ?? '', 'http://x').searchParams;
    const start = Number(query.get('cursor') ?? 0);
    const end = start + Number(query.get('limit'));
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ items: rows.slice(start, end), nextCursor: end < 450 ? String(end) : null }));
  });
  const api = createApi(url, 'a-token');
  const read = (paging: PagingOptions) =>
    readList(paging, (query) => dataOf(api.GET('/api/v1/requests', { params: { query } })));
  expect(await read({ all: true })).toEqual({ items: rows, nextCursor: null });
  expect(await read({ limit: 250 })).toEqual({ items: rows.slice(0, 250), nextCursor: '250' });
  expect(await read({ limit: 5, cursor: '10' })).toEqual({
    items: [10, 11, 12, 13, 14],
    nextCursor: '15',
  });
});

test('a mistake of ours is said to be one, and only --debug shows a stack', () => {
  const error = new TypeError('x is not a function');
  expect(failureOf(error, { json: false, debug: false })).toEqual({
    exitCode: 1,
    text: 'Internal error of the command line (x is not a function). Run it with --debug, and report the output.',
  });
  expect(failureOf(error, { json: false, debug: true }).text).toContain('    at ');
});

test.each([
  [['lost']],
  [['requests', 'lost']],
  [['requests', 'show']],
  [['requests', 'list', '--nope']],
  [['grants', 'list', '--limit', 'many']],
  [['grants', 'list', '--limit', '3', '--all']],
  [['--url', 'localhost:8080', 'requests', 'list']],
  [['revoke', '--reason', 'why']],
  [['review', 'decide', 'some-id', 'perhaps']],
])('wrong usage: %j', async (args) => {
  const error = await createProgram()
    .parseAsync(['--token', 't', ...args], { from: 'user' })
    .catch((each: unknown) => each);
  expect(failureOf(error, { json: false, debug: false })).toEqual({
    exitCode: 2,
    text: expect.stringMatching(/\nSee: leasehold.* --help$/),
  });
});

describe('the process', { timeout: 60_000 }, () => {
  const refuse = () =>
    serve((_request, response) => {
      response.writeHead(404, { 'content-type': 'application/problem+json' });
      response.end('{"detail":"There is no request \\u001b[31mX-1.","code":"LH_NOT_FOUND","status":404}');
    });

  test('fails with 1 and nothing on standard output; JSON failures are one line of JSON', async () => {
    const args = ['--url', await refuse(), '--token', 't', 'requests', 'show', 'X-1'];
    expect(await leasehold(args)).toEqual({ code: 1, stdout: '', stderr: 'There is no request  [31mX-1.\n' });
    const { stderr, stdout } = await leasehold([...args, '--json']);
    expect(stdout).toBe('');
    expect(JSON.parse(stderr)).toEqual({
      error: { message: 'There is no request \u001b[31mX-1.', code: 'LH_NOT_FOUND', status: 404 },
    });
  });

  test('wrong usage ends with 2, and says which help tells more', async () => {
    expect(await leasehold(['requests', 'list', '--state', 'sleeping'])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/Allowed choices are received, .*\nSee: leasehold requests list --help\n$/),
    });
    expect(await leasehold(['requests'])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^Usage: leasehold requests/),
    });
  });

  test('nobody is told anything when the reader has enough', async () => {
    const url = await serve((_request, response) => {
      response.setHeader('content-type', 'application/x-ndjson');
      for (let row = 0; row < 20_000; row += 1) response.write(`{"seq":${row},"filler":"${'x'.repeat(80)}"}\n`);
      response.end();
    });
    const child = spawn(process.execPath, [
      'commands/leasehold/leasehold.mjs',
      '--url',
      url,
      '--token',
      't',
      'audit',
      'export',
    ]);
    let stderr = '';
    child.stderr.on('data', (text: Buffer) => {
      stderr += text.toString();
    });
    await once(child.stdout, 'data');
    child.stdout.destroy();
    const [code] = await once(child, 'close');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  test('Ctrl-C ends with 130, and says how to look at what goes on', async () => {
    let looked = 0;
    const url = await serve((_request, response) => {
      looked += 1;
      response.setHeader('content-type', 'application/json');
      response.end('{"id":"o-1","state":"running","total":3,"revoked":1,"failed":0,"items":[],"parts":[]}');
    });
    const child = spawn(process.execPath, [
      'commands/leasehold/leasehold.mjs',
      '--url',
      url,
      '--token',
      't',
      'revoke',
      '--order',
      'o-1',
    ]);
    let stderr = '';
    child.stderr.on('data', (text: Buffer) => {
      stderr += text.toString();
    });
    await expect.poll(() => looked, { timeout: 50_000 }).toBeGreaterThan(1);
    child.kill('SIGINT');
    const [code] = await once(child, 'close');
    expect(code).toBe(130);
    expect(stderr).toBe('\nThe operation continues. To check again: leasehold revoke --order o-1\n');
  });

  test('what is followed survives a restart of Leasehold', async () => {
    let looked = 0;
    const url = await serve((request, response) => {
      looked += 1;
      if (looked === 2) {
        request.socket.destroy();
        return;
      }
      response.setHeader('content-type', 'application/json');
      const state = looked > 2 ? 'done' : 'running';
      response.end(`{"id":"o-1","state":"${state}","total":3,"revoked":3,"failed":0,"items":[],"parts":[]}`);
    });
    expect(await leasehold(['--url', url, '--token', 't', 'revoke', '--order', 'o-1'])).toEqual({
      code: 0,
      stdout: 'Ended 3 of 3.\n',
      stderr: '',
    });
  });
});
