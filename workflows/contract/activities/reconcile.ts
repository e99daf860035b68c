/** Comparing the ledger with Temporal, with the providers and with an exported trail. */
import type { Difference, ReconcileResult } from '../reconcile.ts';

export interface ReconcileActivities {
  /**
   * Resolves when the provider shows all that a lease gives; at once for one that is not live.
   * @throws ProviderError `not_found` until then, to be tried again.
   */
  readBack(leaseId: string): Promise<void>;
  compareRuns(input: { readonly after?: string | undefined; readonly dryRun: boolean }): Promise<ReconcileResult>;
  /** A page of live and recently ended leases. */
  leasesToCompare(input: { readonly after?: string | undefined }): Promise<ComparedPage>;
  /** The leases of an order to reconcile with a trail, by their position in it. */
  trailToCompare(input: { readonly order: string }): Promise<ComparedPage>;
  /** Runs on the application's own queue, as `compareTrail` does. */
  compareLeases(input: { readonly ids: readonly string[]; readonly dryRun: boolean }): Promise<readonly Difference[]>;
  compareTrail(input: {
    readonly order: string;
    readonly ids: readonly string[];
    readonly dryRun: boolean;
  }): Promise<readonly Difference[]>;
}

export interface ComparedPage {
  /** Ids of leases by application. */
  readonly applications: Readonly<Record<string, readonly string[]>>;
  readonly next?: string | undefined;
}
