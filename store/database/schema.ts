/** Tables. The migrations in `store/migrations` are generated from this file: `npx drizzle-kit generate`. */
import {
  bigint,
  bigserial,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
} from 'drizzle-orm/pg-core';
import type { ReviewKind, Verdict } from '../../domain/approval/review.ts';
import type { AuditEvent, LeaseEnd, RequestView } from '../../domain/ledger/records.ts';
import type { Reconciliation, ReconciliationItem, ReconciliationWork } from '../../domain/planning/reconciliation.ts';
import type { PlanningFacts } from '../../domain/planning/replay.ts';
import type { Entitlement } from '../../domain/policy.ts';
import type { RequestState } from '../../domain/state.ts';

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'string', precision: 3 });

export const configRevisions = pgTable('config_revisions', {
  revision: integer('revision').primaryKey(),
  document: jsonb('document').notNull(),
  author: text('author').notNull(),
  note: text('note'),
  createdAt: instant('created_at').notNull(),
});

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

/** What each request was planned from, so that it can be planned again. */
export const requestFacts = pgTable('request_facts', {
  key: text('key').primaryKey(),
  facts: jsonb('facts').$type<PlanningFacts>().notNull(),
  at: instant('at').notNull(),
});

/** One row for each (application, subject): its version is what makes converge level-triggered. */
export const holdings = pgTable(
  'holdings',
  {
    application: text('application').notNull(),
    subject: text('subject').notNull(),
    version: integer('version').notNull(),
    appliedVersion: integer('applied_version').notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.application, table.subject] })],
);

/**
 * Effects at a provider that were begun and are not in the trail yet: written before the call, gone with the event that
 * tells of it. What a crash leaves here is settled by whoever looks at that entitlement next.
 */
export const begunEffects = pgTable(
  'begun_effects',
  {
    id: text('id').primaryKey(),
    application: text('application').notNull(),
    subject: text('subject').notNull(),
    /** `entitlementKey` of what is given or taken. */
    entitlement: text('entitlement').notNull(),
    /** The provider's own id of the account; empty in older rows. */
    account: text('account').notNull().default(''),
    verb: text('verb').$type<'grant' | 'revoke'>().notNull(),
    begunAt: instant('begun_at').notNull(),
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
    state: text('state').$type<'pending' | 'live' | 'ended'>().notNull(),
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
    /** Empty: nobody said why. Null: it has not ended, or had before this was kept. */
    endedBecause: text('ended_because'),
    /** The provider's own id of the account that it was given to, and its login then. Unset before that, and in older rows. */
    accountId: text('account_id'),
    accountLogin: text('account_login'),
  },
  (table) => [
    index('leases_by_grant').on(table.grantId),
    index('leases_by_account').on(table.application, table.accountId),
    index('leases_by_holding').on(table.application, table.subject),
    index('leases_by_request').on(table.requestKey),
    index('leases_by_expiry').on(table.state, table.expiresAt),
  ],
);

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

/** The last link of the chain: locked while a row is added, and the proof that no newest row was cut off. */
export const auditHead = pgTable('audit_head', {
  id: integer('id').primaryKey(),
  seq: bigint('seq', { mode: 'number' }).notNull(),
  hash: text('hash').notNull(),
});

export const effects = pgTable('effects', {
  key: text('key').primaryKey(),
  reference: text('reference'),
});

export const revocations = pgTable('revocations', {
  id: text('id').primaryKey(),
  state: text('state').$type<'running' | 'done'>().notNull(),
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
    state: text('state').$type<'waiting' | 'revoked' | 'failed'>().notNull(),
    detail: text('detail'),
  },
  (table) => [primaryKey({ columns: [table.revocationId, table.grantId] })],
);

/** Reviews of access already given: after break glass now, campaigns later. */
export const reviews = pgTable(
  'reviews',
  {
    id: text('id').primaryKey(),
    kind: text('kind').$type<ReviewKind>().notNull(),
    state: text('state').$type<'open' | 'overdue' | 'closed'>().notNull(),
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

export const settings = pgTable('settings', {
  name: text('name').primaryKey(),
  value: text('value').notNull(),
});

/** API tokens that were made by the API: hashes, never tokens. */
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

/** Changes of the configuration that wait for a second person, and what became of them. */
export const configChanges = pgTable(
  'config_changes',
  {
    id: text('id').primaryKey(),
    state: text('state').$type<'pending' | 'approved' | 'rejected' | 'withdrawn'>().notNull(),
    what: text('what').notNull(),
    edit: jsonb('edit').notNull(),
    /** The ETag of what is edited, as its author saw it. */
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

/** First answers to POSTs that carried an Idempotency-Key. */
export const keptAnswers = pgTable(
  'kept_answers',
  {
    principal: text('principal').notNull(),
    key: text('key').notNull(),
    /** Keyed hash of method, path and body. */
    fingerprint: text('fingerprint').notNull(),
    /** Null while the first call is still at work. */
    answer: jsonb('answer'),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.principal, table.key] }), index('kept_answers_by_time').on(table.createdAt)],
);

/** Sessions that were signed out of before they would have ended by themselves. */
export const endedSessions = pgTable('ended_sessions', {
  id: text('id').primaryKey(),
  until: instant('until').notNull(),
});

/** What is tried before it is saved: handed from the API to a worker by id, so that it enters no history. */
export const drafts = pgTable('drafts', {
  id: text('id').primaryKey(),
  content: jsonb('content').notNull(),
  createdAt: instant('created_at').notNull(),
});
