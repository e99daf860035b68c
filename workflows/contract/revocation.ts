/**
 * The messages of `revocation`: one bulk revocation or off-boarding. The grants are read from the store, never from the
 * input.
 */
export const REVOCATION = 'revocation';

export interface RevocationInput {
  readonly version: 1;
  readonly id: string;
  /** How many grants one run takes away before it continues as a new one; 200 unless given. */
  readonly portion?: number;
  /** The last grant that the previous run took up. */
  readonly after?: string;
}

/** Grants by outcome, over all runs of an order. */
export interface RevocationOutcome {
  readonly revoked: number;
  readonly failed: number;
}
