/**
 * `leaseKeeper`: one round over the ledger. It ends what is past its end, takes what is still held after its end, and
 * starts the runs of requests that have none.
 */
export const LEASE_KEEPER = 'leaseKeeper';

/** Input of version 1; a new shape gets a new version beside it. */
export interface LeaseKeeperInput {
  readonly version: 1;
  /** Only when a round continues as a new run: where the previous one stopped. */
  readonly goOn?: KeeperProgress | undefined;
}

export interface KeeperProgress {
  /** The id of the round's first run: it determines the order in which leases are taken up. */
  readonly round: string;
  /** When the round ends, in epoch milliseconds. */
  readonly until: number;
  /** Applications with more to take, and the mark after which they continue. */
  readonly after: Readonly<Record<string, string>>;
}
