import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDatabase, startPostgres } from '../../test/parts/postgres.ts';
import { requestView } from '../../test/support/request-view.ts';
import { onBothDatabases } from '../../test/support/store-suites.ts';
import { openStore } from '../open-store.ts';
import type { Store } from '../store.ts';
import { openPostgres } from './postgres.ts';

onBothDatabases('the clock of the store', (store) => {
  test('is in UTC, and goes on', async () => {
    const before = Date.now();
    const first = await store().now();
    await expect.poll(async () => (await store().now()).getTime()).toBeGreaterThan(first.getTime());
    // The same machine here.
    expect(Math.abs(first.getTime() - before)).toBeLessThan(60_000);
  });
});

describe('where the clock of the database is an hour behind that of the process', () => {
  const HOUR_MS = 3_600_000;
  let store: Store;
  let stop: (() => Promise<void>) | undefined;

  beforeAll(async () => {
    const server = await startPostgres();
    stop = server.stop;
    const url = await createDatabase(server.url);
    const { database, close } = await openPostgres(url);
    await database.execute(sql`create schema slow`);
    await database.execute(
      sql`create function slow.clock_timestamp() returns timestamptz language sql volatile
        as $$ select pg_catalog.clock_timestamp() - interval '1 hour' $$`,
    );
    const name = sql.identifier(new URL(url).pathname.slice(1));
    await database.execute(sql`alter database ${name} set search_path = slow, pg_catalog, public`);
    // Also in another time zone: an instant stays the same.
    await database.execute(sql`alter database ${name} set timezone = 'Asia/Kolkata'`);
    await close();
    store = await openStore({ databaseUrl: url });
  });
  afterAll(async () => {
    await store?.close();
    await stop?.();
  });

  /** How far an instant is behind the clock of this process, in milliseconds. */
  const behind = (instant: string): number => Date.now() - Date.parse(instant);

  test('the store has the time of the database', async () => {
    expect(behind((await store.now()).toISOString())).toBeGreaterThan(HOUR_MS - 60_000);
  });

  test('what the store itself dates is dated by it', async () => {
    const saved = await store.config.save({ document: { portal: {} }, author: 'test' });
    expect(behind(saved?.createdAt ?? '')).toBeGreaterThan(HOUR_MS - 60_000);
    const view = requestView({ key: 'SLOW-1' });
    await store.requests.save(view, []);
    const stored = await store.requests.get('SLOW-1');
    expect(behind(stored?.createdAt ?? '')).toBeGreaterThan(HOUR_MS - 60_000);
    expect(behind(stored?.updatedAt ?? '')).toBeGreaterThan(HOUR_MS - 60_000);
  });
});
