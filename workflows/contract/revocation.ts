/** The messages of `revocation`: one bulk revocation or off-boarding. What to revoke is read from the store, never from the input. */
export const REVOCATION = 'revocation';

export interface RevocationInput {
  readonly version: 1;
  readonly id: string;
  /** How many grants one run takes away before it goes on as a new one; 200 unless given. */
  readonly portion?: number;
  /** The last grant that the run before took up. */
  readonly after?: string;
}

/** Grants by what became of them, over all runs of an order. */
export interface RevocationOutcome {
  readonly revoked: number;
  readonly failed: number;
}
