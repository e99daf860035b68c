/** Grants, their leases, and effects that converge has begun at providers. */

import { sql } from 'drizzle-orm';
import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core';
import type { FirstLook } from '../../../domain/ledger/held-before.ts';
import type { Origin } from '../../../domain/ledger/records.ts';
import type { Entitlement } from '../../../domain/policy.ts';
import type { LeaseEnd, LeaseState } from '../../../domain/state.ts';
import { instant } from '../instant-column.ts';

/** One row for each (application, subject): its version makes converge level-triggered. */
export const holdings = pgTable(
  'holdings',
  {
    application: text('application').notNull(),
    subject: text('subject').notNull(),
    version: integer('version').notNull(),
  },
  (table) => [primaryKey({ columns: [table.application, table.subject] })],
);

/**
 * Effects at a provider that were begun. A row is written before the call. It is deleted with the event that records the
 * effect, unless another write may still be under way. After a crash, the next run on that entitlement settles what is
 * left, and the keeper sees to what is older than an attempt.
 */
export const begunEffects = pgTable(
  'begun_effects',
  {
    id: text('id').primaryKey(),
    application: text('application').notNull(),
    subject: text('subject').notNull(),
    /** `entitlementKey` of the entitlement. */
    entitlement: text('entitlement').notNull(),
    /** The provider's own id of the account; empty in older rows. */
    account: text('account').notNull().default(''),
    verb: text('verb').$type<'grant' | 'revoke'>().notNull(),
    begunAt: instant('begun_at').notNull(),
    /** Several writes stand behind the row. Nobody counted them in older rows. */
    joined: boolean('joined').notNull().default(true),
    /** The trail needs nothing more about the effect. */
    recorded: boolean('recorded').notNull().default(false),
  },
  (table) => [
    unique('begun_effects_once').on(table.application, table.subject, table.entitlement, table.account, table.verb),
  ],
);

export const grants = pgTable(
  'grants',
  {
    id: text('id').primaryKey(),
    application: text('application').notNull(),
    subject: text('subject').notNull(),
    accessLevel: text('access_level').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    index('grants_by_time').on(table.createdAt, table.id),
    index('grants_by_subject').on(table.subject),
    index('grants_by_application').on(table.application, table.accessLevel),
  ],
);

export const leases = pgTable(
  'leases',
  {
    id: text('id').primaryKey(),
    grantId: text('grant_id')
      .notNull()
      .references(() => grants.id),
    application: text('application').notNull(),
    subject: text('subject').notNull(),
    requestKey: text('request_key').notNull(),
    state: text('state').$type<LeaseState>().notNull(),
    entitlements: jsonb('entitlements').$type<readonly Entitlement[]>().notNull(),
    rule: text('rule').notNull(),
    revision: integer('revision').notNull(),
    durationMs: bigint('duration_ms', { mode: 'number' }),
    maxDurationMs: bigint('max_duration_ms', { mode: 'number' }),
    startedAt: instant('started_at'),
    expiresAt: instant('expires_at'),
    endedAt: instant('ended_at'),
    endReason: text('end_reason').$type<LeaseEnd>(),
    endedBy: text('ended_by'),
    /** Empty: no reason was given. Null: it has not ended, or ended before reasons were kept. */
    endedBecause: text('ended_because'),
    /**
     * The provider's own id of the account that it was given to, and its login then. Unset until then, and in older
     * rows.
     */
    accountId: text('account_id'),
    accountLogin: text('account_login'),
    /** The application as it was when the lease was given: the access can be taken after the application has changed. */
    origin: jsonb('origin').$type<Origin>(),
    /** When the provider was seen to match the end of the lease. Unset: the keeper has to see to it. */
    takenAt: instant('taken_at'),
    /** The access held before, by entitlement. Null: older than first looks. */
    firstLooks: jsonb('first_looks').$type<readonly FirstLook[]>(),
  },
  (table) => [
    index('leases_by_grant').on(table.grantId),
    index('leases_by_account').on(table.application, table.accountId),
    index('leases_by_holding').on(table.application, table.subject),
    index('leases_by_request').on(table.requestKey),
    // Partial: in time nearly all leases have ended, and the frequent questions are about the others.
    index('leases_open_by_expiry')
      .on(table.expiresAt, table.id, table.state, table.grantId)
      .where(sql`${table.state} in ('pending', 'live')`),
    index('leases_open_by_grant')
      .on(table.grantId, table.state, table.expiresAt, table.application)
      .where(sql`${table.state} in ('pending', 'live')`),
    index('leases_open_by_request').on(table.requestKey).where(sql`${table.state} in ('pending', 'live')`),
    index('leases_pending').on(table.grantId).where(sql`${table.state} = 'pending'`),
    index('leases_to_take')
      .on(table.endedAt, table.id)
      .where(sql`${table.state} = 'ended' and ${table.takenAt} is null`),
    index('leases_taken_after_expiry')
      .on(table.takenAt, table.expiresAt)
      .where(sql`${table.endReason} = 'expired' and ${table.takenAt} is not null`),
  ],
);

export const effects = pgTable('effects', {
  key: text('key').primaryKey(),
  reference: text('reference'),
});
