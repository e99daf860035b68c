import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '../../store/open-store.ts';
import { AT, onBothDatabases } from './suites.ts';

const event = (key: string, more: object = {}) => ({
  key,
  at: AT,
  actor: 'ann@acme.test',
  action: 'test.happened',
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
});

describe('tampering', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'leasehold-audit-'));
    const store = await openStore({ dataFolder: folder });
    await store.audit.append(
      Array.from({ length: 6 }, (_each, n) => event(`row-${n + 1}`, { reason: `reason ${n + 1}` })),
    );
    await store.close();
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** What somebody with the database's password could do. */
  async function tamper(
    ...statements: string[]
  ): Promise<Awaited<ReturnType<Awaited<ReturnType<typeof openStore>>['audit']['verify']>>> {
    const database = await PGlite.create({ dataDir: join(folder, 'db') });
    for (const statement of statements) await database.exec(statement);
    await database.close();
    const store = await openStore({ dataFolder: folder });
    const verification = await store.audit.verify();
    await store.close();
    return verification;
  }
  const unlocked = (statement: string): string[] => ['alter table audit disable trigger audit_append_only', statement];

  test.each([['update audit set actor = $$x$$'], ['delete from audit']])('%s is refused', async (statement) => {
    await expect(tamper(statement)).rejects.toThrow('append-only');
  });

  test.each([
    ['a changed reason', `update audit set event = jsonb_set(event, '{reason}', '"other"') where seq = 3`, 3],
    ['a changed column', `update audit set actor = 'mallory@acme.test' where seq = 4`, 4],
    ['a removed row', 'delete from audit where seq = 2', 2],
    ['newest rows cut off', 'delete from audit where seq >= 5', 5],
  ])('%s is found at its row', async (_what, statement, brokenAt) => {
    expect(await tamper(...unlocked(statement))).toMatchObject({ ok: false, brokenAt });
  });

  test('nothing touched is nothing found', async () => {
    expect(await tamper()).toMatchObject({ ok: true, rows: 6 });
  });
});
