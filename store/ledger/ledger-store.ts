/** Leases, the grants that they make up, and the state that converge must reach at a provider. */

import type { Account, Claim } from '../../domain/ledger/claims.ts';
import type { AuditEvent, Grant, Lease, NewLease, Origin } from '../../domain/ledger/records.ts';
import type { HeldLevel } from '../../domain/planning/conflicts.ts';
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
  /** Accounts that a lease of the subject was given to, even if the lease has ended. */
  readonly accounts: readonly Account[];
  /** Begun at the provider, with unknown outcome. */
  readonly begun: readonly BegunEffect[];
}

/** A write at the provider, recorded before it is tried. */
export interface BegunEffect {
  readonly id: string;
  /** `entitlementKey` of the entitlement. */
  readonly entitlement: string;
  /** The provider's own id of the account; empty for effects older than the record of accounts. */
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
  /** Whether anything was ever given in the application, or begun to be. */
  everGaveIn(application: string): Promise<boolean>;
  /** Keys of the applications with access that may have to be taken: a lease has not ended, or was not taken yet. */
  owedApplications(): Promise<readonly string[]>;
}

export interface Ledger extends Origins {
  /**
   * Adds a pending lease; the same id again changes nothing. `refuse` is asked first, with all other leases of the
   * subject in any application; none of theirs is opened meanwhile. If it answers, the answer is returned and nothing
   * is written.
   */
  openLease<Refusal = never>(
    lease: NewLease & { readonly origin?: Origin | undefined },
    events: readonly AuditEvent[],
    refuse?: (held: readonly HeldLevel[]) => Refusal | undefined,
  ): Promise<Refusal | undefined>;
  /** Marks a pending lease live from `at` and sets its expiry. A live or ended lease is returned unchanged. */
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
   * Sets a later expiry on a live lease, and on all others of its request: a role ends as a whole. An expiry that is
   * not later changes nothing. Undefined when the lease is not live, or the request is ending.
   */
  extendLease(id: string, expiresAt: string, events: readonly AuditEvent[]): Promise<Lease | undefined>;
  lease(id: string): Promise<Lease | undefined>;
  leasesOfRequest(requestKey: string): Promise<readonly Lease[]>;
  holding(application: string, subject: string): Promise<Holding>;
  /** Records the account that a pending lease is about to be given to; a lease that has one keeps it. */
  noteAccount(leaseId: string, account: Account): Promise<void>;
  /**
   * Records that a write is about to be tried. Racing runs that try the same get the same id, so that the trail has it
   * once.
   */
  beginEffect(holding: Pick<Holding, 'application' | 'subject'>, effect: Omit<BegunEffect, 'id'>): Promise<BegunEffect>;
  /**
   * Records the state that converge reached at the provider for a version, with its events. `settled` are begun effects
   * whose outcome is known now.
   * @returns false when the leases changed meanwhile: the applied state is no longer the wanted one.
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
