import { expect, test } from 'vitest';
import { createTrailReader } from './trail-leases.ts';

const AT = '2026-06-01T12:00:00.000Z';
const lease = { requestKey: 'ACCESS-1', application: 'okta', subject: 'ann@acme.test', accessLevel: 'Admin' };
const details = { entitlements: [{ type: 'group', id: 'admins' }], durationMs: 3_600_000, maxDurationMs: null };
const opened = (id: string, changes = {}) => ({
  ...lease,
  key: `lease/${id}/opened`,
  action: 'lease.opened',
  rule: 'r',
  revision: 3,
  details,
  ...changes,
});
const given = (id: string) => ({
  ...lease,
  key: `lease/${id}/given`,
  action: 'lease.given',
  at: '2026-06-01T12:00:20.000Z',
  details: { durationMs: 3_600_000, startedAt: AT },
});

test('a lease that was given ends its length after its start, not after its confirmation', () => {
  const reader = createTrailReader();
  reader.add(opened('ACCESS-1/1.1'));
  reader.add(given('ACCESS-1/1.1'));
  expect(reader.leases()).toEqual([
    {
      ...lease,
      ...details,
      id: 'ACCESS-1/1.1',
      rule: 'r',
      revision: 3,
      startedAt: AT,
      expiresAt: '2026-06-01T13:00:00.000Z',
      ended: false,
    },
  ]);
});

test('an extension and an end are read, also of a birthright, whose id has slashes and colons', () => {
  const id = 'birthright/payments/ann@acme.test/okta/Admin/1';
  const reader = createTrailReader();
  reader.add(opened(id));
  reader.add(given(id));
  reader.add({ key: `lease/${id}/extended/2026-06-02T12:00:00.000Z`, action: 'lease.extended' });
  expect(reader.leases()).toMatchObject([{ id, expiresAt: '2026-06-02T12:00:00.000Z', ended: false }]);
  reader.add({ key: `lease/${id}/ended`, action: 'lease.ended' });
  expect(reader.leases()).toMatchObject([{ id, ended: true }]);
});

test('a lease that the trail does not describe is named, unless it has ended', () => {
  const reader = createTrailReader();
  reader.add(opened('ACCESS-2/1.1', { details: {} }));
  reader.add(given('ACCESS-3/1.1'));
  reader.add(given('ACCESS-4/1.1'));
  reader.add({ key: 'lease/ACCESS-4/1.1/ended', action: 'lease.ended' });
  reader.add({ key: 'effect/1', action: 'provider.granted' });
  expect(reader.leases()).toEqual([]);
  expect(reader.unreadable()).toEqual(['ACCESS-2/1.1', 'ACCESS-3/1.1']);
});
