/** Requests as they are shown, and the facts that each was planned from. */

import type { KeptView } from '../../domain/approval/waiting.ts';
import type { AuditEvent, RequestView } from '../../domain/ledger/records.ts';
import type { Ask } from '../../domain/planning/ask.ts';
import type { Plan } from '../../domain/planning/plan.ts';
import type { PlanningFacts } from '../../domain/planning/replay.ts';
import type { RequestState } from '../../domain/state.ts';
import type { Report } from '../../domain/telling/report.ts';
import type { Page, PageQuery } from '../page.ts';

/** Limits a list of requests to those a person may see: those they are part of, and those of their applications. */
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

/** A request and what it was planned as. */
export interface StoredPlan {
  readonly ask: Ask;
  readonly plan: Plan;
  /** How often the request was planned, from 1. */
  readonly round: number;
  /** Names it in the decisions on it; absent for a plan of a version without digests. */
  readonly digest?: string | undefined;
}

export interface Requests {
  /**
   * Inserts or replaces the projection, with the events that explain the change, in one transaction. An older projection
   * of the same run only adds its events.
   * @param untold reports that have not reached Jira, in order; those that are known stay without it.
   * @returns the version that is stored, when the run of the given one knows less than that: then nothing is saved.
   */
  save(view: KeptView, events: readonly AuditEvent[], untold?: readonly Report[]): Promise<number | undefined>;
  /** As its run saved it last, with what another run needs to take over. */
  kept(key: string): Promise<KeptView | undefined>;
  untold(key: string): Promise<readonly Report[]>;
  /** A report has reached Jira; nothing changes unless it is the first that had not. */
  told(key: string, report: Report): Promise<void>;
  get(key: string): Promise<StoredRequest | undefined>;
  /** The existing ones of the keys, in no order. */
  getAll(keys: readonly string[]): Promise<readonly StoredRequest[]>;
  /** Newest first. */
  list(filter: RequestFilter): Promise<Page<StoredRequest>>;
  /** Keeps the plan of a round; the same round again replaces it. */
  keepPlan(key: string, plan: StoredPlan, at: string): Promise<void>;
  /** The plan of a round, or the latest without one. */
  plan(key: string, round?: number): Promise<StoredPlan | undefined>;
  /** Keeps the facts that a request was planned from; a new plan replaces them. */
  keepFacts(key: string, facts: PlanningFacts, at: string): Promise<void>;
  /** The facts that requests were planned from, by key; requests older than this record have none. */
  facts(keys: readonly string[]): Promise<ReadonlyMap<string, PlanningFacts>>;
}
