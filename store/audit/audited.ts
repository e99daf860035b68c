/** A transaction that ends by writing to the trail. */
import { DrizzleQueryError } from 'drizzle-orm';
import type { Database } from '../database/database.ts';

/** Each further attempt sees the keys that beat the one before, so even a batch is through after a few. */
const ATTEMPTS = 5;

/**
 * Runs a transaction that calls `appendEvents`, again when it loses a race to write the same event. Who waits for the
 * head of the trail knows the keys as they were before the wait; of two retries of one activity at once, the second
 * would otherwise fail on the key that the first has just written. Looking again after every wait costs all writers a
 * tenth of their pace; doing the rare loser's work again costs only the loser.
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
