import { bigserial, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { RevocationItemState, RevocationState } from '../../../domain/state.ts';
import { instant } from '../instant-column.ts';

export const revocations = pgTable('revocations', {
  id: text('id').primaryKey(),
  state: text('state').$type<RevocationState>().notNull(),
  reason: text('reason').notNull(),
  by: text('by').notNull(),
  suspendSubject: text('suspend_subject'),
  createdAt: instant('created_at').notNull(),
});

export const revocationItems = pgTable(
  'revocation_items',
  {
    position: bigserial('position', { mode: 'number' }).notNull(),
    revocationId: text('revocation_id')
      .notNull()
      .references(() => revocations.id),
    grantId: text('grant_id').notNull(),
    state: text('state').$type<RevocationItemState>().notNull(),
    detail: text('detail'),
  },
  (table) => [primaryKey({ columns: [table.revocationId, table.grantId] })],
);
