/** When the time of a lease begins and is over, and leases that the ledger does not know. */
import { expect, test } from 'vitest';
import { AT, END, newLease, onBothDatabases } from '../../test/support/store-suites.ts';

const MINUTE_LATER = '2026-06-01T12:01:00.000Z';
const HOUR_LATER = '2026-06-01T13:00:00.000Z';

onBothDatabases('the time of a lease', (store) => {
  const open = async (id: string, changes = {}) => {
    const { ledger } = store();
    await ledger.openLease(newLease({ id, subject: `${id.split('/')[0]}@time.test`, ...changes }), []);
    return ledger;
  };

  test('begins once, while it is pending, and the confirmation keeps it', async () => {
    const ledger = await open('TIME-1/1');
    await ledger.beginTime('TIME-1/1', AT);
    await ledger.beginTime('TIME-1/1', '2026-06-01T12:00:20.000Z');
    expect(await ledger.lease('TIME-1/1')).toMatchObject({ state: 'pending', startedAt: AT, expiresAt: MINUTE_LATER });
    const live = await ledger.confirmLease('TIME-1/1', '2026-06-01T12:00:45.000Z', []);
    expect(live).toMatchObject({ state: 'live', startedAt: AT, expiresAt: MINUTE_LATER });
    await ledger.beginTime('TIME-1/1', HOUR_LATER, HOUR_LATER);
    expect(await ledger.lease('TIME-1/1')).toEqual(live);
  });

  test('begins again only if every write up to then had no effect', async () => {
    const ledger = await open('TIME-2/1');
    await ledger.beginTime('TIME-2/1', MINUTE_LATER);
    await ledger.beginTime('TIME-2/1', HOUR_LATER, AT);
    expect(await ledger.lease('TIME-2/1')).toMatchObject({ startedAt: MINUTE_LATER });
    await ledger.beginTime('TIME-2/1', HOUR_LATER, MINUTE_LATER);
    expect(await ledger.lease('TIME-2/1')).toMatchObject({
      startedAt: HOUR_LATER,
      expiresAt: '2026-06-01T13:01:00.000Z',
    });
  });

  test('that is over makes no lease live', async () => {
    const ledger = await open('TIME-3/1');
    await ledger.beginTime('TIME-3/1', AT);
    expect(await ledger.confirmLease('TIME-3/1', MINUTE_LATER, [])).toMatchObject({ state: 'pending' });
    const overdue = async (by: string) => (await store().keeping.overdue(by, 500)).map((lease) => lease.id);
    expect(await overdue(MINUTE_LATER)).toContain('TIME-3/1');
    expect(await overdue('2026-06-01T12:00:59.000Z')).not.toContain('TIME-3/1');
  });

  test('has no end for access that lasts until it is revoked', async () => {
    const ledger = await open('TIME-4/1', { durationMs: null });
    await ledger.beginTime('TIME-4/1', AT);
    expect(await ledger.confirmLease('TIME-4/1', HOUR_LATER, [])).toMatchObject({ startedAt: AT, expiresAt: null });
  });

  test('of a pending lease changes neither the claims, nor their order, nor the dates of its grant', async () => {
    const ledger = await open('TIME-5/1');
    const subject = 'TIME-5@time.test';
    await ledger.openLease(newLease({ id: 'TIME-5/2', subject }), []);
    const before = await ledger.holding('okta', subject);
    await ledger.beginTime('TIME-5/2', AT);
    // A lease whose time began without a look is an older one: that alone differs.
    expect({ ...(await ledger.holding('okta', subject)), looks: before.looks }).toEqual(before);
    expect(before.claims.map((claim) => claim.lease)).toEqual(['TIME-5/1', 'TIME-5/2']);
    const grant = await ledger.grant(`okta/${subject}/Admin`);
    expect(grant).toMatchObject({ state: 'pending', since: null, expiresAt: null });
  });

  test('of a pending lease is not extended with the live ones of its request', async () => {
    const ledger = await open('TIME-6/1');
    await ledger.openLease(newLease({ id: 'TIME-6/2', subject: 'TIME-6@time.test', accessLevel: 'Viewer' }), []);
    await ledger.confirmLease('TIME-6/1', AT, []);
    await ledger.beginTime('TIME-6/2', AT);
    expect(await ledger.extendLease('TIME-6/1', HOUR_LATER, [])).toMatchObject({ expiresAt: HOUR_LATER });
    expect(await ledger.lease('TIME-6/2')).toMatchObject({ state: 'pending', expiresAt: MINUTE_LATER });
    expect(await ledger.extendLease('TIME-6/2', HOUR_LATER, [])).toBeUndefined();
  });
});

onBothDatabases('a lease that the ledger does not know', (store) => {
  const opened = (id: string) =>
    ({ key: `lease/${id}/opened`, at: AT, actor: 'test', action: 'lease.opened' }) as const;
  const ended = (id: string) => ({ key: `lease/${id}/ended`, at: AT, actor: 'test', action: 'lease.ended' }) as const;

  test('is written as ended, so that nobody can open it, and is in the trail once', async () => {
    const { ledger, audit } = store();
    const lease = newLease({ id: 'LOST-1/1', subject: 'lost@time.test' });
    await ledger.openEnded(lease, END, [ended(lease.id)]);
    await ledger.openEnded(lease, { ...END, by: 'another' }, [ended(lease.id)]);
    expect(await ledger.openLease(lease, [opened(lease.id)])).toMatchObject({
      lease: { state: 'ended', endedBy: 'admin', endReason: 'revoked', endedAt: END.at, startedAt: null },
    });
    expect(await ledger.grant('okta/lost@time.test/Admin')).toMatchObject({ state: 'ended' });
    expect(await ledger.holding('okta', 'lost@time.test')).toMatchObject({ version: 1, claims: [] });
    const told = (await audit.list({})).items.filter((row) => row.key.startsWith(`lease/${lease.id}/`));
    expect(told.map((row) => row.action)).toEqual(['lease.ended']);
  });

  test('that was opened meanwhile stays as it is', async () => {
    const { ledger } = store();
    const lease = newLease({ id: 'LOST-2/1', subject: 'found@time.test' });
    await ledger.openLease(lease, [opened(lease.id)]);
    await ledger.openEnded(lease, END, [ended(lease.id)]);
    expect(await ledger.lease(lease.id)).toMatchObject({ state: 'pending' });
    expect(await ledger.openedAt([lease.id, 'LOST-3/1'])).toEqual(new Map([[lease.id, AT]]));
  });
});
