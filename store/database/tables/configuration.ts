import { index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import type { ChangeState } from '../../../domain/state.ts';
import { instant } from '../instant-column.ts';

export const configRevisions = pgTable('config_revisions', {
  revision: integer('revision').primaryKey(),
  document: jsonb('document').notNull(),
  author: text('author').notNull(),
  note: text('note'),
  createdAt: instant('created_at').notNull(),
});

/** Changes of the configuration that wait for a second person, with their outcome. */
export const configChanges = pgTable(
  'config_changes',
  {
    id: text('id').primaryKey(),
    state: text('state').$type<ChangeState>().notNull(),
    what: text('what').notNull(),
    edit: jsonb('edit').notNull(),
    /** The ETag of the edited part, as its author saw it. */
    seen: text('seen'),
    revision: integer('revision').notNull(),
    author: text('author').notNull(),
    behind: text('behind').notNull(),
    note: text('note'),
    createdAt: instant('created_at').notNull(),
    decidedBy: text('decided_by'),
    decidedAt: instant('decided_at'),
    comment: text('comment'),
    savedRevision: integer('saved_revision'),
  },
  (table) => [index('config_changes_by_time').on(table.createdAt, table.id)],
);
