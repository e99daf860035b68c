/**
 * `reconcile`: compares one page of the ledger with Temporal, with the providers, or with an exported trail, and puts
 * right what differs. The command line asks page by page.
 */
import type { TrailLease } from '../../domain/ledger/trail-leases.ts';

export const RECONCILE = 'reconcile';

export const RECONCILE_PARTS = ['runs', 'providers', 'trail'] as const;
export type ReconcilePart = (typeof RECONCILE_PARTS)[number];

export interface ReconcileInput {
  readonly version: 1;
  readonly part: ReconcilePart;
  /** Only reports. */
  readonly dryRun: boolean;
  /** The mark of the previous page; absent on the first. */
  readonly after?: string | undefined;
  /** For the trail: the id of the order in the store, which alone says what to do with which leases. */
  readonly order?: string | undefined;
}

/** An admin's order for the trail, which the API writes to the store. */
export interface TrailOrder {
  readonly by: string;
  /** Writes lost leases back that are held and not over, instead of taking them. */
  readonly adopt: boolean;
  readonly leases: readonly TrailLease[];
}

export const DIFFERENCES = [
  'run_missing',
  'run_unaware',
  'still_held',
  'not_held',
  'lost',
  'ended_in_trail',
  'unreadable',
] as const;

export interface Difference {
  readonly kind: (typeof DIFFERENCES)[number];
  /** The lease, the request or the application that it is about. */
  readonly about: string;
  readonly application: string | null;
  readonly subject: string | null;
  /** A sentence: what differs, and what was done. */
  readonly detail: string;
  /** Whether it was put right, or will be: false when a person must act. */
  readonly settled: boolean;
}

export interface ReconcileResult {
  readonly checked: number;
  readonly differences: readonly Difference[];
  readonly next?: string | undefined;
}
