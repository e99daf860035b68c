import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../store/open-store.ts';
import type { AuditVerification, Store } from '../../store/store.ts';
import { createDatabase, startPostgres } from '../support/postgres.ts';
import { AT } from './suites.ts';

const UNLOCK = 'alter table audit disable trigger audit_append_only';
const SIX = Array.from({ length: 6 }, (_each, n) => ({
  key: `row-${n + 1}`,
  at: AT,
  actor: 'ann@acme.test',
  action: 'test.happened',
  reason: `reason ${n + 1}`,
}));

describe('tampering (PostgreSQL)', () => {
  let server: Awaited<ReturnType<typeof startPostgres>>;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server?.stop());

  /** What somebody with the database's password could do to six rows, and what is found of it. */
  async function tamper(statements: readonly string[], after?: (store: Store) => Promise<void>) {
    const databaseUrl = await createDatabase(server.url);
    const store = await openStore({ databaseUrl });
    const client = new Client({ connectionString: databaseUrl });
    try {
      await store.audit.append(SIX);
      await client.connect();
      for (const statement of statements) await client.query(statement);
      await after?.(store);
      return await store.audit.verify();
    } finally {
      await client.end();
      await store.close();
    }
  }

  test.each([['update audit set actor = $$x$$'], ['delete from audit'], ['truncate audit']])(
    '%s is refused',
    async (statement) => {
      await expect(tamper([statement])).rejects.toThrow('append-only');
    },
  );

  test.each([
    ['a changed first row', `update audit set event = jsonb_set(event, '{reason}', '"other"') where seq = 1`, 1],
    ['a changed reason', `update audit set event = jsonb_set(event, '{reason}', '"other"') where seq = 3`, 3],
    ['a changed newest row', `update audit set event = jsonb_set(event, '{reason}', '"other"') where seq = 6`, 6],
    ['a changed column', `update audit set actor = 'mallory@acme.test' where seq = 4`, 4],
    ['a changed time', `update audit set at = at + interval '1 day' where seq = 4`, 4],
    ['a removed row', 'delete from audit where seq = 2', 2],
    ['the first row removed', 'delete from audit where seq = 1', 1],
    ['newest rows cut off', 'delete from audit where seq >= 5', 5],
    ['everything removed', 'delete from audit', 1],
    ['a head put back', 'update audit_head set seq = 4', 6],
    ['a head made up', `update audit_head set hash = 'x'`, 6],
    ['a head removed', 'delete from audit_head', 6],
  ])('%s is found at its row', async (_what, statement, brokenAt) => {
    expect(await tamper([UNLOCK, statement])).toMatchObject({ ok: false, brokenAt });
  });

  test('swapped rows are found at the first of them', async () => {
    const swap = [
      'update audit set seq = 100 where seq = 2',
      'update audit set seq = 2 where seq = 4',
      'update audit set seq = 4 where seq = 100',
    ];
    expect(await tamper([UNLOCK, ...swap])).toMatchObject({ ok: false, brokenAt: 2 });
  });

  test('rows that were cut off are found even when newer ones were written since', async () => {
    const cut = 'delete from audit where seq >= 5';
    const verification = await tamper([UNLOCK, cut], (store) =>
      store.audit.append([{ key: 'later', at: AT, actor: 'bob@acme.test', action: 'test.happened' }]),
    );
    expect(verification).toMatchObject({ ok: false, brokenAt: 5 });
  });

  test('nothing touched is nothing found', async () => {
    expect(await tamper([])).toMatchObject({ ok: true, rows: 6 });
  });
});

describe('tampering (PGlite)', () => {
  async function tamper(...statements: string[]): Promise<AuditVerification> {
    const folder = await mkdtemp(join(tmpdir(), 'leasehold-audit-'));
    try {
      const before = await openStore({ dataFolder: folder });
      await before.audit.append(SIX);
      await before.close();
      const database = await PGlite.create({ dataDir: join(folder, 'db') });
      try {
        for (const statement of statements) await database.exec(statement);
      } finally {
        await database.close();
      }
      const after = await openStore({ dataFolder: folder });
      const verification = await after.audit.verify();
      await after.close();
      return verification;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  test('a change is refused, and found where the refusal was switched off', async () => {
    await expect(tamper('delete from audit')).rejects.toThrow('append-only');
    expect(await tamper(UNLOCK, 'delete from audit where seq >= 5')).toMatchObject({ ok: false, brokenAt: 5 });
  });
});
