/** Counts refusals, and writes each into the trail once. */
import { createHash, randomUUID } from 'node:crypto';
import { lte, or, sql } from 'drizzle-orm';
import type { AuditEvent } from '../../domain/ledger/records.ts';
import type { Database } from '../database/database.ts';
import { toIso } from '../database/instants.ts';
import { storable } from '../database/storable.ts';
import { refusals } from '../database/tables/audit.ts';
import { appendEvents } from './audit.ts';
import { audited } from './audited.ts';
import { canonicalJson } from './canonical.ts';
import type { Refusals } from './refusal-store.ts';

/** A refusal that was not repeated for this long is complete; milliseconds. */
const QUIET_MS = 30_000;
/** A longer flood becomes several rows; milliseconds. */
const LONGEST_MS = 10 * 60_000;

type Row = typeof refusals.$inferSelect;

export function refusalsTable(database: Database): Refusals {
  return {
    async add(given, at) {
      const refusal = storable(given);
      const { details: _details, ...same } = refusal;
      await database
        .insert(refusals)
        .values({
          key: createHash('sha256').update(canonicalJson(same)).digest('hex'),
          id: randomUUID(),
          refusal,
          count: 1,
          firstAt: at,
          lastAt: at,
        })
        .onConflictDoUpdate({
          target: refusals.key,
          set: { count: sql`${refusals.count} + 1`, lastAt: at },
        });
    },

    async settle(now) {
      const before = (ms: number): string => new Date(Date.parse(now) - ms).toISOString();
      await audited(database, async (transaction) => {
        const rows = await transaction
          .delete(refusals)
          .where(or(lte(refusals.lastAt, before(QUIET_MS)), lte(refusals.firstAt, before(LONGEST_MS))))
          .returning();
        await appendEvents(
          transaction,
          rows.map(eventOf).sort((a, b) => (a.at < b.at ? -1 : 1)),
        );
      });
    },
  };
}

function eventOf({ id, refusal, count, firstAt, lastAt }: Row): AuditEvent {
  const repeated = count === 1 ? {} : { count, until: toIso(lastAt) };
  return {
    ...refusal,
    key: `refused/${id}`,
    at: toIso(firstAt),
    action: 'decision.refused',
    details: { ...refusal.details, ...repeated },
  };
}
