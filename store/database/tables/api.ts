import { index, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from '../instant-column.ts';

/** API tokens that the API made: hashes, never tokens. */
export const apiTokens = pgTable(
  'api_tokens',
  {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    hash: text('hash').notNull().unique(),
    role: text('role').notNull(),
    applications: jsonb('applications').$type<readonly string[]>().notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    lastUsedAt: instant('last_used_at'),
    revokedAt: instant('revoked_at'),
    revokedBy: text('revoked_by'),
  },
  (table) => [index('api_tokens_by_time').on(table.createdAt, table.id)],
);

/** First answers to POSTs that carried an Idempotency-Key. */
export const keptAnswers = pgTable(
  'kept_answers',
  {
    principal: text('principal').notNull(),
    key: text('key').notNull(),
    /** Keyed hash of method, path and body. */
    fingerprint: text('fingerprint').notNull(),
    /** Null while the first call is still running. */
    answer: jsonb('answer'),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.principal, table.key] }), index('kept_answers_by_time').on(table.createdAt)],
);

/** Sessions that ended by signing out, before their expiry. */
export const endedSessions = pgTable('ended_sessions', {
  id: text('id').primaryKey(),
  until: instant('until').notNull(),
});

/** Values tried before they are saved: handed from the API to a worker by id, so that they enter no history. */
export const drafts = pgTable('drafts', {
  id: text('id').primaryKey(),
  content: jsonb('content').notNull(),
  createdAt: instant('created_at').notNull(),
});
