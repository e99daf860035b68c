/** Orders to revoke many grants at once, and how far each is. */
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
