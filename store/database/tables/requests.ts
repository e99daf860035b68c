import { index, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import type { RequestView } from '../../../domain/ledger/records.ts';
import type { PlanningFacts } from '../../../domain/planning/replay.ts';
import type { RequestState } from '../../../domain/state.ts';
import { instant } from '../instant-column.ts';

export const requests = pgTable(
  'requests',
  {
    key: text('key').primaryKey(),
    state: text('state').$type<RequestState>().notNull(),
    application: text('application'),
    subject: text('subject'),
    view: jsonb('view').$type<RequestView>().notNull(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [
    index('requests_by_time').on(table.createdAt, table.key),
    index('requests_by_state').on(table.state),
    index('requests_by_subject').on(table.subject),
    index('requests_by_application').on(table.application),
  ],
);

/** The facts that each request was planned from, so that it can be planned again. */
export const requestFacts = pgTable('request_facts', {
  key: text('key').primaryKey(),
  facts: jsonb('facts').$type<PlanningFacts>().notNull(),
  at: instant('at').notNull(),
});
