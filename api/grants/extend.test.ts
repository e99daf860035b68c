import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiServer, startApi } from '../../test/support/api-server.ts';
import { newLease } from '../../test/support/store-suites.ts';
import { dataOf } from '../client/client.ts';

let api: ApiServer;
beforeAll(async () => {
  api = await startApi();
  api.clock.now = new Date('2026-06-01T10:00:00.000Z');
  const lease = newLease({
    id: 'ACCESS-1/1.1',
    subject: 'alice@acme.test',
    durationMs: 600_000,
    maxDurationMs: 3_600_000,
  });
  await api.store.ledger.openLease(lease, []);
  await api.store.ledger.confirmLease(lease.id, api.clock.now.toISOString(), []);
});
afterAll(() => api?.stop());

test('the trail has a refused extension once, with the number of attempts', async () => {
  for (const duration of ['29d', '30d', '29d']) {
    const grant = '/grants/okta%2Falice@acme.test%2FAdmin/extension';
    expect((await api.call('POST', grant, { as: 'admin', body: { duration } })).status).toBe(409);
  }
  await api.store.refusals.settle('2026-06-01T11:00:00.000Z');
  const { items } = await dataOf(
    api.as('auditor').GET('/api/v1/audit', { params: { query: { action: 'decision.refused' } } }),
  );
  expect(items).toMatchObject([
    {
      action: 'decision.refused',
      actor: 'admin',
      requestKey: 'ACCESS-1',
      subject: 'alice@acme.test',
      application: 'okta',
      accessLevel: 'Admin',
      reason: expect.stringContaining('at most 1 hour'),
      details: { channel: 'api', code: 'LH_CONFLICT', count: 3 },
    },
  ]);
});
