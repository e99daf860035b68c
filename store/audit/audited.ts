/** A transaction that ends by writing to the trail. */
import { setTimeout as delay } from 'node:timers/promises';
import { DrizzleQueryError, eq } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import { LostInCommit } from '../database/database-error.ts';
import { audit, auditHead } from '../database/tables/audit.ts';

/** Each further attempt sees the keys that beat the previous one, so even a batch gets through after a few. */
const ATTEMPTS = 5;

/** How long a database that is unavailable is asked what became of a commit; milliseconds. */
const ASK_FOR_MS = 10_000;
const ASK_EVERY_MS = 250;

/** A row of the chain. Its hash covers everything before it, so no other history has the same. */
export interface Link {
  readonly seq: number;
  readonly hash: string;
}

/** The newest link that each transaction wrote. */
const links = new WeakMap<Database, Link>();

export function noteLink(transaction: Database, link: Link): void {
  links.set(transaction, link);
}

/**
 * Runs a transaction that calls `appendEvents`, and repeats it in two cases.
 *
 * It lost a race to write the same event. A transaction that waits for the head of the trail knows only the keys from
 * before the wait. Of two simultaneous retries of one activity, the second would otherwise fail on the key that the
 * first has just written. Reading the keys after every wait costs all writers a tenth of their pace; repeating the rare
 * loser's work costs only the loser.
 *
 * Its connection was lost during the COMMIT. The trail shows whether its last link was stored. If so, the output stands.
 * If not, the work runs again.
 * @throws LostInCommit if the database does not answer that question either.
 */
export async function audited<Output>(
  database: Database,
  work: (transaction: Database) => Promise<Output>,
): Promise<Output> {
  for (let attempt = 1; ; attempt += 1) {
    let done: { readonly output: Output; readonly link: Link | undefined } | undefined;
    try {
      return await database.transaction(async (transaction) => {
        const output = await work(transaction);
        done = { output, link: links.get(transaction) };
        return output;
      });
    } catch (error) {
      if (error instanceof LostInCommit && done !== undefined) {
        // Without a link, the work changed nothing or repeated what the trail has: doing so again is safe.
        if (done.link !== undefined && (await isStored(database, done.link, error))) return done.output;
      } else if (!isKnownKey(error)) throw error;
      if (attempt === ATTEMPTS) throw error;
    }
  }
}

async function isStored(database: Database, link: Link, lost: LostInCommit): Promise<boolean> {
  for (const until = Date.now() + ASK_FOR_MS; ; await delay(ASK_EVERY_MS)) {
    try {
      return await database.transaction(async (transaction) => {
        // The server may not have noticed the loss: this waits until it has ended the transaction.
        await transaction.select().from(auditHead).where(eq(auditHead.id, 1)).for('update');
        const [row] = await transaction.select({ hash: audit.hash }).from(audit).where(eq(audit.seq, link.seq));
        return row?.hash === link.hash;
      });
    } catch {
      if (Date.now() > until) throw lost;
    }
  }
}

function isKnownKey(error: unknown): boolean {
  if (!(error instanceof DrizzleQueryError) || error.cause === undefined) return false;
  const cause: Error & { code?: unknown; constraint?: unknown } = error.cause;
  return cause.code === '23505' && cause.constraint === 'audit_key_unique';
}
