import { expect, test } from 'vitest';
import type { AuditEvent } from '../../domain/ledger/records.ts';
import { AT, onBothDatabases } from '../../test/support/store-suites.ts';
import { InvalidCursor } from '../database/cursor.ts';

const event = (key: string, more: Partial<AuditEvent> = {}): AuditEvent => ({
  key,
  at: AT,
  actor: 'ann@acme.test',
  action: 'lease.given',
  ...more,
});

onBothDatabases('the trail', (store) => {
  test('writes an event once, numbers without gaps, and holds', async () => {
    const { audit } = store();
    await audit.append([event('a'), event('b', { reason: 'why', details: { z: 1, a: [1, { y: 2, x: 3 }] } })]);
    await audit.append([event('a'), event('c')]);
    const rows = (await audit.list({})).items;
    expect(rows.map((row) => [row.seq, row.key])).toEqual([
      [3, 'c'],
      [2, 'b'],
      [1, 'a'],
    ]);
    expect(await audit.verify()).toMatchObject({ ok: true, rows: 3 });
  });

  test('keeps its chain when 50 are added at once', async () => {
    const { audit } = store();
    await Promise.all(Array.from({ length: 50 }, (_each, n) => audit.append([event(`at-once-${n}`)])));
    expect(await audit.verify()).toMatchObject({ ok: true });
  });

  test('streams every row, oldest first, over more than one batch', async () => {
    const { audit } = store();
    await audit.append(Array.from({ length: 1_200 }, (_each, n) => event(`many-${n}`, { subject: 'many@acme.test' })));
    let last = 0;
    let count = 0;
    for await (const row of audit.export({ subject: 'many@acme.test' })) {
      expect(row.seq).toBeGreaterThan(last);
      last = row.seq;
      count += 1;
    }
    expect(count).toBe(1_200);
  });

  test('an event that fails with its transaction is not written', async () => {
    const { ledger, audit } = store();
    await expect(ledger.confirmLease('no such lease', AT, [event('never')])).rejects.toThrow();
    expect((await audit.list({ limit: 200 })).items.map((row) => row.key)).not.toContain('never');
  });

  test('retries of one event at once write it once, and none of them fails', async () => {
    const { audit } = store();
    await Promise.all(Array.from({ length: 20 }, () => audit.append([event('retried', { actor: 'retry' })])));
    expect((await audit.list({ actor: 'retry' })).items).toHaveLength(1);
    expect(await audit.verify()).toMatchObject({ ok: true });
  });

  test('keeps text with characters that the database cannot store', async () => {
    const { audit } = store();
    const half = '\u{1F600}'.slice(0, 1);
    await audit.append([event('odd', { reason: `a\0b ${half}`, actor: 'odd', details: { text: half } })]);
    expect((await audit.list({ actor: 'odd' })).items).toMatchObject([
      { reason: 'a\uFFFDb \uFFFD', details: { text: '\uFFFD' } },
    ]);
    expect(await audit.verify()).toMatchObject({ ok: true });
  });

  test.each(['', 'x', '-1', '1e3', '9'.repeat(30)])(
    'refuses the cursor "%s", which it did not give',
    async (cursor) => {
      await expect(store().audit.list({ cursor })).rejects.toThrow(InvalidCursor);
    },
  );
});
