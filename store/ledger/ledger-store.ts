/** Leases, the grants that they make up, and what converge has to make true at a provider. */

import type { Account, Claim } from '../../domain/ledger/claims.ts';
import type { AuditEvent, Grant, Lease, NewLease } from '../../domain/ledger/records.ts';
import type { HeldLevel } from '../../domain/planning/conflicts.ts';
import type { GrantState, LeaseEnd } from '../../domain/state.ts';
import type { Page, PageQuery } from '../page.ts';

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
  readonly state?: GrantState | undefined;
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
