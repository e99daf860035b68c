/** Reviews of access that was given already, and the verdict on each of their items. */
import { and, asc, desc, eq, inArray, ne, or, type SQL, sql } from 'drizzle-orm';
import type { Review } from '../../domain/approval/review.ts';
import { appendEvents } from '../audit/audit.ts';
import { audited } from '../audit/audited.ts';
import { decodeCursor, pageSize, toPage } from '../database/cursor.ts';
import type { Database } from '../database/database.ts';
import { toIso, toIsoOrNull } from '../database/instants.ts';
import { storable } from '../database/storable.ts';
import { reviewItems, reviews } from '../database/tables/reviews.ts';
import type { VisibleTo } from './request-store.ts';
import type { Reviews } from './review-store.ts';

type Row = typeof reviews.$inferSelect;
type ItemRow = typeof reviewItems.$inferSelect;

export function reviewTables(database: Database): Reviews {
  async function withItems(rows: readonly Row[]): Promise<readonly Review[]> {
    const ids = rows.map((row) => row.id);
    const items =
      ids.length === 0
        ? []
        : await database
            .select()
            .from(reviewItems)
            .where(inArray(reviewItems.reviewId, ids))
            .orderBy(asc(reviewItems.position));
    return rows.map((row) =>
      toReview(
        row,
        items.filter((item) => item.reviewId === row.id),
      ),
    );
  }

  return {
    open: ({ items, ...review }, events) =>
      audited(database, async (transaction) => {
        const opened = await transaction
          .insert(reviews)
          .values({ ...storable(review), state: 'open' })
          .onConflictDoNothing()
          .returning({ id: reviews.id });
        if (opened.length === 0) return;
        const rows = items.map((item, position) => ({ ...item, position, reviewId: review.id }));
        await transaction.insert(reviewItems).values(rows);
        await appendEvents(transaction, events);
      }),

    escalate: (id, reviewers, events) =>
      audited(database, async (transaction) => {
        const changed = await transaction
          .update(reviews)
          .set({ state: 'overdue', reviewers })
          .where(and(eq(reviews.id, id), eq(reviews.state, 'open')))
          .returning({ id: reviews.id });
        if (changed.length > 0) await appendEvents(transaction, events);
      }),

    close: (id, decision, events) =>
      audited(database, async (transaction) => {
        const { verdict, by, at, comment } = storable(decision);
        const changed = await transaction
          .update(reviews)
          .set({ state: 'closed', closedAt: at })
          .where(and(eq(reviews.id, id), ne(reviews.state, 'closed')))
          .returning({ id: reviews.id });
        if (changed.length === 0) return;
        await transaction
          .update(reviewItems)
          .set({ verdict, by, at, comment: comment ?? null })
          .where(eq(reviewItems.reviewId, id));
        await appendEvents(transaction, events);
      }),

    async get(id) {
      const [found] = await withItems(await database.select().from(reviews).where(eq(reviews.id, id)));
      return found;
    },

    async list(filter) {
      const size = pageSize(filter.limit);
      const after = filter.cursor === undefined ? undefined : decodeCursor(filter.cursor);
      const rows = await database
        .select()
        .from(reviews)
        .where(
          and(
            filter.state === undefined ? undefined : eq(reviews.state, filter.state),
            filter.visibleTo === undefined ? undefined : concerns(database, filter.visibleTo),
            after === undefined
              ? undefined
              : sql`(${reviews.openedAt}, ${reviews.id}) < (${after.at}::timestamptz, ${after.id})`,
          ),
        )
        .orderBy(desc(reviews.openedAt), desc(reviews.id))
        .limit(size + 1);
      const page = toPage(
        rows,
        size,
        (row) => row,
        (row) => ({ at: toIso(row.openedAt), id: row.id }),
      );
      return { items: await withItems(page.items), nextCursor: page.nextCursor };
    },
  };
}

/** As `readableReview` of the API has it. */
function concerns(database: Database, { person, applications }: VisibleTo): SQL | undefined {
  const theirs = database
    .select({ id: reviewItems.reviewId })
    .from(reviewItems)
    .where(
      or(
        eq(reviewItems.subject, person),
        applications.length === 0 ? undefined : inArray(reviewItems.application, [...applications]),
      ),
    );
  return or(sql`${reviews.reviewers} @> ${JSON.stringify([person])}::jsonb`, inArray(reviews.id, theirs));
}

function toReview(row: Row, items: readonly ItemRow[]): Review {
  return {
    ...row,
    openedAt: toIso(row.openedAt),
    dueAt: toIso(row.dueAt),
    closedAt: toIsoOrNull(row.closedAt),
    items: items.map(({ reviewId: _review, position: _position, ...item }) => ({ ...item, at: toIsoOrNull(item.at) })),
  };
}
