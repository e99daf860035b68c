import { boolean, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type {
  Reconciliation,
  ReconciliationItem,
  ReconciliationWork,
} from '../../../domain/planning/reconciliation.ts';
import type { Entitlement } from '../../../domain/policy.ts';
import { instant } from '../instant-column.ts';

/** Reconciliations of birthrights, and their items in the order in which they are carried out. */
export const birthrightRuns = pgTable(
  'birthright_runs',
  {
    id: text('id').primaryKey(),
    state: text('state').$type<Reconciliation['state']>().notNull(),
    by: text('by'),
    dryRun: boolean('dry_run').notNull(),
    force: boolean('force').notNull(),
    restore: jsonb('restore').$type<readonly string[]>().notNull(),
    createdAt: instant('created_at').notNull(),
    finishedAt: instant('finished_at'),
    detail: text('detail'),
    people: integer('people').notNull().default(0),
    heldBack: jsonb('held_back').$type<Reconciliation['heldBack']>().notNull().default([]),
    withheld: jsonb('withheld').$type<Reconciliation['withheld']>().notNull().default([]),
  },
  (table) => [index('birthright_runs_by_time').on(table.createdAt, table.id)],
);

export const birthrightItems = pgTable(
  'birthright_items',
  {
    runId: text('run_id')
      .notNull()
      .references(() => birthrightRuns.id),
    position: integer('position').notNull(),
    phase: integer('phase').$type<ReconciliationWork['phase']>().notNull(),
    action: text('action').$type<ReconciliationItem['action']>().notNull(),
    role: text('role').notNull(),
    subject: text('subject').notNull(),
    application: text('application').notNull(),
    accessLevel: text('access_level').notNull(),
    because: text('because').notNull(),
    rule: text('rule'),
    leaseId: text('lease_id'),
    revision: integer('revision').notNull(),
    entitlements: jsonb('entitlements').$type<readonly Entitlement[]>().notNull(),
    state: text('state').$type<ReconciliationItem['state']>().notNull(),
    detail: text('detail'),
  },
  (table) => [primaryKey({ columns: [table.runId, table.position] })],
);
