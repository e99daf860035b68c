/** The messages of `revocation`: one bulk revocation or off-boarding. What to revoke is read from the store, never from the input. */
export const REVOCATION = 'revocation';

export interface RevocationInput {
  readonly version: 1;
  readonly id: string;
}
