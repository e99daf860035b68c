/** Orders to revoke in bulk, and their progress. */
import { and, asc, count, desc, eq, gt, inArray, lte, or, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { type RevocationPartOutcome, revocationPartKeys } from '../../domain/ledger/revocation-parts.ts';
import { REVOCATION_PARTS } from '../../domain/state.ts';
import type { Database } from '../database/database.ts';
import { toIso } from '../database/instants.ts';
import { storableText } from '../database/storable.ts';
import { audit } from '../database/tables/audit.ts';
import { revocationItems, revocations } from '../database/tables/revocations.ts';
import type { Revocations } from './revocation-store.ts';

/** A statement takes at most 65,535 values, and an item has three: a whole company's access must fit. */
const ITEMS_A_STATEMENT = 5_000;

/** The outcome of the parts that are not grants, from the trail: it is their record. */
async function partsOf(
  database: Database,
  { id, suspendSubject }: Pick<typeof revocations.$inferSelect, 'id' | 'suspendSubject'>,
): Promise<readonly RevocationPartOutcome[]> {
  if (suspendSubject === null) return [];
  const wanted = REVOCATION_PARTS.map((part) => ({ part, ...revocationPartKeys(id, part) }));
  const keys = wanted.flatMap(({ done, failed }) => [done, failed]);
  const rows = await database.select({ event: audit.event }).from(audit).where(inArray(audit.key, keys));
  const told = new Map(rows.map(({ event }) => [event.key, event]));
  return wanted.map(({ part, done, failed }) => {
    if (told.has(done)) return { part, state: 'done', detail: null };
    const why = told.get(failed);
    return { part, state: why === undefined ? 'waiting' : 'failed', detail: why?.reason ?? null };
  });
}

/** How many items are in a state. */
const counting = (state: string) =>
  sql<number>`count(*) filter (where ${revocationItems.state} = ${state})`.mapWith(Number);

export function revocationTables(database: Database): Revocations {
  return {
    create: ({ id, reason, by, suspendSubject, grantIds, at }) =>
      database.transaction(async (transaction) => {
        await transaction
          .insert(revocations)
          .values({ id, state: 'running', reason: storableText(reason), by, suspendSubject, createdAt: at });
        for (let start = 0; start < grantIds.length; start += ITEMS_A_STATEMENT) {
          const some = grantIds.slice(start, start + ITEMS_A_STATEMENT);
          await transaction
            .insert(revocationItems)
            .values(some.map((grantId) => ({ revocationId: id, grantId, state: 'waiting' as const })));
        }
      }),

    async get(id) {
      const [row] = await database.select().from(revocations).where(eq(revocations.id, id));
      if (row === undefined) return undefined;
      const { grantId, state, detail } = revocationItems;
      const items = await database
        .select({ grantId, state, detail })
        .from(revocationItems)
        .where(eq(revocationItems.revocationId, id))
        .orderBy(asc(revocationItems.position));
      const count = (wanted: string): number => items.filter((item) => item.state === wanted).length;
      return {
        ...row,
        createdAt: toIso(row.createdAt),
        total: items.length,
        revoked: count('revoked'),
        failed: count('failed'),
        items,
        parts: await partsOf(database, row),
      };
    },

    async next(id, limit, after) {
      const [row] = await database.select().from(revocations).where(eq(revocations.id, id));
      if (row === undefined) return undefined;
      const { grantId, position, revocationId, state } = revocationItems;
      const waiting = and(eq(revocationId, id), eq(state, 'waiting'));
      const [counted] = await database.select({ waiting: count() }).from(revocationItems).where(waiting);
      const first = (from: SQL | undefined) =>
        database
          .select({ grantId })
          .from(revocationItems)
          .where(and(waiting, from))
          .orderBy(asc(position))
          .limit(limit);
      const before = alias(revocationItems, 'before');
      const behind =
        after === undefined
          ? []
          : await first(
              gt(
                position,
                database
                  .select({ position: before.position })
                  .from(before)
                  .where(and(eq(before.revocationId, id), eq(before.grantId, after))),
              ),
            );
      const items = behind.length > 0 ? behind : await first(undefined);
      const { by, reason, suspendSubject } = row;
      return {
        by,
        reason,
        suspendSubject,
        grantIds: items.map((each) => each.grantId),
        waiting: counted?.waiting ?? 0,
        parts: await partsOf(database, row),
      };
    },

    async setItem(id, { grantId, state, detail }) {
      await database
        .update(revocationItems)
        .set({ state, detail: detail === null ? null : storableText(detail) })
        .where(and(eq(revocationItems.revocationId, id), eq(revocationItems.grantId, grantId)));
    },

    async finish(id, unfinished) {
      if (unfinished !== undefined)
        await database
          .update(revocationItems)
          .set({ state: 'failed', detail: storableText(unfinished) })
          .where(and(eq(revocationItems.revocationId, id), eq(revocationItems.state, 'waiting')));
      const { suspendSubject } = revocations;
      const [row] = await database
        .update(revocations)
        .set({ state: 'done' })
        .where(eq(revocations.id, id))
        .returning({ id: revocations.id, suspendSubject });
      const [counted] = await database
        .select({ revoked: counting('revoked'), failed: counting('failed') })
        .from(revocationItems)
        .where(eq(revocationItems.revocationId, id));
      return { revoked: 0, failed: 0, ...counted, parts: row === undefined ? [] : await partsOf(database, row) };
    },

    running(orderedBy, limit) {
      const { id, state, by, createdAt } = revocations;
      return database
        .select({ id, by })
        .from(revocations)
        .where(and(eq(state, 'running'), lte(createdAt, orderedBy)))
        .orderBy(desc(createdAt), id)
        .limit(limit);
    },

    async progress(ids) {
      const { id, state, by } = revocations;
      return database
        .select({
          id,
          state,
          by,
          total: count(revocationItems.grantId),
          revoked: counting('revoked'),
          failed: counting('failed'),
        })
        .from(revocations)
        .leftJoin(revocationItems, eq(revocationItems.revocationId, id))
        .where(or(eq(state, 'running'), ids.length === 0 ? undefined : inArray(id, [...ids])))
        .groupBy(id);
    },
  };
}
