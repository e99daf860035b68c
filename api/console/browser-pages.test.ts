import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../test/parts/free-port.ts';
import { requireDocumented } from '../../test/support/api-client.ts';
import { type ApiServer, startApi } from '../../test/support/api-server.ts';
import { configurationDocument } from '../../test/support/configuration.ts';

/** As browsers send it when a person opens an address. */
const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

let api: ApiServer;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.stop());

async function open(path: string, accept: string) {
  const response = await fetch(`${api.url}${path}`, { headers: { accept }, redirect: 'manual' });
  const text = await response.text();
  const type = response.headers.get('content-type') ?? '';
  const body = type.includes('json') ? JSON.parse(text) : text;
  requireDocumented('GET', path, { status: response.status, headers: response.headers, body });
  return { status: response.status, type, headers: response.headers, body };
}

test('who opens the sign-in where nobody can sign in yet is told what to set up', async () => {
  const page = await open('/auth/login', BROWSER);
  expect([page.status, page.type]).toEqual([404, 'text/html; charset=utf-8']);
  expect(page.headers.get('cache-control')).toBe('no-store');
  for (const part of [
    '<h1>Sign-in is not configured</h1>',
    'auth:\n  oidc:\n    issuer:',
    `${api.url}/auth/callback`,
    'docs/security.md',
    'npm start',
  ])
    expect(page.body).toContain(part);
});

test('a program that asks for the same is told so in a problem', async () => {
  for (const accept of ['*/*', 'application/json'])
    expect(await open('/auth/login', accept)).toMatchObject({
      status: 404,
      type: expect.stringMatching(/^application\/problem\+json/),
      body: { code: 'LH_NOT_FOUND', detail: expect.stringContaining('auth.oidc') },
    });
});

test('a provider that does not answer is told of in a page too', async () => {
  const issuer = `http://127.0.0.1:${await freePort()}`;
  await api.configure(configurationDocument({ auth: { oidc: { issuer, clientId: 'x', roleClaims: {} } } }));
  const page = await open('/auth/login', BROWSER);
  expect([page.status, page.type]).toEqual([503, 'text/html; charset=utf-8']);
  expect(page.headers.get('retry-after')).toBe('30');
  expect(page.body).toContain(`The sign-in provider ${issuer} does not answer`);
  expect(await open('/auth/login', '*/*')).toMatchObject({ status: 503, body: { code: 'LH_UNAVAILABLE' } });
});

test('elsewhere a refusal is a problem, whatever a browser would like', async () => {
  expect(await open('/api/v1/me', BROWSER)).toMatchObject({ status: 401, body: { code: 'LH_UNAUTHENTICATED' } });
});
