import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiServer, startApi } from '../../test/support/api-server.ts';
import { configurationDocument } from '../../test/support/configuration.ts';
import { requestView, stageOf } from '../../test/support/request-view.ts';
import { dataOf } from '../client/client.ts';
import type { paths } from '../client/schema.d.ts';

const NOW = '2026-06-03T10:00:00.000Z';
const HOUR = 3_600_000;

let api: ApiServer;
beforeAll(async () => {
  const document = configurationDocument();
  const other = {
    key: 'other',
    name: 'Other',
    connector: 'okta',
    url: 'https://other.okta.com',
    owner: 'boss@acme.test',
  };
  api = await startApi({ document: { ...document, applications: [...(document.applications as object[]), other] } });
  const { requests } = api.store;
  const bob = { requester: 'bob@acme.test', subject: 'bob@acme.test' };
  await requests.save(requestView({ key: 'A-1' }), []);
  await requests.save(
    requestView({ key: 'A-2', ...bob, stages: [stageOf('lead@acme.test', 'approved'), stageOf('carol@acme.test')] }),
    [],
  );
  await requests.save(
    requestView({ key: 'A-3', ...bob, application: 'other', stages: [stageOf('carol@acme.test')] }),
    [],
  );
  await requests.save(requestView({ key: 'A-4', ...bob, state: 'failed', stages: [] }), []);
  await requests.save(
    requestView({ key: 'A-5', ...bob, state: 'active', stages: [stageOf('carol@acme.test', 'approved')] }),
    [],
  );
  await hold('okta', 'alice@acme.test', 2 * HOUR);
  await hold('okta', 'bob@acme.test', 48 * HOUR);
  await hold('other', 'bob@acme.test', null);
  await hold('other', 'alice@acme.test', HOUR, false);
  // Two leases on one grant: the later end counts.
  await hold('okta', 'alice@acme.test', 50 * HOUR, true, 'Viewer');
  await hold('okta', 'alice@acme.test', HOUR, true, 'Viewer');
});
afterAll(() => api?.stop());

let leases = 0;
async function hold(
  application: string,
  subject: string,
  durationMs: number | null,
  live = true,
  accessLevel = 'Admin',
) {
  leases += 1;
  const id = `A-${leases}/1`;
  await api.store.ledger.openLease(
    {
      id,
      requestKey: `A-${leases}`,
      application,
      subject,
      accessLevel,
      entitlements: [],
      rule: 'r',
      revision: 1,
      durationMs,
      maxDurationMs: 30 * 24 * HOUR,
    },
    [],
  );
  if (live) await api.store.ledger.confirmLease(id, NOW, []);
}

const overview = (token: string) => dataOf(api.as(token).GET('/api/v1/overview'));
const requests = (token: string, query: paths['/api/v1/requests']['get']['parameters']['query'] = {}) =>
  dataOf(api.as(token).GET('/api/v1/requests', { params: { query } }));
const keys = (body: { items: { key: string }[] }) => body.items.map((each) => each.key).sort();

test('the overview counts what is to be done, as far as one may see it', async () => {
  expect(await overview('admin')).toEqual({
    requests: { waiting: 3, waitingForMe: 0, failed: 1 },
    grants: { active: 4, pending: 1, expiringSoon: 1, expiresBefore: '2026-06-04T10:00:00.000Z' },
    revocations: { running: 0 },
    reviews: { open: 0 },
    changes: { pending: 0 },
    setUp: {
      application: true,
      accessLevel: true,
      rule: true,
      portal: true,
      request: true,
      portalUrl: expect.stringMatching(/\/servicedesk\/customer\/portals$/),
    },
  });
  expect(await overview('owner')).toMatchObject({
    requests: { waiting: 2, waitingForMe: 0, failed: 1 },
    grants: { active: 3, pending: 0, expiringSoon: 1 },
    revocations: null,
    changes: null,
    setUp: null,
  });
  // An approver of a stage that is over is part of the request, but it does not wait for them.
  expect(await overview('approver')).toMatchObject({
    requests: { waiting: 2, waitingForMe: 1, failed: 0 },
    grants: null,
  });
});

test('each count is a list', async () => {
  expect(keys(await requests('admin', { state: 'awaiting_approval' }))).toEqual(['A-1', 'A-2', 'A-3']);
  expect(keys(await requests('admin', { waitingFor: 'Carol@acme.test' }))).toEqual(['A-2', 'A-3']);
  expect(keys(await requests('approver', { waitingFor: 'lead@acme.test' }))).toEqual(['A-1']);
  const soon = await api.call('GET', '/grants?state=active&expiresBefore=2026-06-04T12:00:00%2B02:00');
  expect(soon.body.items.map((each: { id: string }) => each.id)).toEqual(['okta/alice@acme.test/Admin']);
});

test('lists hold whole pages of what one may see, and nothing else', async () => {
  const first = await requests('owner', { limit: 2 });
  expect(first.items).toHaveLength(2);
  const second = await requests('owner', { limit: 2, cursor: first.nextCursor ?? undefined });
  expect(keys({ items: [...first.items, ...second.items] })).toEqual(['A-1', 'A-2', 'A-4', 'A-5']);
  expect(second.nextCursor).toBeNull();
  expect(keys(await requests('alice'))).toEqual(['A-1']);
  expect(keys(await requests('approver'))).toEqual(['A-1', 'A-2']);
  const grants = await dataOf(api.as('owner').GET('/api/v1/grants'));
  expect(new Set(grants.items.map((each) => each.application))).toEqual(new Set(['okta']));
});

test('my access shows what I hold, and how far it could be extended', async () => {
  const mine = await dataOf(api.as('alice').GET('/api/v1/my/access', { params: { query: { state: 'active' } } }));
  expect(mine.items.map((each) => [each.id, each.until])).toEqual(
    expect.arrayContaining([
      ['okta/alice@acme.test/Admin', { latest: '2026-07-03T10:00:00.000Z' }],
      ['okta/alice@acme.test/Viewer', { latest: '2026-07-03T10:00:00.000Z' }],
    ]),
  );
  expect(mine.items).toHaveLength(2);
  expect((await api.call('GET', '/my/access', { as: 'admin' })).body.items).toEqual([]);
});

test('my access is nobody else’s to change', async () => {
  for (const what of ['extension', 'revocation']) {
    const body = what === 'extension' ? { duration: '1h' } : {};
    const answer = await api.call('POST', `/my/access/okta%2Fbob@acme.test%2FAdmin/${what}`, { as: 'alice', body });
    expect(answer).toMatchObject({ status: 404 });
  }
});
