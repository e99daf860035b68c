import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiServer, startApi } from '../../test/support/api-server.ts';
import { rule } from '../../test/support/configuration.ts';

const DAY = 24 * 60 * 60_000;

describe('a POST that is sent again with its Idempotency-Key', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api?.stop());

  const add = (key: string, idempotencyKey: string, as?: string) =>
    api.call('POST', '/rules', {
      body: rule({ key }),
      headers: { 'idempotency-key': idempotencyKey },
      ...(as === undefined ? {} : { as }),
    });

  test('gets the first answer, and happens once', async () => {
    const first = await add('one', 'k1');
    const second = await add('one', 'k1');
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    for (const header of ['etag', 'location', 'leasehold-revision'])
      expect(second.headers.get(header)).toBe(first.headers.get(header));
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    expect(second.headers.get('idempotency-replayed')).toBe('true');
  });

  test('for another body is refused, and for another person is another key', async () => {
    await add('two', 'k2');
    expect(await add('two-b', 'k2')).toMatchObject({ status: 422, body: { code: 'LH_KEY_REUSED' } });
    expect(await add('two-c', 'k2', 'second-admin')).toMatchObject({ status: 201 });
  });

  test('many times at once happens once', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => add('three', 'k3')));
    const statuses = answers.map((each) => each.status);
    expect(statuses).toContain(201);
    expect(statuses.every((status) => status === 201 || status === 409)).toBe(true);
    const { body } = await api.call('GET', '/rules?limit=200');
    expect(body.items.filter((each: { key: string }) => each.key === 'three')).toHaveLength(1);
    expect(await add('three', 'k3')).toMatchObject({ status: 201 });
  });

  test('after a refusal may try again: what was refused changed nothing', async () => {
    expect(await add('three', 'k4')).toMatchObject({ status: 409 });
    expect(await add('four', 'k4')).toMatchObject({ status: 201 });
  });

  test('is forgotten after a day', async () => {
    const before = api.clock.now;
    await add('five', 'k5');
    api.clock.now = new Date(before.getTime() + DAY + 1_000);
    expect(await add('five', 'k5')).toMatchObject({ status: 409 });
    api.clock.now = before;
  });

  test('after the process died at work is done again, once it cannot be at work any more', async () => {
    const entry = { principal: 'admin', key: 'k6', fingerprint: 'x' };
    const at = (ms: number): string => new Date(api.clock.now.getTime() + ms).toISOString();
    await api.store.answers.claim(entry, { now: at(-6 * 60_000), keptSince: at(-DAY), workingSince: at(-DAY) });
    expect(await add('six', 'k6')).toMatchObject({ status: 201 });
    await api.store.answers.claim({ ...entry, key: 'k7' }, { now: at(0), keptSince: at(-DAY), workingSince: at(-DAY) });
    expect(await add('seven', 'k7')).toMatchObject({ status: 422 });
  });

  test('of a token shows the token no second time, and keeps it nowhere', async () => {
    const make = () =>
      api.call('POST', '/tokens', { body: { name: 'once', role: 'auditor' }, headers: { 'idempotency-key': 'k8' } });
    const { token } = (await make()).body;
    const again = await make();
    expect(again).toMatchObject({ status: 409, body: { detail: expect.stringContaining('shown once') } });
    expect(JSON.stringify(again.body)).not.toContain(token);
  });

  test('must have a key that can be one', async () => {
    for (const key of ['x'.repeat(256), 'with space']) expect(await add('x', key)).toMatchObject({ status: 400 });
  });
});

describe('too many requests', () => {
  test('of one person or token are refused until some time has passed; others go on', async () => {
    const api = await startApi({ rateLimit: 30 });
    try {
      for (let n = 0; n < 30; n += 1) expect(await api.call('GET', '/me')).toMatchObject({ status: 200 });
      const refused = await api.call('GET', '/me');
      expect(refused).toMatchObject({ status: 429, body: { code: 'LH_TOO_MANY_REQUESTS' } });
      const seconds = Number(refused.headers.get('retry-after'));
      expect(seconds).toBe(2);
      expect(await api.call('GET', '/me', { as: 'operator' })).toMatchObject({ status: 200 });
      api.clock.now = new Date(api.clock.now.getTime() + seconds * 1_000);
      expect(await api.call('GET', '/me')).toMatchObject({ status: 200 });
      expect(await api.call('GET', '/me')).toMatchObject({ status: 429 });
      // Public addresses are not counted.
      for (let n = 0; n < 50; n += 1) expect((await fetch(`${api.url}/healthz`)).status).toBe(200);
    } finally {
      await api.stop();
    }
  });
});
