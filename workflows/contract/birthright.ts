/** `birthrightReconcile`: gives and takes what roles with `birthright` say, on a Schedule or when somebody asks for it. */
export const BIRTHRIGHT_RECONCILE = 'birthrightReconcile';

/** Input of version 1; a new shape gets a new version beside it. */
export interface BirthrightReconcileInput {
  readonly version: 1;
  /** The order in the store that the API wrote; absent on the Schedule, which orders nothing but the usual. */
  readonly id?: string | undefined;
  /** Only when it goes on as a new run: where the one before stopped. */
  readonly goOn?: BirthrightProgress | undefined;
}

export interface BirthrightProgress {
  readonly id: string;
  /** Applications that did not answer: nothing more is given there this time. */
  readonly away: readonly string[];
  /** Applications that did not confirm a taking: those that follow are handed on at once. */
  readonly stuck: readonly string[];
}

/** What a run answers with; the rest is in the store. */
export interface BirthrightReconcileResult {
  readonly id: string;
  readonly state: 'done' | 'failed' | 'nothing';
}

/** `birthrightTaking`: takes one birthright that the provider did not confirm to be gone, for as long as it takes. */
export const BIRTHRIGHT_TAKING = 'birthrightTaking';

export interface BirthrightTakingInput {
  readonly version: 1;
  /** Reconciliation, and the item in it. */
  readonly id: string;
  readonly position: number;
  /** Application key. */
  readonly application: string;
}
