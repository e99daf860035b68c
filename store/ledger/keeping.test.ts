import { expect, test } from 'vitest';
import { ENDED_BY_KEEPER } from '../../domain/ledger/keeping.ts';
import { AT, newLease, onBothDatabases } from '../../test/support/store-suites.ts';

const after = (seconds: number): string => new Date(Date.parse(AT) + seconds * 1_000).toISOString();
const KEPT = { reason: 'expired', by: 'leasehold', because: ENDED_BY_KEEPER } as const;

onBothDatabases('what the keeper of leases reads', (store) => {
  /** A minute long, live from `AT`. */
  const live = async (id: string, changes: Partial<Parameters<typeof newLease>[0]> = {}) => {
    const lease = newLease({ id, subject: `${id}@kept.test`, ...changes });
    await store().ledger.openLease(lease, []);
    await store().ledger.confirmLease(id, AT, []);
  };
  const page = async (now: string, application: string) =>
    (await store().keeping.leasesToTake(now, { application, round: 'r' })).ids;

  test('overdue leases are pending or live, in portions', async () => {
    await live('OVER-1/1');
    await live('OVER-2/1');
    await live('OVER-3/1', { durationMs: null });
    const { ledger, keeping } = store();
    await ledger.openLease(newLease({ id: 'OVER-4/1', subject: 'pending@kept.test' }), []);
    await ledger.beginTime('OVER-4/1', AT);
    const ids = async (by: string, limit = 10) =>
      (await keeping.overdue(by, limit)).map((lease) => lease.id).toSorted();
    expect(await ids(after(59))).toEqual([]);
    expect(await ids(after(60))).toEqual(['OVER-1/1', 'OVER-2/1', 'OVER-4/1']);
    expect(await ids(after(60), 2)).toHaveLength(2);
    expect(await keeping.late(after(89))).toBe(0);
    expect(await keeping.late(after(90))).toBe(3);
  });

  test('a lease that ended is due after an attempt, and at once if the keeper ended it', async () => {
    const { ledger, keeping } = store();
    await live('TAKE-1/1', { application: 'take' });
    await live('TAKE-2/1', { application: 'take' });
    await ledger.endLease('TAKE-1/1', { reason: 'removed', by: 'lead', at: after(10) }, []);
    await ledger.endLease('TAKE-2/1', { ...KEPT, at: after(10) }, []);
    expect(await page(after(11), 'take')).toEqual(['TAKE-2/1']);
    expect((await page(after(160), 'take')).toSorted()).toEqual(['TAKE-1/1', 'TAKE-2/1']);
    expect(await keeping.applicationsToTake(after(11))).toContain('take');
    const holding = await ledger.holding('take', 'TAKE-2/1@kept.test');
    const entitlements = [{ type: 'group', id: 'admins' }];
    await ledger.recordApplied(holding, { entitlements, events: [], settled: [], lapsed: [], at: after(75) });
    expect(await page(after(160), 'take')).toEqual(['TAKE-1/1']);
    expect(await keeping.lateness(after(60), after(80))).toEqual([{ seconds: 15, leases: 1 }]);
  });

  test('leases are taken up in pages, in another order in every round, and each once', async () => {
    const { ledger, keeping } = store();
    for (let n = 0; n < 130; n += 1) {
      await live(`PAGE-${n}/1`, { application: 'pages' });
      await ledger.endLease(`PAGE-${n}/1`, { ...KEPT, at: after(100) }, []);
    }
    const first = await keeping.leasesToTake(after(200), { application: 'pages', round: 'one' });
    const rest = await keeping.leasesToTake(after(200), { application: 'pages', round: 'one', after: first.next });
    expect(rest.next).toBeUndefined();
    expect(new Set([...first.ids, ...rest.ids]).size).toBe(130);
    const other = await keeping.leasesToTake(after(200), { application: 'pages', round: 'two' });
    expect(other.ids).not.toEqual(first.ids);
  });

  test('requests with open leases are found by their keys, without birthrights', async () => {
    const { keeping, ledger } = store();
    await live('RUN-1/1.1');
    await live('RUN-1/1.2', { accessLevel: 'Viewer' });
    await live('RUN-2/1.1');
    await live('birthright/role/x@kept.test/okta/Admin/1', { requestKey: 'birthright/role/x@kept.test' });
    await ledger.endLease('RUN-2/1.1', { ...KEPT, at: after(90) }, []);
    const keys = await keeping.requestsWithLeases('', 200);
    expect(keys).toContain('RUN-1');
    expect(keys).not.toContain('RUN-2');
    expect(keys.join()).not.toContain('birthright');
    expect(await keeping.requests(['RUN-1', 'RUN-2'])).toMatchObject([
      { key: 'RUN-1', state: undefined, leases: [{ ended: false }, { ended: false }] },
      { key: 'RUN-2', leases: [{ ended: true, endReason: 'expired', taken: false }] },
    ]);
  });

  test('requests with a review that is not closed are found by their keys, in pages', async () => {
    const { keeping, reviews } = store();
    for (const key of ['REVIEW-1', 'REVIEW-2', 'REVIEW-3']) {
      const item = {
        grantId: 'okta/x@kept.test/Admin',
        subject: 'x@kept.test',
        application: 'okta',
        accessLevel: 'Admin',
      };
      const times = { openedAt: AT, dueAt: after(60) };
      const review = {
        id: `break-glass-${key}`,
        kind: 'breakGlass',
        requestKey: key,
        reviewers: [],
        reason: null,
      } as const;
      await reviews.open({ ...review, ...times, items: [{ id: '1', ...item }] }, []);
    }
    await reviews.escalate('break-glass-REVIEW-2', [], []);
    await reviews.close('break-glass-REVIEW-3', { verdict: 'keep', by: 'lead', at: after(10) }, []);
    expect(await keeping.requestsInReview('', 1)).toEqual(['REVIEW-1']);
    expect(await keeping.requestsInReview('REVIEW-1', 10)).toEqual(['REVIEW-2']);
  });

  test('orders to revoke that run are found, newest first, when their run had time to start', async () => {
    const { revocations } = store();
    for (const [n, id] of ['order-1', 'order-2', 'order-3', 'order-4'].entries()) {
      const order = { id, reason: 'left', by: 'ada', suspendSubject: null, grantIds: [] };
      await revocations.create({ ...order, at: after(n * 10) });
    }
    await revocations.finish('order-2');
    const ids = async (limit: number) => (await revocations.running(after(20), limit)).map((each) => each.id);
    expect(await ids(10)).toEqual(['order-3', 'order-1']);
    expect(await ids(1)).toEqual(['order-3']);
  });

  test('an end by the keeper is reported once for each request', async () => {
    const { keeping, ledger, effects } = store();
    await live('TOLD-1/1.1');
    await live('TOLD-1/1.2', { accessLevel: 'Viewer' });
    for (const id of ['TOLD-1/1.1', 'TOLD-1/1.2']) await ledger.endLease(id, { ...KEPT, at: after(100) }, []);
    const told = async () =>
      (await keeping.unreported(AT, 500)).map((lease) => lease.id).filter((id) => id.startsWith('TOLD'));
    expect(await told()).toEqual(['TOLD-1/1.1']);
    await effects.begin('keeper/overdue/TOLD-1/1.1');
    expect(await told()).toEqual(['TOLD-1/1.1']);
    await effects.done('keeper/overdue/TOLD-1/1.1', 'reported');
    expect(await told()).toEqual([]);
  });
});
