/**
 * The two databases behind one type: embedded PGlite, or PostgreSQL by address. Tables, migrations and queries are the
 * same.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { drizzle as drizzlePostgres } from 'drizzle-orm/node-postgres';
import { migrate as migratePostgres } from 'drizzle-orm/node-postgres/migrator';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite';
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator';
import { Pool } from 'pg';

/** A database or a transaction in it. */
export type Database = PgDatabase<PgQueryResultHKT>;

export interface OpenDatabase {
  readonly database: Database;
  close(): Promise<void>;
}

const MIGRATIONS = fileURLToPath(new URL('./migrations', import.meta.url));

/** Any number that no other user of the database locks: processes that start together migrate one after the other. */
const MIGRATION_LOCK = 7_205_100_131;

/** Opens PGlite under `<folder>/db`, or in memory without a folder. One process at a time. */
export async function openPglite(folder: string | undefined): Promise<OpenDatabase> {
  if (folder !== undefined) await mkdir(folder, { recursive: true });
  const client = await PGlite.create(folder === undefined ? {} : { dataDir: join(folder, 'db') });
  const database = drizzlePglite(client);
  await migratePglite(database, { migrationsFolder: MIGRATIONS });
  return { database, close: () => client.close() };
}

/** Opens PostgreSQL. A database that does not answer fails within seconds, with a sentence. */
export async function openPostgres(url: string): Promise<OpenDatabase> {
  const pool = new Pool({
    connectionString: url,
    max: 20,
    connectionTimeoutMillis: 5_000,
    // A process that stops inside a transaction keeps the head of the audit locked, and every writer waits for that.
    options: '-c statement_timeout=30000 -c idle_in_transaction_session_timeout=30000',
  });
  // Without a listener, an idle connection that breaks would end the process; the next query reports it anyway.
  pool.on('error', () => {});
  const database = drizzlePostgres(pool);
  try {
    const lock = await pool.connect();
    try {
      await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
      await migratePostgres(database, { migrationsFolder: MIGRATIONS });
    } finally {
      await lock.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => {});
      lock.release();
    }
  } catch (error) {
    await pool.end();
    throw new Error(
      `The database does not answer or cannot be migrated (${(error as Error).message}); check DATABASE_URL and that it runs.`,
      {
        cause: error,
      },
    );
  }
  return { database, close: () => pool.end() };
}
