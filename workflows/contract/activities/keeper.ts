/** The keeper of leases: what a round does, in portions. Payloads carry ids only. */

export interface KeeperActivities {
  /**
   * Ends all leases that are past their end in the ledger, whatever their systems and their runs are doing.
   * @returns the applications with ended leases whose provider was not seen to match, or with old writes.
   */
  endOverdueLeases(): Promise<{ readonly applications: readonly string[] }>;
  /** Starts the runs that pending and live leases and unfinished requests lack. A long list continues next round. */
  keepRuns(): Promise<void>;
  leasesToTake(input: LeasesToTakeInput): Promise<LeasesToTake>;
  /** Makes the provider match the end of a lease. Runs on the application's own queue. */
  takeEndedLease(input: { readonly leaseId: string }): Promise<void>;
  /** Writes in an application that were begun more than an attempt ago and are not known to be over. */
  oldWrites(input: Pick<LeasesToTakeInput, 'application' | 'round'>): Promise<{ readonly ids: readonly string[] }>;
  /** Makes the provider match the ledger where such a write was begun. Runs on the application's own queue. */
  checkOldWrite(input: { readonly effectId: string }): Promise<void>;
  /** Records that the round is complete. @returns how many reports are left, at least: 0 if none is. */
  finishKeeping(): Promise<{ readonly unreported: number }>;
  /** Reports on the issues what no run reports: late ends, and what runs that are gone have left. An unavailable Jira is tried again in the next round. */
  reportOverdue(): Promise<void>;
}

export interface LeasesToTakeInput {
  readonly application: string;
  /** Determines the order, so that leases which cannot be taken do not stand in front of others every time. */
  readonly round: string;
  readonly after?: string | undefined;
}

export interface LeasesToTake {
  readonly ids: readonly string[];
  /** The mark of the next page; absent on the last. */
  readonly next?: string | undefined;
}
