/** Requests as they are shown, and what each was planned from. */

import type { AuditEvent, RequestView } from '../../domain/ledger/records.ts';
import type { PlanningFacts } from '../../domain/planning/replay.ts';
import type { RequestState } from '../../domain/state.ts';
import type { Page, PageQuery } from '../page.ts';

/** What limits a list of requests to what somebody may see: those they are part of, and those of their applications. */
export interface VisibleTo {
  /** E-mail, in lower case. */
  readonly person: string;
  readonly applications: readonly string[];
}

export interface RequestFilter extends PageQuery {
  readonly state?: RequestState | undefined;
  readonly application?: string | undefined;
  readonly subject?: string | undefined;
  /** Only those that wait for this person's decision. */
  readonly waitingFor?: string | undefined;
  readonly visibleTo?: VisibleTo | undefined;
}

export interface StoredRequest extends RequestView {
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface Requests {
  /** Inserts or replaces the projection, with the events that explain the change, in one transaction. */
  save(view: RequestView, events: readonly AuditEvent[]): Promise<void>;
  get(key: string): Promise<StoredRequest | undefined>;
  /** Those of the keys that are there, in no order. */
  getAll(keys: readonly string[]): Promise<readonly StoredRequest[]>;
  /** Newest first. */
  list(filter: RequestFilter): Promise<Page<StoredRequest>>;
  /** Keeps what a request was planned from; a plan made anew replaces it. */
  keepFacts(key: string, facts: PlanningFacts, at: string): Promise<void>;
  /** What requests were planned from, by key; without those that were made before it was kept. */
  facts(keys: readonly string[]): Promise<ReadonlyMap<string, PlanningFacts>>;
}
