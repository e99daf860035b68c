/** One reconciliation of birthrights: what was to be given and taken, and how far it has come. Instants are ISO 8601. */

import type { Entitlement } from '../policy.ts';
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
   * `planned`: of a dry run, or held back. `stuck`: the provider did not confirm the taking yet, and it is tried for
   * ever by a run of its own.
   */
  readonly state: 'planned' | 'waiting' | 'done' | 'failed' | 'stuck';
  /** Why it failed, or is stuck. */
  readonly detail: string | null;
}

/** What an activity needs besides, to carry an item out. */
export interface ReconciliationWork extends ReconciliationItem {
  /** 1: taken first, 2: given, 3: taken once the same level is given in another way. */
  readonly phase: 1 | 2 | 3;
  /** The lease to take; null of what is given. */
  readonly leaseId: string | null;
  readonly revision: number;
  readonly entitlements: readonly Entitlement[];
}

/** What is not given by birthright although people match, the same reason told once. */
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
  readonly state: 'planning' | 'running' | 'done' | 'failed';
  /** Who ordered it; null on its Schedule. */
  readonly by: string | null;
  readonly dryRun: boolean;
  /** Whether takings count that the guard would hold back. */
  readonly force: boolean;
  /** E-mails of those who get again what a person ended. */
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
