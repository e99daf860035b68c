/** Orders to revoke in bulk, and their progress. */
import { and, asc, count, eq, gt, inArray, or, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Database } from '../database/database.ts';
import { toIso } from '../database/instants.ts';
import { storableText } from '../database/storable.ts';
import { revocationItems, revocations } from '../database/tables/revocations.ts';
import type { Revocations } from './revocation-store.ts';

/** A statement takes at most 65,535 values, and an item has three: a whole company's access must fit. */
const ITEMS_A_STATEMENT = 5_000;

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
      };
    },

    async setItem(id, { grantId, state, detail }) {
      await database
        .update(revocationItems)
        .set({ state, detail: detail === null ? null : storableText(detail) })
        .where(and(eq(revocationItems.revocationId, id), eq(revocationItems.grantId, grantId)));
    },

    async finish(id) {
      await database.update(revocations).set({ state: 'done' }).where(eq(revocations.id, id));
      const [counted] = await database
        .select({ revoked: counting('revoked'), failed: counting('failed') })
        .from(revocationItems)
        .where(eq(revocationItems.revocationId, id));
      return counted ?? { revoked: 0, failed: 0 };
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
