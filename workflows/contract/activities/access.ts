/** Giving and taking at the providers. */

import type { Kept } from '../../../domain/ledger/held-before.ts';
import type { Lease, NewLease } from '../../../domain/ledger/records.ts';
import type { Reason } from '../../../domain/reasons.ts';
import type { LeaseEnd } from '../../../domain/state.ts';
import type { Remember } from './records.ts';

export interface AccessActivities {
  provision(input: ProvisionInput): Promise<ProvisionResult>;
  deprovision(input: DeprovisionInput): Promise<DeprovisionResult>;
  endGrant(input: EndGrantInput): Promise<EndGrantResult>;
}

export interface ProvisionInput {
  readonly lease: NewLease;
  /** Absent for access that no request asked for: a birthright. */
  readonly remember?: Remember | undefined;
  /** A sentence, for the audit. */
  readonly because?: string | undefined;
  /** Of the first lease of each attempt at a later start: the round of its plan, which is made again then. */
  readonly startOf?: number | undefined;
}

/**
 * `refused`: nothing was opened, because of access given to the subject meanwhile, or of a change before a later start.
 */
export type ProvisionResult = Provisioned | { readonly refused: Reason };

export interface Provisioned {
  readonly lease: Lease;
  /** False when the subject had it at the provider already. */
  readonly changed: boolean;
  /** How much the subject held before, outside Leasehold; absent: nothing. */
  readonly kept?: Kept | undefined;
}

export interface DeprovisionInput {
  /**
   * The whole lease: a ledger that was restored to an earlier moment does not know it. It is written as ended then, so
   * that a late attempt to open it cannot.
   */
  readonly lease: NewLease;
  readonly reason: LeaseEnd;
  readonly by: string;
  /** A sentence, for the audit. */
  readonly because: string;
  /** End it only if its expiry is not later than this instant (ISO 8601): it may have been extended meanwhile. */
  readonly ifExpiredBy?: string | undefined;
  readonly remember?: Remember | undefined;
}

export interface DeprovisionResult {
  readonly lease: Lease | undefined;
  /** Another lease keeps the grant. */
  readonly stillHeld: boolean;
  /** How much was left, because the subject held it before; absent: nothing. */
  readonly kept?: Kept | undefined;
}

export interface EndGrantInput {
  readonly grantId: string;
  readonly reason: LeaseEnd;
  readonly by: string;
  readonly because: string;
  /** Ends only leases that began before this instant (ISO 8601): later ones were not meant. */
  readonly begunBefore?: string | undefined;
}

/** The requests whose leases ended, so that their runs can be nudged. */
export interface EndGrantResult {
  readonly requestKeys: readonly string[];
  /** No lease was left to end. */
  readonly endedBefore?: true | undefined;
}
