/** A transaction that ends by writing to the trail. */
import { DrizzleQueryError } from 'drizzle-orm';
import type { Database } from '../database/database.ts';

/** Each further attempt sees the keys that beat the previous one, so even a batch gets through after a few. */
const ATTEMPTS = 5;

/**
 * Runs a transaction that calls `appendEvents`, and repeats it when it loses a race to write the same event. A
 * transaction that waits for the head of the trail knows only the keys from before the wait. Of two simultaneous
 * retries of one activity, the second would otherwise fail on the key that the first has just written. Reading the keys
 * after every wait costs all writers a tenth of their pace; repeating the rare loser's work costs only the loser.
 */
export async function audited<Output>(
  database: Database,
  work: (transaction: Database) => Promise<Output>,
): Promise<Output> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await database.transaction(work);
    } catch (error) {
      if (attempt === ATTEMPTS || !isKnownKey(error)) throw error;
    }
  }
}

function isKnownKey(error: unknown): boolean {
  if (!(error instanceof DrizzleQueryError) || error.cause === undefined) return false;
  const cause: Error & { code?: unknown; constraint?: unknown } = error.cause;
  return cause.code === '23505' && cause.constraint === 'audit_key_unique';
}
