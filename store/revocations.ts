/** Orders to revoke in bulk, and how far they have come. */
import { and, asc, count, eq, inArray, or, sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { toIso } from './instants.ts';
import { revocationItems, revocations } from './schema.ts';
import { storableText } from './storable.ts';
import type { Revocations } from './store.ts';

/** A statement takes at most 65,535 values, and an item has three: a whole company's access must fit. */
const ITEMS_A_STATEMENT = 5_000;

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

    async setItem(id, { grantId, state, detail }) {
      await database
        .update(revocationItems)
        .set({ state, detail: detail === null ? null : storableText(detail) })
        .where(and(eq(revocationItems.revocationId, id), eq(revocationItems.grantId, grantId)));
    },

    async finish(id) {
      await database.update(revocations).set({ state: 'done' }).where(eq(revocations.id, id));
    },

    async progress(ids) {
      const counted = (state: string) =>
        sql<number>`count(*) filter (where ${revocationItems.state} = ${state})`.mapWith(Number);
      const { id, state, by } = revocations;
      return database
        .select({
          id,
          state,
          by,
          total: count(revocationItems.grantId),
          revoked: counted('revoked'),
          failed: counted('failed'),
        })
        .from(revocations)
        .leftJoin(revocationItems, eq(revocationItems.revocationId, id))
        .where(or(eq(state, 'running'), ids.length === 0 ? undefined : inArray(id, [...ids])))
        .groupBy(id);
    },
  };
}
