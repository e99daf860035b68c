/** What the rest of Leasehold asks of the database. `open-store.ts` builds it over PGlite or PostgreSQL. */

import type { Review, ReviewDecision, ReviewItem, ReviewKind } from '../domain/approval/review.ts';
import type { Account, Claim } from '../domain/ledger/claims.ts';
import type { AuditEvent, AuditRow, Grant, Lease, LeaseEnd, NewLease, RequestView } from '../domain/ledger/records.ts';
import type { BirthrightLease, EndedBirthright } from '../domain/planning/birthright.ts';
import type { HeldLevel } from '../domain/planning/conflicts.ts';
import type { Reconciliation, ReconciliationItem, ReconciliationWork } from '../domain/planning/reconciliation.ts';
import type { PlanningFacts } from '../domain/planning/replay.ts';
import type { RequestState } from '../domain/state.ts';
import type {
  ApiTokens,
  ChangeDecision,
  ConfigChanges,
  Drafts,
  KeptAnswers,
  Overviews,
  Sessions,
} from './api/api-store.ts';
import type { Page, PageQuery, VisibleTo } from './database/page.ts';

/** A saved state of the configuration document (the YAML's content as JSON, references unresolved). */
export interface ConfigRevision {
  readonly revision: number;
  readonly document: unknown;
  readonly author: string;
  readonly note: string | null;
  readonly createdAt: string;
}

export interface ConfigRevisions {
  /** The number of the newest revision: cheap enough to ask before every decision. */
  newest(): Promise<number | undefined>;
  current(): Promise<ConfigRevision | undefined>;
  get(revision: number): Promise<ConfigRevision | undefined>;
  list(query: PageQuery): Promise<Page<Omit<ConfigRevision, 'document'>>>;
  /**
   * Saves a new revision and its audit row. With `expected`, refuses (returns undefined) when the newest revision
   * is another one. Saving the very document that is current changes nothing and returns the current revision.
   */
  save(entry: {
    document: unknown;
    author: string;
    note?: string | undefined;
    expected?: number;
    /** Further facts for the audit row. */
    details?: Readonly<Record<string, unknown>>;
    /** The pending change that this carries out: approved with it, or nothing is saved when it is not pending any more. */
    approves?: ChangeDecision;
  }): Promise<ConfigRevision | undefined>;
}

export interface RequestFilter extends PageQuery {
  readonly state?: RequestState | undefined;
  readonly application?: string | undefined;
  readonly subject?: string | undefined;
  /** Only those that wait for this person's decision. */
  readonly waitingFor?: string | undefined;
  readonly visibleTo?: VisibleTo | undefined;
}

export interface StoredRequest extends RequestView {
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface Requests {
  /** Inserts or replaces the projection, with the events that explain the change, in one transaction. */
  save(view: RequestView, events: readonly AuditEvent[]): Promise<void>;
  get(key: string): Promise<StoredRequest | undefined>;
  /** Those of the keys that are there, in no order. */
  getAll(keys: readonly string[]): Promise<readonly StoredRequest[]>;
  /** Newest first. */
  list(filter: RequestFilter): Promise<Page<StoredRequest>>;
  /** Keeps what a request was planned from; a plan made anew replaces it. */
  keepFacts(key: string, facts: PlanningFacts, at: string): Promise<void>;
  /** What requests were planned from, by key; without those that were made before it was kept. */
  facts(keys: readonly string[]): Promise<ReadonlyMap<string, PlanningFacts>>;
}

/**
 * All that one subject should and may hold in one application: what converge works on.
 * Two levels may share an entitlement, so the desired state is the union over all of the pair's leases, and over those
 * of other subjects that were given to the same account: a person whose e-mail changed is two subjects with one account.
 */
export interface Holding {
  readonly application: string;
  readonly subject: string;
  /** Grows with every change of any of these leases. */
  readonly version: number;
  /** Of pending and live leases, in the order in which they were given; those still to be given are last. */
  readonly claims: readonly Claim[];
  /** Of ended leases. */
  readonly past: readonly Claim[];
  /** Those that a lease of the subject was given to, whatever became of the lease. */
  readonly accounts: readonly Account[];
  /** Begun at the provider, and not known how they ended. */
  readonly begun: readonly BegunEffect[];
}

/** A write at the provider, noted before it is tried. */
export interface BegunEffect {
  readonly id: string;
  /** `entitlementKey` of what is given or taken. */
  readonly entitlement: string;
  /** The provider's own id of the account; empty for what was begun before accounts were kept. */
  readonly account: string;
  readonly verb: 'grant' | 'revoke';
  /** ISO 8601. */
  readonly begunAt: string;
}

export interface GrantFilter extends PageQuery {
  readonly subject?: string | undefined;
  readonly application?: string | undefined;
  readonly accessLevel?: string | undefined;
  readonly state?: 'pending' | 'active' | 'ended' | undefined;
  /** Only grants of these applications; an empty list finds none. */
  readonly applications?: readonly string[] | undefined;
  /** Only what lives and ends before this instant (ISO 8601). */
  readonly expiresBefore?: string | undefined;
}

export interface EndLease {
  readonly reason: LeaseEnd;
  readonly by: string;
  /** In the words of who ends it; told to whom it concerns. */
  readonly because?: string | undefined;
  /** ISO 8601. */
  readonly at: string;
}

export interface Ledger {
  /**
   * Adds a pending lease; the same id again changes nothing. `refuse` is asked before, with all else that the subject has
   * by leases, in any application: none of theirs is opened meanwhile. What it answers is returned, and nothing is written.
   */
  openLease<Refusal = never>(
    lease: NewLease,
    events: readonly AuditEvent[],
    refuse?: (held: readonly HeldLevel[]) => Refusal | undefined,
  ): Promise<Refusal | undefined>;
  /** Marks a pending lease live from `at` and sets its expiry; again, or on an ended lease: returns it as it is. */
  confirmLease(id: string, at: string, events: readonly AuditEvent[]): Promise<Lease>;
  /**
   * Ends a lease. With `ifExpiredBy`, only when its expiry is not later than that instant (it may have been
   * extended). Ending an ended one changes nothing. Returns the lease as it is then.
   */
  endLease(
    id: string,
    end: EndLease,
    events: readonly AuditEvent[],
    options?: { ifExpiredBy?: string },
  ): Promise<Lease | undefined>;
  /**
   * Sets a later expiry on a live lease, and on all others of its request: a role ends as a whole. One that is not later
   * changes nothing. Undefined when it is not live, or the request is ending.
   */
  extendLease(id: string, expiresAt: string, events: readonly AuditEvent[]): Promise<Lease | undefined>;
  lease(id: string): Promise<Lease | undefined>;
  leasesOfRequest(requestKey: string): Promise<readonly Lease[]>;
  holding(application: string, subject: string): Promise<Holding>;
  /** Notes which account a pending lease is given to, before it is given; a lease that has one keeps it. */
  noteAccount(leaseId: string, account: Account): Promise<void>;
  /** Notes that a write is about to be tried. Racing runs that try the same get the same id, so that it is told of once. */
  beginEffect(holding: Pick<Holding, 'application' | 'subject'>, effect: Omit<BegunEffect, 'id'>): Promise<BegunEffect>;
  /**
   * Records what converge made true at the provider for a version, with the events that tell of it.
   * `settled` are begun effects whose outcome is known now.
   * @returns false when the leases changed meanwhile: what was applied is not what is wanted now.
   */
  recordApplied(
    holding: Pick<Holding, 'application' | 'subject' | 'version'>,
    events: readonly AuditEvent[],
    settled: readonly BegunEffect[],
  ): Promise<boolean>;
  grant(id: string): Promise<Grant | undefined>;
  /** Newest first. */
  grants(filter: GrantFilter): Promise<Page<Grant>>;
  /** Live leases whose expiry has passed at `now`: their workflow is late or gone. */
  overdueLeases(now: string): Promise<readonly (Lease & { application: string; subject: string })[]>;
}

export interface AuditFilter extends PageQuery {
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly subject?: string | undefined;
  readonly application?: string | undefined;
  readonly requestKey?: string | undefined;
  /** ISO 8601, inclusive. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export interface AuditVerification {
  readonly ok: boolean;
  readonly rows: number;
  /** The first row whose hash or link is broken. */
  readonly brokenAt: number | null;
  readonly detail: string;
}

export interface AuditTrail {
  append(events: readonly AuditEvent[]): Promise<void>;
  /** Newest first. */
  list(filter: AuditFilter): Promise<Page<AuditRow>>;
  /** Oldest first, streamed in batches. */
  export(filter: AuditFilter): AsyncIterable<AuditRow>;
  verify(): Promise<AuditVerification>;
  /** The number of the newest row; 0 before the first. Rows appear in the order of their numbers, without gaps. */
  newest(): Promise<number>;
  /** The rows after one, oldest first. */
  after(seq: number, limit: number): Promise<readonly AuditRow[]>;
}

/** Effects that a vendor cannot make idempotent (a comment): begun before, done after. */
export interface Effects {
  /** `fresh`: never begun; `begun`: begun before, outcome unknown; `done`: nothing to do. */
  begin(key: string): Promise<'fresh' | 'begun' | 'done'>;
  done(key: string, reference: string): Promise<void>;
  /** What `done` noted; undefined until then. */
  reference(key: string): Promise<string | undefined>;
}

/** What somebody ordered, or the Schedule: it is in the store before the run that carries it out looks. */
export type ReconciliationOrder = Pick<Reconciliation, 'id' | 'by' | 'dryRun' | 'force' | 'restore' | 'createdAt'>;

export interface Birthrights {
  /** Leases of birthright that are not ended. */
  leases(): Promise<readonly BirthrightLease[]>;
  /** Birthrights whose last lease a person ended, for as long as no other is open. */
  ended(): Promise<readonly EndedBirthright[]>;
  /** Writes an order down; the same id again changes nothing. */
  order(order: ReconciliationOrder, events: readonly AuditEvent[]): Promise<void>;
  /** What was ordered, and how far it is: without counting its items. */
  find(id: string): Promise<(ReconciliationOrder & Pick<Reconciliation, 'state'>) | undefined>;
  get(id: string): Promise<Reconciliation | undefined>;
  /** Newest first, without their items. */
  list(query: PageQuery): Promise<Page<Omit<Reconciliation, 'items'>>>;
  /** Writes down what is to be done; nothing when that was done before. */
  plan(
    id: string,
    planned: Pick<Reconciliation, 'state' | 'people' | 'heldBack' | 'withheld' | 'finishedAt'> & {
      readonly work: readonly ReconciliationWork[];
    },
    events: readonly AuditEvent[],
  ): Promise<void>;
  /** What is waiting, in its order: at most `limit`, and of one phase only. */
  next(id: string, limit: number): Promise<readonly ReconciliationItem[]>;
  work(id: string, position: number): Promise<ReconciliationWork | undefined>;
  /** Says how items ended, unless they are done. */
  settle(
    id: string,
    positions: readonly number[],
    outcome: Pick<ReconciliationItem, 'state' | 'detail'>,
  ): Promise<void>;
  finish(id: string, outcome: Pick<Reconciliation, 'state' | 'detail' | 'finishedAt'>): Promise<void>;
}

export interface RevocationItem {
  readonly grantId: string;
  readonly state: 'waiting' | 'revoked' | 'failed';
  readonly detail: string | null;
}

export interface Revocation {
  readonly id: string;
  readonly state: 'running' | 'done';
  readonly reason: string;
  readonly by: string;
  readonly suspendSubject: string | null;
  readonly createdAt: string;
  readonly total: number;
  readonly revoked: number;
  readonly failed: number;
  readonly items: readonly RevocationItem[];
}

/** A revocation without its items. */
export type RevocationProgress = Pick<Revocation, 'id' | 'state' | 'by' | 'total' | 'revoked' | 'failed'>;

/** A part of an order that one run carries out. */
export interface RevocationPortion extends Pick<Revocation, 'by' | 'reason' | 'suspendSubject'> {
  readonly grantIds: readonly string[];
  /** How many are waiting in all. */
  readonly waiting: number;
}

export interface Revocations {
  create(entry: {
    id: string;
    reason: string;
    by: string;
    suspendSubject: string | null;
    grantIds: readonly string[];
    at: string;
  }): Promise<void>;
  get(id: string): Promise<Revocation | undefined>;
  /** The order, and the first of what is waiting: after a grant of it, and from the beginning again when nothing is there. */
  next(id: string, limit: number, after?: string): Promise<RevocationPortion | undefined>;
  setItem(id: string, item: RevocationItem): Promise<void>;
  /** @returns what became of all of it. */
  finish(id: string): Promise<Pick<Revocation, 'revoked' | 'failed'>>;
  /** How far the running ones are, and those of the ids. */
  progress(ids: readonly string[]): Promise<readonly RevocationProgress[]>;
}

export interface NewReview {
  readonly id: string;
  readonly kind: ReviewKind;
  readonly requestKey: string;
  readonly reviewers: readonly string[];
  readonly reason: string | null;
  readonly openedAt: string;
  readonly dueAt: string;
  readonly items: readonly Pick<ReviewItem, 'id' | 'grantId' | 'subject' | 'application' | 'accessLevel'>[];
}

export interface ReviewFilter extends PageQuery {
  readonly state?: Review['state'] | undefined;
  /** Only those that they may close, of access that they have, or of their applications. */
  readonly visibleTo?: VisibleTo | undefined;
}

export interface Reviews {
  /** The same id again changes nothing. */
  open(review: NewReview, events: readonly AuditEvent[]): Promise<void>;
  /** Its time has passed: says so and adds reviewers; a closed one stays as it is. */
  escalate(id: string, reviewers: readonly string[], events: readonly AuditEvent[]): Promise<void>;
  /** Writes one verdict on all items and closes the review; a closed one stays as it is. */
  close(id: string, decision: ReviewDecision, events: readonly AuditEvent[]): Promise<void>;
  get(id: string): Promise<Review | undefined>;
  /** Newest first. */
  list(filter: ReviewFilter): Promise<Page<Review>>;
}

/** The setting under which workers keep the service's own Jira account, so that the API can leave its edits aside. */
export const OWN_ACCOUNT_SETTING = 'jira-own-account';

/** Small facts shared by all processes, e.g. the service's own Jira account, keys, watermarks. */
export interface Settings {
  get(name: string): Promise<string | undefined>;
  set(name: string, value: string): Promise<void>;
  /** Sets it unless it is set, and returns what holds then: one winner among racing processes. */
  setOnce(name: string, value: string): Promise<string>;
}

export interface Store {
  readonly config: ConfigRevisions;
  readonly requests: Requests;
  readonly ledger: Ledger;
  readonly audit: AuditTrail;
  readonly effects: Effects;
  readonly revocations: Revocations;
  readonly reviews: Reviews;
  readonly birthrights: Birthrights;
  readonly settings: Settings;
  readonly tokens: ApiTokens;
  readonly changes: ConfigChanges;
  readonly answers: KeptAnswers;
  readonly sessions: Sessions;
  readonly drafts: Drafts;
  readonly overview: Overviews;
  /** Throws when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** The settings that remember when a webhook of Jira came last with a good signature, and with a bad one; ISO 8601. */
export const WEBHOOK_ACCEPTED_SETTING = 'jira-webhook-accepted';
export const WEBHOOK_REFUSED_SETTING = 'jira-webhook-refused';
/** The setting that remembers for which portal settings, by their version, the check last found nothing wrong. */
export const PORTAL_CHECKED_SETTING = 'portal-checked';
