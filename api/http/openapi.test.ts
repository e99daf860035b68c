import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiServer, startApi } from '../../test/support/api-server.ts';
import { authorizationPage, routesPage } from '../../test/tools/documents/api-pages.ts';
import { apiTypesOf } from '../../test/tools/documents/api-types.ts';
import { ACTIONS } from '../authorization.ts';
import { ROUTES } from '../routes.ts';
import { buildOpenApi } from './openapi.ts';

const document = buildOpenApi(ROUTES) as unknown as {
  paths: Record<string, Record<string, { operationId: string; responses: Record<string, unknown> }>>;
  components: { schemas: Record<string, object> };
};
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, operation })),
);

describe('the document of the API', () => {
  test('is the one that is committed; npm run openapi writes it', async () => {
    expect(JSON.parse(await readFile('docs/openapi.json', 'utf8'))).toEqual(JSON.parse(JSON.stringify(document)));
  });

  test('is what the pages on routes and roles are made of; npm run openapi writes them', async () => {
    expect(await readFile('docs/api-routes.md', 'utf8')).toBe(routesPage(ROUTES));
    expect(await readFile('docs/authorization.md', 'utf8')).toBe(authorizationPage());
  });

  test('has no component that only refers to another one, and no reference that leads nowhere', () => {
    for (const [name, schema] of Object.entries(document.components.schemas))
      expect(Object.keys(schema), name).not.toEqual(['$ref']);
    for (const [, name] of JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g))
      expect(Object.keys(document.components.schemas)).toContain(name);
  });

  test('is what the types of the client are made of; npm run openapi writes both', async () => {
    const types = await apiTypesOf(JSON.stringify(document));
    expect(await readFile('api/client/schema.d.ts', 'utf8')).toBe(types);
    expect(types).toContain('"/api/v1/requests/{key}/decisions"');
    expect(types).toMatch(/Application: \{\s+key: string;/);
    expect(types).toContain('cursor?: string | undefined;');
    expect(types).toContain('"application/yaml": string;');
  });

  test('names every operation once', () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test.each(operations)('$name documents its refusals as problem details', ({ operation, name }) => {
    const statuses = Object.keys(operation.responses);
    expect(statuses, name).toEqual(expect.arrayContaining(['429', '500', '503']));
    if (name.includes('/api/v1')) expect(statuses, name).toEqual(expect.arrayContaining(['401', '403']));
  });
});

describe('every route', () => {
  test('is bound to an action of the table, or is public by name', () => {
    const open = ROUTES.filter((route) => route.declaration.action === 'public').map(
      ({ declaration }) => `${declaration.method} ${declaration.path}`,
    );
    expect(open.sort()).toEqual([
      'get /auth/callback',
      'get /auth/local',
      'get /auth/login',
      'get /healthz',
      'get /metrics',
      'get /openapi.json',
      'get /readyz',
      'post /auth/local',
      'post /auth/logout',
      'post /webhooks/jira',
    ]);
    for (const { declaration } of ROUTES)
      if (declaration.action !== 'public') expect(Object.keys(ACTIONS)).toContain(declaration.action);
  });

  test('of an action that nobody uses is none', () => {
    const used = new Set(ROUTES.map((route) => route.declaration.action));
    expect(Object.keys(ACTIONS).filter((action) => !used.has(action as keyof typeof ACTIONS))).toEqual([]);
  });
});

describe('over HTTP', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api?.stop());

  test('the document is served as it is committed', async () => {
    const served = await fetch(`${api.url}/openapi.json`);
    expect(await served.json()).toEqual(JSON.parse(await readFile('docs/openapi.json', 'utf8')));
  });

  test.each([
    ['a path that is not there', 'GET', '/nowhere', {}, 404, 'LH_NOT_FOUND'],
    ['another method', 'PUT', '/requests', {}, 405, 'LH_METHOD_NOT_ALLOWED'],
    ['an unknown filter', 'GET', '/grants?aplication=okta', {}, 400, 'LH_BAD_REQUEST'],
    ['a page that is too large', 'GET', '/requests?limit=201', {}, 400, 'LH_BAD_REQUEST'],
    ['a cursor of somebody else', 'GET', '/grants?cursor=abc', {}, 400, 'LH_BAD_REQUEST'],
    ['a null character', 'GET', '/requests/a%00b', {}, 400, 'LH_BAD_REQUEST'],
    ['an invalid percent encoding', 'GET', '/requests/%zz', {}, 400, 'LH_BAD_REQUEST'],
    [
      'a body of another kind',
      'POST',
      '/revocations',
      { body: 'a=b', headers: { 'content-type': 'text/plain' } },
      415,
      'LH_UNSUPPORTED_MEDIA',
    ],
    ['a body that is not JSON', 'POST', '/revocations', { body: '{' }, 400, 'LH_BAD_REQUEST'],
    [
      'a body that is too deep',
      'POST',
      '/revocations',
      { body: '['.repeat(90) + ']'.repeat(90) },
      400,
      'LH_BAD_REQUEST',
    ],
    ['a body that is too large', 'POST', '/tokens', { body: { name: 'x'.repeat(70_000) } }, 413, 'LH_TOO_LARGE'],
    ['a lone surrogate', 'POST', '/revocations', { body: '{"subject":"a","reason":"\\ud800"}' }, 400, 'LH_BAD_REQUEST'],
  ] as const)('%s is refused with a sentence', async (_what, method, path, options, status, code) => {
    const answer = await api.call(method, path, options);
    expect(answer).toMatchObject({ status, body: { status, code, detail: expect.stringMatching(/^.+$/) } });
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });

  test('a refused body says what is wrong, and where', async () => {
    const { body } = await api.call('POST', '/revocations', { body: { subject: 'ann@acme.test', dryrun: true } });
    expect(body.problems).toEqual(
      expect.arrayContaining([
        { path: 'reason', message: expect.any(String) },
        { path: '', message: expect.stringContaining('dryrun') },
      ]),
    );
  });

  test('a method that is not there is answered with those that are', async () => {
    const { headers } = await api.call('DELETE', '/requests');
    expect(headers.get('allow')).toBe('GET, HEAD');
    // `/applications/{key}` would take it for a key.
    expect(
      (await api.call('PUT', '/applications/entitlements', { headers: { 'if-match': '*' }, body: {} })).status,
    ).toBe(404);
    expect((await api.call('PATCH', '/applications/entitlements')).headers.get('allow')).toBe('POST');
  });
});
