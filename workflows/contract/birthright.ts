/**
 * `birthrightReconcile`: gives and takes the levels of roles with `birthright`, on a Schedule or on a person's order.
 */
export const BIRTHRIGHT_RECONCILE = 'birthrightReconcile';

/** Input of version 1; a new shape gets a new version beside it. */
export interface BirthrightReconcileInput {
  readonly version: 1;
  /** The order in the store that the API wrote; absent on the Schedule, which always orders the same. */
  readonly id?: string | undefined;
  /** Only when it continues as a new run: where the previous one stopped. */
  readonly goOn?: BirthrightProgress | undefined;
}

export interface BirthrightProgress {
  readonly id: string;
  /** Unavailable applications: nothing more is given there this time. */
  readonly away: readonly string[];
  /** Applications that did not confirm a taking: later ones are handed on at once. */
  readonly stuck: readonly string[];
}

/** The result of a run; the rest is in the store. */
export interface BirthrightReconcileResult {
  readonly id: string;
  readonly state: 'done' | 'failed' | 'nothing';
}

/** `birthrightTaking`: takes one birthright whose removal the provider did not confirm, for as long as it takes. */
export const BIRTHRIGHT_TAKING = 'birthrightTaking';

export interface BirthrightTakingInput {
  readonly version: 1;
  /** Reconciliation, and the item in it. */
  readonly id: string;
  readonly position: number;
  /** Application key. */
  readonly application: string;
}
