import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { KeptView } from '../../../domain/approval/waiting.ts';
import type { Ask } from '../../../domain/planning/ask.ts';
import type { Plan } from '../../../domain/planning/plan.ts';
import type { PlanningFacts } from '../../../domain/planning/replay.ts';
import type { RequestState } from '../../../domain/state.ts';
import type { Report } from '../../../domain/telling/report.ts';
import { instant } from '../instant-column.ts';

export const requests = pgTable(
  'requests',
  {
    key: text('key').primaryKey(),
    state: text('state').$type<RequestState>().notNull(),
    application: text('application'),
    subject: text('subject'),
    view: jsonb('view').$type<KeptView>().notNull(),
    /** Reports that have not reached Jira, in order; null when there are none. */
    untold: jsonb('untold').$type<readonly Report[]>(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [
    index('requests_by_time').on(table.createdAt, table.key),
    index('requests_by_state').on(table.state),
    index('requests_by_subject').on(table.subject),
    index('requests_by_application').on(table.application),
    index('requests_untold').on(table.key).where(sql`${table.untold} is not null`),
  ],
);

/** The facts that each request was planned from, so that it can be planned again. */
export const requestFacts = pgTable('request_facts', {
  key: text('key').primaryKey(),
  facts: jsonb('facts').$type<PlanningFacts>().notNull(),
  at: instant('at').notNull(),
});

/** The plan of each round of a request. Activities get the number of the round instead of the plan. */
export const requestPlans = pgTable(
  'request_plans',
  {
    key: text('key').notNull(),
    round: integer('round').notNull(),
    ask: jsonb('ask').$type<Ask>().notNull(),
    plan: jsonb('plan').$type<Plan>().notNull(),
    /** Names the plan in the decisions on it; null in rows of a version without digests. */
    digest: text('digest'),
    at: instant('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.key, table.round] })],
);

/** How far the changelog of each issue was read: the catch-up nudges for what is newer. */
export const issueReads = pgTable('issue_reads', {
  key: text('key').primaryKey(),
  /** Jira's id of the last changelog entry; null: it had none. */
  lastEntry: text('last_entry'),
  at: instant('at').notNull(),
});
