/** What a workflow may ask for: the shapes that cross the boundary between workflows and activities. Small, versionless, no secrets. */
import type { Actor, Approver, Interested, OpenStage } from '../domain/approval/approvals.ts';
import type { IssueReading } from '../domain/approval/issue-step.ts';
import type { GlassPeople, OpenReview, ReviewDecision } from '../domain/approval/review.ts';
import type { AuditEvent, Decision, Lease, LeaseEnd, RequestView } from '../domain/ledger/records.ts';
import type { Person } from '../domain/people.ts';
import type { Ask } from '../domain/planning/ask.ts';
import type { RuleExplanation } from '../domain/planning/match-rules.ts';
import type { Plan } from '../domain/planning/plan.ts';
import type { Stage, StatusState } from '../domain/policy.ts';
import type { Reason } from '../domain/reasons.ts';
import type { RequestState } from '../domain/state.ts';

/** What to remember before an effect: the projection and the events that explain it. */
export interface Remember {
  readonly view: RequestView;
  readonly events: readonly AuditEvent[];
}

export type IntakeResult =
  /** The issue is not there any more. */
  | { readonly outcome: 'gone' }
  /** This request ended before; its history is older than Temporal's retention. */
  | { readonly outcome: 'ended'; readonly view: RequestView }
  | {
      readonly outcome: 'declined';
      readonly issueId: string;
      readonly ask: Ask | undefined;
      readonly reason: Reason;
      readonly explanation: readonly RuleExplanation[];
      readonly reading: IssueReading;
    }
  | {
      readonly outcome: 'planned';
      readonly issueId: string;
      readonly ask: Ask;
      readonly plan: Plan;
      readonly reading: IssueReading;
      /** Leases that an earlier run of this request opened and that are not ended: they are taken up again. */
      readonly leases: readonly Lease[];
      /** Of break glass only. */
      readonly glass?: GlassPeople | undefined;
    };

export interface OpenStageInput {
  readonly issueKey: string;
  readonly ask: Ask;
  readonly plan: Plan;
  readonly stage: Stage;
  readonly index: number;
  readonly decisions: readonly Decision[];
  /** ISO 8601, the workflow's clock. */
  readonly now: string;
  /** A later stage: the issue goes back to waiting. */
  readonly moveToPending: boolean;
  readonly remember: Remember;
  /** Makes the comment of a plan made anew differ from the first one's. */
  readonly round: number;
  /** Asked by earlier stages, which others decided. Absent in runs of before 0.2. */
  readonly notNeeded?: readonly Approver[] | undefined;
}

export interface ReadIssueResult {
  readonly outcome: 'read' | 'gone';
  readonly reading: IssueReading;
}

/** One thing to say and do on the issue. */
export interface ReportInput {
  readonly issueKey: string;
  readonly comment?:
    | {
        readonly key: string;
        readonly paragraphs: readonly string[];
        readonly mention?: readonly Person[] | undefined;
        /** Id of a review to lead to. */
        readonly review?: string | undefined;
      }
    | undefined;
  /** Moves the issue to the first status of this state, when it is mapped. */
  readonly moveTo?: RequestState | undefined;
  /** Move only while the issue is still in this status: puts one person's move back without undoing another's. */
  readonly onlyFrom?: string | undefined;
  readonly approvers?: readonly Person[] | undefined;
  readonly remember?: Remember | undefined;
  /** The event that outgoing notifications are told of, e.g. `request.waiting`. */
  readonly event?: string | undefined;
  /** What the same thing means besides: whoever wants to hear of one of them is told, once. */
  readonly also?: readonly string[] | undefined;
}

export interface LeaseToOpen {
  readonly id: string;
  readonly requestKey: string;
  readonly application: string;
  readonly subject: string;
  readonly accessLevel: string;
  readonly entitlements: Plan['gives'][number]['entitlements'];
  readonly rule: string;
  readonly revision: number;
  readonly durationMs: number | null;
  readonly maxDurationMs: number | null;
}

export interface ProvisionInput {
  readonly lease: LeaseToOpen;
  /** Absent for what no request asked for: a birthright. */
  readonly remember?: Remember | undefined;
  /** A sentence, for the audit. */
  readonly because?: string | undefined;
}

/** `refused`: nothing was opened, for what has been given to the subject meanwhile. */
export type ProvisionResult = Provisioned | { readonly refused: Reason };

export interface Provisioned {
  readonly lease: Lease;
  /** False when the subject had it at the provider already. */
  readonly changed: boolean;
}

export interface DeprovisionInput {
  readonly leaseId: string;
  readonly application: string;
  readonly subject: string;
  readonly reason: LeaseEnd;
  readonly by: string;
  /** A sentence, for the audit. */
  readonly because: string;
  /** End it only if its expiry is not later than this instant (ISO 8601): it may have been extended meanwhile. */
  readonly ifExpiredBy?: string | undefined;
  readonly remember?: Remember | undefined;
}

export interface DeprovisionResult {
  readonly lease: Lease | undefined;
  /** Another lease keeps the grant. */
  readonly stillHeld: boolean;
}

export interface EndGrantInput {
  readonly grantId: string;
  readonly reason: LeaseEnd;
  readonly by: string;
  readonly because: string;
}

/** The requests whose leases ended, so that their runs can be nudged. */
export interface EndGrantResult {
  readonly requestKeys: readonly string[];
}

export interface OpenReviewInput {
  readonly issueKey: string;
  readonly ask: Ask;
  readonly plan: Plan;
  readonly reviewers: GlassPeople['reviewers'];
  readonly grantIds: readonly string[];
  /** ISO 8601, the workflow's clock: the time for the review runs from here. */
  readonly now: string;
}

export interface EscalateReviewInput {
  readonly issueKey: string;
  readonly ask: Ask;
  readonly plan: Plan;
  readonly review: OpenReview;
  readonly now: string;
}

export interface CloseReviewInput {
  readonly review: OpenReview;
  readonly decision: ReviewDecision;
  readonly remember: Remember;
}

export interface MaySpeakInput {
  readonly actor: Actor;
  readonly application: string;
}

export type { Interested, OpenStage, StatusState };
