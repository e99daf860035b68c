import { bigint, index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import type { AuditEvent } from '../../../domain/ledger/records.ts';
import type { Refusal } from '../../audit/refusal-store.ts';
import { instant } from '../instant-column.ts';

/** The audit: append-only (a trigger refuses changes), each row hashed with the one before. */
export const audit = pgTable(
  'audit',
  {
    seq: bigint('seq', { mode: 'number' }).primaryKey(),
    key: text('key').notNull().unique(),
    at: instant('at').notNull(),
    actor: text('actor').notNull(),
    action: text('action').notNull(),
    subject: text('subject'),
    application: text('application'),
    requestKey: text('request_key'),
    /** The whole event, as it was hashed. */
    event: jsonb('event').$type<AuditEvent>().notNull(),
    previousHash: text('previous_hash').notNull(),
    hash: text('hash').notNull(),
  },
  (table) => [
    index('audit_by_request').on(table.requestKey),
    index('audit_by_subject').on(table.subject),
    index('audit_by_actor').on(table.actor),
    index('audit_by_action').on(table.action),
  ],
);

/** The last link of the chain: locked while a row is added, and proof that no newest row was cut off. */
export const auditHead = pgTable('audit_head', {
  id: integer('id').primaryKey(),
  seq: bigint('seq', { mode: 'number' }).notNull(),
  hash: text('hash').notNull(),
});

/** Refusals that are still counted: a row of the trail cannot be. */
export const refusals = pgTable('refusals', {
  /** Hash of what makes two of them the same. */
  key: text('key').primaryKey(),
  /** Makes the key of its event. */
  id: text('id').notNull(),
  refusal: jsonb('refusal').$type<Refusal>().notNull(),
  count: integer('count').notNull(),
  firstAt: instant('first_at').notNull(),
  lastAt: instant('last_at').notNull(),
});
