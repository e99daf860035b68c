import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiServer, startApi } from '../../test/support/api-server.ts';

const DAY = 24 * 60 * 60_000;

let api: ApiServer;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.stop());

const make = (body: object, as?: string) => api.call('POST', '/tokens', { body, ...(as === undefined ? {} : { as }) });

test('a token is shown once, kept as a hash, and works until it is revoked', async () => {
  const made = await make({ name: 'ci', role: 'operator' });
  expect(made).toMatchObject({ status: 201, body: { name: 'ci', role: 'operator', createdBy: 'admin' } });
  const { id, token } = made.body;
  expect(made.headers.get('location')).toBe(`/api/v1/tokens/${id}`);
  expect((await api.call('GET', '/me', { as: token })).body).toMatchObject({ name: 'token:ci', role: 'operator' });
  for (const path of ['/tokens', `/tokens/${id}`, '/audit'])
    expect(JSON.stringify((await api.call('GET', path)).body)).not.toContain(token);
  expect((await api.call('GET', `/tokens/${id}`)).body.lastUsedAt).toBe(api.clock.now.toISOString());
  expect(await api.call('DELETE', `/tokens/${id}`)).toMatchObject({ status: 204 });
  expect(await api.call('DELETE', `/tokens/${id}`)).toMatchObject({ status: 204 });
  expect(await api.call('GET', '/me', { as: token })).toMatchObject({ status: 401 });
  const trail = (await api.call('GET', '/audit?limit=2')).body.items;
  expect(trail.map((each: { action: string }) => each.action)).toEqual(['token.revoked', 'token.created']);
});

test('a token ends by itself, after 90 days unless it is to be less, and a year at most', async () => {
  const { token, expiresAt } = (await make({ name: 'default', role: 'auditor' })).body;
  expect(Date.parse(expiresAt)).toBe(api.clock.now.getTime() + 90 * DAY);
  const short = (await make({ name: 'short', role: 'auditor', expiresIn: '1h' })).body.token;
  const before = api.clock.now;
  api.clock.now = new Date(before.getTime() + 2 * 60 * 60_000);
  expect(await api.call('GET', '/me', { as: short })).toMatchObject({ status: 401 });
  expect(await api.call('GET', '/me', { as: token })).toMatchObject({ status: 200 });
  api.clock.now = before;
  expect(await make({ name: 'long', role: 'auditor', expiresIn: '2y' })).toMatchObject({ status: 400 });
  expect(await make({ name: 'long', role: 'auditor', expiresIn: '500d' })).toMatchObject({ status: 400 });
});

test('a name is used by one token at a time, also by two people at once', async () => {
  const answers = await Promise.all(Array.from({ length: 4 }, () => make({ name: 'race', role: 'auditor' })));
  expect(answers.map((each) => each.status).sort()).toEqual([201, 409, 409, 409]);
  const { id } = answers.find((each) => each.status === 201)?.body ?? {};
  await api.call('DELETE', `/tokens/${id}`);
  expect(await make({ name: 'race', role: 'auditor' })).toMatchObject({ status: 201 });
});

test('a token is never taken for a person, and makes no others', async () => {
  expect(await make({ name: 'lead@acme.test', role: 'approver' })).toMatchObject({ status: 400 });
  const { token } = (await make({ name: 'maker', role: 'admin' })).body;
  expect(await make({ name: 'child', role: 'admin' }, token)).toMatchObject({ status: 403 });
});

test('an owner’s token is for the applications that it names', async () => {
  const { token } = (await make({ name: 'okta-bot', role: 'owner', applications: ['okta'] })).body;
  expect((await api.call('GET', '/applications', { as: token })).body.items).toMatchObject([{ key: 'okta' }]);
  const none = (await make({ name: 'no-bot', role: 'owner' })).body.token;
  expect((await api.call('GET', '/applications', { as: none })).body.items).toEqual([]);
});
