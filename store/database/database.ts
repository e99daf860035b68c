/**
 * The two databases behind one type: embedded PGlite, or PostgreSQL by address. Tables, migrations and queries are the
 * same.
 */
import { fileURLToPath } from 'node:url';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';

/** A database or a transaction in it. A transaction cannot start another one. */
export type Database = Omit<PgDatabase<PgQueryResultHKT>, 'transaction'> & {
  /**
   * Runs the work in a transaction. The work may run several times, so it does nothing but query the transaction.
   * @throws DatabaseError if a connection cannot be obtained or is lost.
   */
  transaction<Output>(work: (transaction: Database) => Promise<Output>): Promise<Output>;
};

export interface OpenDatabase {
  readonly database: Database;
  close(): Promise<void>;
}

/** Where background work of an open database is reported. */
export interface DatabaseLog {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export const MIGRATIONS = fileURLToPath(new URL('./migrations', import.meta.url));
