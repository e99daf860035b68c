/** The ledger as the keeper of leases reads it: in portions, and by what is due. Instants are ISO 8601. */
import type { Lease } from '../../domain/ledger/records.ts';
import type { LeaseEnd, RequestState } from '../../domain/state.ts';

/** A request as far as the keeper needs it. */
export interface KeptRequest {
  readonly key: string;
  /** Absent when nothing was saved of it: the database is older than the request. */
  readonly state: RequestState | undefined;
  /** The run that saved it last, and how many events its history had; absent as `state` is. */
  readonly saved?: { readonly runId: string; readonly historyLength: number | undefined } | undefined;
  readonly leases: readonly KeptLease[];
}

export interface KeptLease {
  readonly id: string;
  readonly ended: boolean;
  readonly endedAt: string | null;
  readonly endReason: LeaseEnd | null;
  /** Whether the provider was seen to match its end. */
  readonly taken: boolean;
}

/** A page of ids in an order of their own, and the mark after which the next begins; absent on the last page. */
export interface IdPage {
  readonly ids: readonly string[];
  readonly next?: string | undefined;
}

export interface Keeping {
  /** Pending and live leases whose end is not later than `by`. */
  overdue(by: string, limit: number): Promise<readonly Lease[]>;
  /** Applications with ended leases that were not taken and are due at `now`. */
  applicationsToTake(now: string): Promise<readonly string[]>;
  /** Those leases of one application, in an order that depends on `round`. */
  leasesToTake(now: string, at: { application: string; round: string; after?: string | undefined }): Promise<IdPage>;
  /** Keys of requests with pending or live leases, without those of birthrights. */
  requestsWithLeases(after: string, limit: number): Promise<readonly string[]>;
  /** Keys of unfinished requests without a pending or live lease. */
  requestsWithout(after: string, limit: number): Promise<readonly string[]>;
  /** Keys of requests whose review is not closed, whatever their access. */
  requestsInReview(after: string, limit: number): Promise<readonly string[]>;
  /** Keys of requests with reports that have not reached Jira. */
  requestsUntold(after: string, limit: number): Promise<readonly string[]>;
  requests(keys: readonly string[]): Promise<readonly KeptRequest[]>;
  /** Of each request with leases that the keeper ended, not taken or taken after `since`: the first, unless reported. */
  unreported(since: string, limit: number): Promise<readonly Lease[]>;
  /** Ids of live leases, and of those that ended and were taken since an instant, by application. */
  comparable(since: string, after: string, limit: number): Promise<readonly { id: string; application: string }[]>;
  /** How many leases are late at `now`: past their end, or ended and not seen to be taken. */
  late(now: string): Promise<number>;
  /** How late leases that expired were taken, of those taken after one instant and up to another. */
  lateness(after: string | undefined, upTo: string): Promise<readonly Lateness[]>;
}

/** How many leases were so late. */
export interface Lateness {
  /** Whole seconds, rounded up. */
  readonly seconds: number;
  readonly leases: number;
}
