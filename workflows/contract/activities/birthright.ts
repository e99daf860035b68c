/**
 * Activities of `birthrightReconcile`. They take only an order's id and an item's number: the work is read from the
 * store.
 */
import type { ReconciliationItem } from '../../../domain/planning/reconciliation.ts';

export interface BirthrightActivities {
  planBirthright(input: { readonly id: string; readonly scheduled: boolean }): Promise<PlannedBirthrights>;
  nextBirthrights(input: { readonly id: string; readonly limit: number }): Promise<readonly ReconciliationItem[]>;
  giveBirthright(item: ItemRef): Promise<void>;
  takeBirthright(item: ItemRef): Promise<void>;
  settleBirthrights(input: SettleInput): Promise<void>;
  /** With a `failure`, a sentence, the reconciliation has failed. */
  finishBirthright(input: { readonly id: string; readonly failure?: string | undefined }): Promise<void>;
}

/** One item of one reconciliation. */
export interface ItemRef {
  readonly id: string;
  readonly position: number;
}

/** `nothing`: a missing order, or a finished one. */
export type PlannedBirthrights = 'running' | 'done' | 'nothing';

export interface SettleInput {
  readonly id: string;
  readonly positions: readonly number[];
  readonly state: 'failed' | 'stuck';
  readonly detail: string;
}
