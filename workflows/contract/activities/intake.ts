/** Reading the issue back, and planning from it. */

import type { Adoption } from '../../../domain/approval/adopt.ts';
import type { ChangelogMark, IssueReading, ShownStep } from '../../../domain/approval/issue-step.ts';
import type { OpenRef } from '../../../domain/approval/open-ref.ts';
import type { GlassPeople } from '../../../domain/approval/review.ts';
import type { RequestView } from '../../../domain/ledger/records.ts';
import type { Ask } from '../../../domain/planning/ask.ts';
import type { RuleExplanation } from '../../../domain/planning/match-rules.ts';
import type { Plan } from '../../../domain/planning/plan.ts';
import type { Reason } from '../../../domain/reasons.ts';

export interface IntakeActivities {
  /**
   * `round`: how often the request was planned, from 1. `version`: of the projection that the run knows, 0 for none: a
   * later one in the store is taken over.
   */
  intake(input: { readonly issueKey: string; readonly round: number; readonly version: number }): Promise<IntakeResult>;
  /**
   * Reads what is after `after`; the whole issue without it. `open`: the stage that decisions would be about: its
   * approvers are looked up if there are decisions.
   */
  readIssue(input: {
    readonly issueKey: string;
    readonly after?: ChangelogMark | undefined;
    readonly open?: OpenRef | undefined;
  }): Promise<ReadIssueResult>;
}

export type IntakeResult =
  /** The issue no longer exists. */
  | { readonly outcome: 'gone' }
  /** The issue is over, or stands in a status that means nothing here: nobody asks for anything. */
  | { readonly outcome: 'no_request'; readonly why: string }
  /** This request ended before; its history is older than Temporal's retention. */
  | { readonly outcome: 'ended'; readonly view: RequestView }
  /** The store knows what an earlier run gave, or what it waited for: that goes on, and nothing is asked again. */
  | ({ readonly outcome: 'adopted' } & Adoption)
  /** The issue shows that Leasehold ended this request, and the store has forgotten it: it was restored. */
  | ({
      readonly outcome: 'over';
      readonly issueId: string;
      readonly ask: Ask | undefined;
      readonly shown: ShownStep;
    } & Known)
  | ({
      readonly outcome: 'declined';
      readonly issueId: string;
      readonly ask: Ask | undefined;
      readonly reason: Reason;
      readonly explanation: readonly RuleExplanation[];
      readonly reading: IssueReading;
    } & Known)
  | ({
      readonly outcome: 'planned';
      readonly issueId: string;
      readonly ask: Ask;
      readonly plan: Plan;
      /** Names the plan in the decisions on it; absent in histories up to 0.2.0. */
      readonly digest?: string | undefined;
      readonly reading: IssueReading;
      /** Of break glass only. */
      readonly glass?: GlassPeople | undefined;
    } & Known);

/** The store's record of a request that is not taken over; absent in histories up to 0.2.0. */
interface Known {
  readonly version?: number | undefined;
  /** The round that was planned: rounds of earlier runs are counted. */
  readonly round?: number | undefined;
}

export interface ReadIssueResult {
  readonly outcome: 'read' | 'gone';
  readonly reading: IssueReading;
}
