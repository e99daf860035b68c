import { index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { ReviewKind } from '../../../domain/approval/review.ts';
import type { ReviewState, Verdict } from '../../../domain/state.ts';
import { instant } from '../instant-column.ts';

/** Reviews of access that was given already: after break glass now, campaigns later. */
export const reviews = pgTable(
  'reviews',
  {
    id: text('id').primaryKey(),
    kind: text('kind').$type<ReviewKind>().notNull(),
    state: text('state').$type<ReviewState>().notNull(),
    requestKey: text('request_key'),
    reviewers: jsonb('reviewers').$type<readonly string[]>().notNull(),
    reason: text('reason'),
    openedAt: instant('opened_at').notNull(),
    dueAt: instant('due_at').notNull(),
    closedAt: instant('closed_at'),
  },
  (table) => [index('reviews_by_time').on(table.openedAt, table.id), index('reviews_by_state').on(table.state)],
);

export const reviewItems = pgTable(
  'review_items',
  {
    reviewId: text('review_id')
      .notNull()
      .references(() => reviews.id),
    id: text('id').notNull(),
    position: integer('position').notNull(),
    grantId: text('grant_id').notNull(),
    subject: text('subject').notNull(),
    application: text('application').notNull(),
    accessLevel: text('access_level').notNull(),
    verdict: text('verdict').$type<Verdict>(),
    by: text('by'),
    at: instant('at'),
    comment: text('comment'),
  },
  (table) => [primaryKey({ columns: [table.reviewId, table.id] })],
);
