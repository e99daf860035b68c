/** The reason and author of an end of access. */
import type { Reason } from '../../domain/reasons.ts';

export interface Ending {
  readonly state: 'expired' | 'revoked';
  readonly by: string;
  readonly reason: Reason;
  /** The leases are ended in the ledger already, by a revocation or a removal. */
  readonly inLedger?: boolean;
}
