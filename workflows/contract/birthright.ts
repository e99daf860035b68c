/** `birthrightReconcile`: gives and takes what roles with `birthright` say, on a Schedule or when somebody asks for it. */
export const BIRTHRIGHT_RECONCILE = 'birthrightReconcile';

/** Input of version 1; a new shape gets a new version beside it. */
export interface BirthrightReconcileInput {
  readonly version: 1;
}
