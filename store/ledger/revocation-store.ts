/** Orders to revoke many grants at once, and their progress. */

import type { RevocationPartOutcome } from '../../domain/ledger/revocation-parts.ts';
import type { RevocationItemState, RevocationState } from '../../domain/state.ts';

export interface RevocationItem {
  readonly grantId: string;
  readonly state: RevocationItemState;
  readonly detail: string | null;
}

export interface Revocation {
  readonly id: string;
  readonly state: RevocationState;
  readonly reason: string;
  readonly by: string;
  readonly suspendSubject: string | null;
  readonly createdAt: string;
  readonly total: number;
  readonly revoked: number;
  readonly failed: number;
  readonly items: readonly RevocationItem[];
  /** The account of the person to suspend; empty when nobody is. */
  readonly parts: readonly RevocationPartOutcome[];
}

/** A revocation without its items. */
export type RevocationProgress = Pick<Revocation, 'id' | 'state' | 'by' | 'total' | 'revoked' | 'failed'>;

/** A part of an order that one run carries out. */
export interface RevocationPortion extends Pick<Revocation, 'by' | 'reason' | 'suspendSubject' | 'parts'> {
  readonly grantIds: readonly string[];
  /** How many grants are waiting in all. */
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
  /**
   * The order, and the next waiting grants: after a given grant, and from the beginning again when none is left there.
   */
  next(id: string, limit: number, after?: string): Promise<RevocationPortion | undefined>;
  setItem(id: string, item: RevocationItem): Promise<void>;
  /**
   * @param unfinished a sentence for grants that are still waiting: they count as failed.
   * @returns the outcome of the whole order.
   */
  finish(id: string, unfinished?: string): Promise<Pick<Revocation, 'revoked' | 'failed' | 'parts'>>;
  /** The orders that run and were given by an instant, newest first. */
  running(by: string, limit: number): Promise<readonly Pick<Revocation, 'id' | 'by'>[]>;
  /** Progress of the running ones, and of those with the ids. */
  progress(ids: readonly string[]): Promise<readonly RevocationProgress[]>;
}
