/**
 * Transactions on PostgreSQL. A lost connection ends neither the process nor the pool: it is destroyed, and the work
 * runs again on another one.
 */
import { drizzle } from 'drizzle-orm/node-postgres';
import type { Pool, PoolClient } from 'pg';
import type { Database } from './database.ts';
import { asDatabaseError, DatabaseError, LostInCommit } from './database-error.ts';

/** Of the connections in a pool, several may have been lost at once. */
const ATTEMPTS = 3;

/** How long a connection may take to roll back before it counts as lost; milliseconds. */
const ROLLBACK_MS = 5_000;

/** The outcome of an attempt that did not throw. Nothing of a lost one is stored. */
type Attempt<Output> =
  | { readonly outcome: 'committed'; readonly output: Output }
  | { readonly outcome: 'lost'; readonly error: unknown };

/**
 * Runs the work between BEGIN and COMMIT, and again if its connection was lost before the COMMIT was sent.
 * @throws LostInCommit if it was lost afterwards: the change may be stored.
 * @throws DatabaseError if no connection can be obtained, or each was lost.
 */
export async function runTransaction<Output>(
  pool: Pool,
  work: (transaction: Database) => Promise<Output>,
): Promise<Output> {
  let error: unknown;
  for (let count = 0; count < ATTEMPTS; count += 1) {
    const attempt = await attemptTransaction(pool, work);
    if (attempt.outcome === 'committed') return attempt.output;
    error = attempt.error;
  }
  throw asDatabaseError(error);
}

async function attemptTransaction<Output>(
  pool: Pool,
  work: (transaction: Database) => Promise<Output>,
): Promise<Attempt<Output>> {
  const client = await connected(pool).catch(fail);
  let committing = false;
  try {
    await client.query('begin').catch(fail);
    const output = await work(transactionOn(client));
    committing = true;
    const { command } = await client.query('commit').catch(fail);
    if (command !== 'COMMIT') throw new DatabaseError('a statement of the transaction had failed', undefined);
    client.off('error', ignore);
    client.release();
    return { outcome: 'committed', output };
  } catch (error) {
    // A connection that still answers has stored nothing, and can be used again.
    if (await rolledBack(client)) {
      client.off('error', ignore);
      client.release();
      throw error;
    }
    // The listener stays: the socket of a destroyed connection may still fail.
    client.release(true);
    if (committing) throw new LostInCommit(asDatabaseError(error).code);
    return { outcome: 'lost', error };
  }
}

/**
 * Without a listener, the loss of the connection would end the process; the query that runs then reports it. The pool's
 * promise comes too late for that: one packet can bring that a connection is ready, and that it is terminated.
 */
function connected(pool: Pool): Promise<PoolClient> {
  return new Promise((resolve, reject) => {
    pool.connect((error, client) => {
      if (client === undefined) return reject(error);
      client.on('error', ignore);
      resolve(client);
    });
  });
}

function transactionOn(client: PoolClient): Database {
  return Object.assign(drizzle(client), {
    transaction: () => Promise.reject(new Error('A transaction cannot start another one.')),
  });
}

async function rolledBack(client: PoolClient): Promise<boolean> {
  const rollback = { text: 'rollback', query_timeout: ROLLBACK_MS };
  return client.query(rollback).then(
    () => true,
    () => false,
  );
}

function ignore(): void {}

function fail(error: unknown): never {
  throw asDatabaseError(error);
}
