/** Opening a stage, and finding the people to escalate it to. */
import type { Approver, OpenStage } from '../../../domain/approval/approvals.ts';
import type { Decision } from '../../../domain/ledger/records.ts';
import type { Ask } from '../../../domain/planning/ask.ts';
import type { Plan } from '../../../domain/planning/plan.ts';
import type { ApproverRef, Stage } from '../../../domain/policy.ts';
import type { Remember } from './records.ts';

export interface StageActivities {
  /** @returns undefined when there is nobody to ask. */
  openStage(input: OpenStageInput): Promise<OpenStage | undefined>;
  resolveEscalation(input: EscalationInput): Promise<readonly Approver[]>;
}

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
  /** Makes the comment of a new plan differ from the first one's. */
  readonly round: number;
  /** Approvers of earlier stages that others decided. Runs started before 0.2 lack it. */
  readonly notNeeded?: readonly Approver[] | undefined;
}

export interface EscalationInput {
  readonly ask: Ask;
  readonly plan: Plan;
  readonly refs: readonly ApproverRef[];
  readonly decisions: readonly Decision[];
  /** ISO 8601, the workflow's clock. */
  readonly now: string;
  /** Runs started before 0.2 lack it. */
  readonly allowRepeatApprovers?: boolean;
}
