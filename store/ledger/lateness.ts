/** How long after its end expired access was taken. */
import { and, count, eq, gt, lte, sql } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import { leases } from '../database/tables/ledger.ts';
import type { Lateness } from './keeping-store.ts';

export function readLateness(
  database: Database,
  after: string | undefined,
  upTo: string,
): Promise<readonly Lateness[]> {
  const { endReason, expiresAt, takenAt } = leases;
  const seconds = sql<number>`ceil(greatest(0, extract(epoch from ${takenAt} - ${expiresAt})))`.mapWith(Number);
  return database
    .select({ seconds, leases: count() })
    .from(leases)
    .where(and(eq(endReason, 'expired'), after === undefined ? undefined : gt(takenAt, after), lte(takenAt, upTo)))
    .groupBy(seconds);
}
