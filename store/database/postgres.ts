/** Opens PostgreSQL. */
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import { Client, Pool } from 'pg';
import { errorText } from '../../domain/error-text.ts';
import { type Database, MIGRATIONS, type OpenDatabase } from './database.ts';
import { runTransaction } from './transaction.ts';

/** Any number that no other user of the database locks: processes that start together migrate one after the other. */
const MIGRATION_LOCK = 7_205_100_131;

/** In milliseconds. */
export interface PostgresLimits {
  /** For a new connection, and for a free one of a full pool. */
  readonly connectMs: number;
  /** For a statement on the server, and for a client that says nothing inside a transaction. */
  readonly statementMs: number;
  /** For a server that does not answer at all, also not that a statement took too long. */
  readonly answerMs: number;
}

const LIMITS: PostgresLimits = { connectMs: 5_000, statementMs: 30_000, answerMs: 35_000 };

/** A migration may rewrite a large table, and waits for the migrations of other processes; milliseconds. */
const MIGRATION_MS = 30 * 60_000;

/** Migrates first. A database that does not answer fails within seconds, with a sentence. */
export async function openPostgres(url: string, limits: PostgresLimits = LIMITS): Promise<OpenDatabase> {
  const { connectMs, statementMs, answerMs } = limits;
  try {
    await migrateDatabase(url);
  } catch (error) {
    throw new Error(
      `The database does not answer or cannot be migrated (${errorText(error)}); check DATABASE_URL and that it runs.`,
      { cause: error },
    );
  }
  const pool = new Pool({
    connectionString: url,
    max: 20,
    connectionTimeoutMillis: connectMs,
    query_timeout: answerMs,
    keepAlive: true,
    // A process that stops inside a transaction keeps the head of the audit locked, and every writer waits for that.
    options: `-c statement_timeout=${statementMs} -c idle_in_transaction_session_timeout=${statementMs}`,
  });
  // Without a listener, an idle connection that breaks would end the process; the next query reports it anyway.
  pool.on('error', () => {});
  const database: Database = Object.assign(drizzle(pool), {
    // Drizzle's own has no listener on its connection, and never returns one whose BEGIN has failed to the pool.
    transaction: <Output>(work: (transaction: Database) => Promise<Output>) => runTransaction(pool, work),
  });
  return { database, close: () => pool.end() };
}

/** On a connection of its own, which has other limits. Its end releases the lock, also after a crash. */
async function migrateDatabase(url: string): Promise<void> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: LIMITS.connectMs,
    query_timeout: MIGRATION_MS,
    keepAlive: true,
  });
  // The query that runs when the connection is lost reports it.
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await migrate(drizzle(client), { migrationsFolder: MIGRATIONS });
  } finally {
    await client.end();
  }
}
