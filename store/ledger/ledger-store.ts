/** Leases, the grants that they make up, and the state that converge must reach at a provider. */

import type { BegunEffect, BegunWrite, NewEffect } from '../../domain/ledger/begun-effects.ts';
import type { Account, Claim } from '../../domain/ledger/claims.ts';
import type { FirstLook, LeaseLooks } from '../../domain/ledger/held-before.ts';
import type { AuditEvent, Grant, Lease, NewLease, Origin } from '../../domain/ledger/records.ts';
import type { HeldLevel } from '../../domain/planning/conflicts.ts';
import type { Entitlement } from '../../domain/policy.ts';
import type { GrantState, LeaseEnd } from '../../domain/state.ts';
import type { Page, PageQuery } from '../page.ts';

/**
 * Everything that one subject should and may hold in one application: the input of converge. Two levels may share an
 * entitlement, so the desired state is the union over all of the pair's leases. It includes leases of other subjects at
 * the same account: a person whose e-mail changed is two subjects with one account.
 */
export interface Holding {
  readonly application: string;
  readonly subject: string;
  /** Grows with every change of any of these leases. */
  readonly version: number;
  /** Of pending and live leases, in the order in which they were given; those not given yet are last. */
  readonly claims: readonly Claim[];
  /** Of ended leases. */
  readonly past: readonly Claim[];
  /** Of all these leases, what their accounts held before them. */
  readonly looks: readonly LeaseLooks[];
  /** Accounts that a lease of the subject was given to, even if the lease has ended. */
  readonly accounts: readonly Account[];
  /** Begun at the provider, with unknown outcome. */
  readonly begun: readonly BegunEffect[];
}

/** The state that converge reached at the provider for one version of a holding. */
export interface Applied {
  /** The entitlements that match the ledger now. */
  readonly entitlements: readonly Entitlement[];
  readonly events: readonly AuditEvent[];
  /** Begun effects about which the trail needs nothing more. */
  readonly settled: readonly BegunEffect[];
  /** Begun effects of which no write is under way any more. One that was tried again since then stays begun. */
  readonly lapsed: readonly BegunEffect[];
  /** ISO 8601. */
  readonly at: string;
}

/** The lease, new or known, or the answer of `refuse`. */
type Opened<Refusal> = { readonly lease: Lease } | { readonly refused: Refusal };

export interface GrantFilter extends PageQuery {
  readonly subject?: string | undefined;
  readonly application?: string | undefined;
  readonly accessLevel?: string | undefined;
  readonly state?: GrantState | undefined;
  /** Only grants of these applications; an empty list finds none. */
  readonly applications?: readonly string[] | undefined;
  /** Only live ones that end before this instant (ISO 8601). */
  readonly expiresBefore?: string | undefined;
}

export interface EndLease {
  readonly reason: LeaseEnd;
  readonly by: string;
  /** In the words of the person who ends it; shown to the people concerned. */
  readonly because?: string | undefined;
  /** ISO 8601. */
  readonly at: string;
}

export interface Origins {
  /** The application as it was when the subject's newest lease there was given; `undefined` if no lease has it. */
  originOf(application: string, subject: string): Promise<Origin | undefined>;
  /** The application as it was when each access was given, or begun to be, that may have to be taken in it. */
  originsOwed(application: string): Promise<readonly Origin[]>;
  /** Whether anything was ever given in the application, or begun to be. */
  everGaveIn(application: string): Promise<boolean>;
  /**
   * Keys of the applications with access that may have to be taken: a lease has not ended, or was not taken yet, or a
   * begun effect is left.
   */
  owedApplications(): Promise<readonly string[]>;
}

export interface OldEffects {
  /** Keys of the applications with begun effects that are older than an attempt at `now` (ISO 8601). */
  applicationsWithOldEffects(now: string): Promise<readonly string[]>;
  /** Ids of up to 100 of them in one application, in an order that depends on `round`. */
  oldEffects(now: string, at: { application: string; round: string }): Promise<readonly string[]>;
  /** The place of a begun effect; `undefined` once it is over. */
  begunEffect(
    id: string,
  ): Promise<{ readonly application: string; readonly subject: string; readonly entitlement: Entitlement } | undefined>;
}

export interface Ledger extends Origins, OldEffects {
  /**
   * Adds a pending lease; the same id again changes nothing. `refuse` is asked first, with all other leases of the
   * subject in any application; none of theirs is opened meanwhile. If it answers, the answer is returned and nothing
   * is written. A lease that has ended stays ended.
   */
  openLease<Refusal = never>(
    lease: NewLease & { readonly origin?: Origin | undefined },
    events: readonly AuditEvent[],
    refuse?: (held: readonly HeldLevel[]) => Refusal | undefined,
  ): Promise<Opened<Refusal>>;
  /**
   * Writes a lease that the ledger does not know as ended, so that nothing can open it afterwards. A known one is not
   * changed.
   */
  openEnded(lease: NewLease, end: EndLease, events: readonly AuditEvent[]): Promise<void>;
  /**
   * The time of a pending lease begins, once: `at` is when the first write of its access is tried, or when all of it is
   * found at the provider. With `voidUntil`, writes that were tried up to that instant had no effect, so a start that is
   * not later gives way to the new one.
   */
  beginTime(id: string, at: string, voidUntil?: string): Promise<void>;
  /**
   * Marks a pending lease live. It keeps the start that it has; otherwise it starts at `at`. A live or ended lease is
   * returned unchanged, and so is a pending one whose end has passed at `at`.
   */
  confirmLease(id: string, at: string, events: readonly AuditEvent[]): Promise<Lease>;
  /**
   * Ends a lease. With `ifExpiredBy`, only when its expiry is not later than that instant (it may have been extended).
   * Ending an ended one changes nothing. Returns the resulting lease.
   */
  endLease(
    id: string,
    end: EndLease,
    events: readonly AuditEvent[],
    options?: { ifExpiredBy?: string },
  ): Promise<Lease | undefined>;
  /**
   * Sets a later expiry on a live lease, and on all other live ones of its request: a role ends as a whole. An expiry
   * that is not later changes nothing. Undefined when the lease is not live, or the request is ending.
   */
  extendLease(id: string, expiresAt: string, events: readonly AuditEvent[]): Promise<Lease | undefined>;
  lease(id: string): Promise<Lease | undefined>;
  leasesOfRequest(requestKey: string): Promise<readonly Lease[]>;
  /** When leases were opened (ISO 8601), by id, as the trail has it. */
  openedAt(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  holding(application: string, subject: string): Promise<Holding>;
  /** Records the account that a pending lease is about to be given to; a lease that has one keeps it. */
  noteAccount(leaseId: string, account: Account): Promise<void>;
  /**
   * Replaces the first looks of leases, and counts it as a change of the holding: so of two leases at once the second
   * sees the looks of the first.
   * @returns false when the leases have changed since the holding was read: then nothing was written.
   */
  noteLooks(
    holding: Pick<Holding, 'application' | 'subject' | 'version'>,
    changes: readonly { readonly lease: string; readonly looks: readonly FirstLook[] }[],
  ): Promise<boolean>;
  /**
   * Records that a write is about to be tried. Further attempts and racing runs get the same id, so that the trail has
   * it once.
   * @returns undefined when the leases have changed since the holding was read: the write may be unwanted by now.
   */
  beginEffect(
    holding: Pick<Holding, 'application' | 'subject' | 'version'>,
    effect: NewEffect,
  ): Promise<BegunWrite | undefined>;
  /**
   * Records the state that converge reached at the provider for a version. An ended lease counts as taken if all its
   * entitlements are among the applied ones, and no write that gives one of them can still be under way.
   * @returns false when the leases changed meanwhile: the applied state is no longer the wanted one, and all begun
   * effects stay.
   */
  recordApplied(holding: Pick<Holding, 'application' | 'subject' | 'version'>, applied: Applied): Promise<boolean>;
  grant(id: string): Promise<Grant | undefined>;
  /** The levels that a subject has, or is being given, in any application; one row for each lease. */
  levelsOf(subject: string): Promise<readonly HeldLevel[]>;
  /** Newest first. */
  grants(filter: GrantFilter): Promise<Page<Grant>>;
}
