/** Decisions that Temporal does not answer. */
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiServer, startApi } from '../../test/support/api-server.ts';
import { requestView } from '../../test/support/request-view.ts';
import { planOf } from '../../test/support/run-state.ts';

const PLAN = `${'a'.repeat(64)}.1.0`;
const APPROVE = { decision: 'approve', plan: PLAN };

describe('while Temporal is silent', () => {
  let silent: Server;
  let api: ApiServer;
  beforeAll(async () => {
    // Accepts connections and never answers, so that a call may have been heard.
    silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    api = await startApi({ temporalAddress: `127.0.0.1:${port}` });
    await api.store.requests.save(requestView({ plan: PLAN }), []);
  });
  afterAll(async () => {
    await api?.stop();
    silent?.close();
  });

  test('a decision is answered 202, with where to look, and its repeat asks again', async () => {
    const decide = () =>
      api.call('POST', '/requests/ACCESS-1/decisions', {
        as: 'approver',
        body: APPROVE,
        headers: { 'idempotency-key': 'again' },
      });
    const answer = await decide();
    expect(answer).toMatchObject({ status: 202, body: { outcome: 'pending', see: '/api/v1/requests/ACCESS-1' } });
    expect(answer.body.detail).toContain('not known yet whether it counts');
    expect(answer.headers.get('location')).toBe('/api/v1/requests/ACCESS-1');
    const repeat = await decide();
    expect(repeat.status).toBe(202);
    expect(repeat.headers.get('idempotency-replayed')).toBeNull();
  });

  test('no other answer says that nothing was changed', async () => {
    const handover = await api.call('POST', '/requests/ACCESS-1/reassignment', {
      as: 'approver',
      body: { to: 'eve@acme.test' },
    });
    expect(handover.status).toBe(503);
    expect(handover.body.detail).toContain('not known whether this had an effect');
  });
});

test('while nothing listens, a decision is answered 503, and not that nothing was changed', async () => {
  const api = await startApi();
  const answer = await api.call('POST', '/requests/ACCESS-1/decisions', { as: 'approver', body: APPROVE });
  expect(answer.status).toBe(503);
  expect(answer.body.detail).toContain('not known whether the decision counts');
  await api.stop();
});

test('a request that waits since a version without digests shows a plan too', async () => {
  const api = await startApi();
  await api.store.requests.save(requestView(), []);
  expect((await api.call('GET', '/requests/ACCESS-1')).body).not.toHaveProperty('plan');
  const { ask, plan } = planOf();
  await api.store.requests.keepPlan('ACCESS-1', { ask, plan, round: 3 }, '2026-06-03T10:00:00.000Z');
  expect((await api.call('GET', '/requests/ACCESS-1')).body.plan).toBe('unrecorded.3.0');
  await api.stop();
});
