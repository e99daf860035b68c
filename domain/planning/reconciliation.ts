/** One reconciliation of birthrights: its items, and how far it has come. Instants are ISO 8601. */

import type { Entitlement } from '../policy.ts';
import type { ReconciliationState } from '../state.ts';
import type { HeldBack } from './birthright-guard.ts';

export interface ReconciliationItem {
  /** Its number within the reconciliation, from 0. */
  readonly position: number;
  readonly action: 'give' | 'take';
  /** Role key. */
  readonly role: string;
  readonly subject: string;
  readonly application: string;
  readonly accessLevel: string;
  /** A sentence. */
  readonly because: string;
  /** The rule that gives it, or gave it. */
  readonly rule: string | null;
  /**
   * `planned`: of a dry run, or held back. `stuck`: the provider has not confirmed the taking yet, and a run of its own
   * retries it until it succeeds.
   */
  readonly state: 'planned' | 'waiting' | 'done' | 'failed' | 'stuck';
  /** Why it failed, or is stuck. */
  readonly detail: string | null;
}

/** An item, with everything that an activity needs to carry it out. */
export interface ReconciliationWork extends ReconciliationItem {
  /** 1: taken first, 2: given, 3: taken once the same level is given in another way. */
  readonly phase: 1 | 2 | 3;
  /** The lease to take; null for an item to give. */
  readonly leaseId: string | null;
  readonly revision: number;
  readonly entitlements: readonly Entitlement[];
}

/** Access withheld although people match the birthright, one entry for each reason. */
export interface WithheldBirthright {
  readonly role: string;
  readonly application: string;
  readonly accessLevel: string;
  readonly because: string;
  readonly people: number;
  /** E-mails of the first of them. */
  readonly subjects: readonly string[];
}

export interface Reconciliation {
  readonly id: string;
  readonly state: ReconciliationState;
  /** The person who ordered it; null on its Schedule. */
  readonly by: string | null;
  readonly dryRun: boolean;
  /** Whether to take even what the guard would hold back. */
  readonly force: boolean;
  /** E-mails of people who get back the access that a person ended. */
  readonly restore: readonly string[];
  readonly createdAt: string;
  readonly finishedAt: string | null;
  /** Why it failed. */
  readonly detail: string | null;
  /** How many people the identity provider listed. */
  readonly people: number;
  readonly heldBack: readonly HeldBack[];
  readonly withheld: readonly WithheldBirthright[];
  readonly total: number;
  readonly given: number;
  readonly taken: number;
  readonly failed: number;
  readonly stuck: number;
  readonly waiting: number;
  readonly items: readonly ReconciliationItem[];
}
