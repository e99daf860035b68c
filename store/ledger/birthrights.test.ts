import { expect, test } from 'vitest';
import type { ReconciliationWork } from '../../domain/planning/reconciliation.ts';
import { AT, END, newLease, onBothDatabases } from '../../test/support/store-suites.ts';
import type { ReconciliationOrder } from './birthright-store.ts';

const order = (id: string, changes: Partial<ReconciliationOrder> = {}): ReconciliationOrder => ({
  id,
  by: 'admin',
  dryRun: false,
  force: false,
  restore: [],
  createdAt: AT,
  ...changes,
});
const work = (position: number, changes: Partial<ReconciliationWork> = {}): ReconciliationWork => ({
  position,
  phase: 2,
  action: 'give',
  role: 'payments',
  subject: `p${position}@acme.test`,
  application: 'okta',
  accessLevel: 'Admin',
  because: 'It is a birthright.',
  rule: 'r',
  leaseId: null,
  revision: 1,
  entitlements: [{ type: 'group', id: 'admins' }],
  state: 'waiting',
  detail: null,
  ...changes,
});
const plan = (items: readonly ReconciliationWork[]) => ({
  state: 'running' as const,
  people: 9,
  heldBack: [],
  withheld: [],
  finishedAt: null,
  work: items,
});

onBothDatabases('birthrights', (store) => {
  test('access by birthright is distinguished from requested access, confirmed or not', async () => {
    const { ledger, birthrights } = store();
    const key = 'birthright/payments/held@acme.test';
    const subject = 'held@acme.test';
    await ledger.openLease(newLease({ id: 'ACCESS-1/1', subject }), []);
    await ledger.openLease(newLease({ id: `${key}/okta/Admin/1`, requestKey: key, subject }), []);
    const mine = async () => (await birthrights.leases()).filter((each) => each.subject === subject);
    const expected = { role: 'payments', application: 'okta', accessLevel: 'Admin', id: `${key}/okta/Admin/1` };
    expect(await mine()).toMatchObject([{ ...expected, confirmed: false }]);
    await ledger.confirmLease(`${key}/okta/Admin/1`, AT, []);
    expect(await mine()).toMatchObject([{ ...expected, confirmed: true }]);
    await ledger.endLease(`${key}/okta/Admin/1`, { ...END, reason: 'lapsed' }, []);
    expect(await mine()).toEqual([]);
  });

  test('a birthright that a person ended is listed as such until another lease is open, or it lapses', async () => {
    const { ledger, birthrights } = store();
    const subject = 'ended@acme.test';
    const key = `birthright/payments/${subject}`;
    const open = async (n: number): Promise<string> => {
      const id = `${key}/okta/Admin/${n}`;
      await ledger.openLease(newLease({ id, requestKey: key, subject }), []);
      await ledger.confirmLease(id, AT, []);
      return id;
    };
    const mine = async () => (await birthrights.ended()).filter((each) => each.subject === subject);
    await ledger.endLease(await open(1), { ...END, reason: 'lapsed' }, []);
    expect(await mine()).toEqual([]);
    const later = '2026-06-02T00:00:00.000Z';
    await ledger.endLease(await open(2), { reason: 'revoked', by: 'lead', at: later }, []);
    expect(await mine()).toEqual([
      { role: 'payments', subject, application: 'okta', accessLevel: 'Admin', by: 'lead', at: later },
    ]);
    const restored = await open(3);
    expect(await mine()).toEqual([]);
    await ledger.endLease(restored, { reason: 'lapsed', by: 'leasehold', at: '2026-06-03T00:00:00.000Z' }, []);
    expect(await mine()).toEqual([]);
  });

  test('an order is written and planned once, with its events, however often it is tried', async () => {
    const { birthrights, audit } = store();
    const event = (key: string) => ({ key, at: AT, actor: 'admin', action: 'birthright.ordered' }) as const;
    await birthrights.order(order('once'), [event('order-once')]);
    await birthrights.order(order('once', { force: true }), [event('order-again')]);
    expect(await birthrights.find('once')).toMatchObject({ state: 'planning', force: false, by: 'admin' });
    await birthrights.plan('once', plan([work(0), work(1)]), [event('plan-once')]);
    await birthrights.plan('once', plan([work(0)]), [event('plan-again')]);
    expect(await birthrights.get('once')).toMatchObject({ state: 'running', people: 9, total: 2, waiting: 2 });
    const keys = (await audit.list({ action: 'birthright.ordered' })).items.map((each) => each.key);
    expect([...keys].sort()).toEqual(['order-once', 'plan-once']);
    expect(await birthrights.find('nowhere')).toBeUndefined();
  });

  test('a reconciliation is carried out phase by phase, and finished items stay done', async () => {
    const { birthrights } = store();
    await birthrights.order(order('phases'), []);
    const items = [work(0, { phase: 3, action: 'take' }), work(1), work(2, { phase: 1, action: 'take' }), work(3)];
    await birthrights.plan('phases', plan([...items, work(4, { state: 'planned' })]), []);
    const next = async () => (await birthrights.next('phases', 10)).map((each) => each.position);
    expect(await next()).toEqual([2]);
    await birthrights.settle('phases', [2], { state: 'stuck', detail: 'Okta is away.' });
    expect(await next()).toEqual([1, 3]);
    expect((await birthrights.next('phases', 1)).map((each) => each.position)).toEqual([1]);
    await birthrights.settle('phases', [1], { state: 'done', detail: null });
    // An abandoned attempt went on and succeeded: the report of its failure comes late.
    await birthrights.settle('phases', [1, 3], { state: 'failed', detail: 'too late' });
    expect(await next()).toEqual([0]);
    await birthrights.settle('phases', [0, 2], { state: 'done', detail: null });
    expect(await next()).toEqual([]);
    await birthrights.finish('phases', { state: 'done', detail: null, finishedAt: AT });
    expect(await birthrights.get('phases')).toMatchObject({
      state: 'done',
      finishedAt: AT,
      total: 5,
      given: 1,
      taken: 2,
      failed: 1,
      stuck: 0,
      waiting: 0,
    });
    expect(await birthrights.work('phases', 3)).toMatchObject({ entitlements: [{ id: 'admins' }], detail: 'too late' });
    expect(await birthrights.work('phases', 99)).toBeUndefined();
  });

  test('a reconciliation may have more items than one statement takes', async () => {
    const { birthrights } = store();
    await birthrights.order(order('many'), []);
    await birthrights.plan('many', plan(Array.from({ length: 5_000 }, (_each, n) => work(n))), []);
    expect(await birthrights.get('many')).toMatchObject({ total: 5_000, waiting: 5_000 });
  });

  test('reconciliations are listed newest first, in pages, with their counts', async () => {
    const { birthrights } = store();
    for (let n = 0; n < 3; n += 1)
      await birthrights.order(order(`listed-${n}`, { createdAt: `2030-01-0${n + 1}T00:00:00.000Z`, by: null }), []);
    await birthrights.plan('listed-2', plan([work(0), work(1, { state: 'done' })]), []);
    const first = await birthrights.list({ limit: 2 });
    expect(first.items.map((each) => [each.id, each.total, each.given])).toEqual([
      ['listed-2', 2, 1],
      ['listed-1', 0, 0],
    ]);
    const second = await birthrights.list({ limit: 2, cursor: first.nextCursor ?? '' });
    expect(second.items[0]?.id).toBe('listed-0');
  });
});
