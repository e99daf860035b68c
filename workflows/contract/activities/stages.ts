/** Opening a stage, and finding the people to escalate it to. */
import type { Approver, OpenStage } from '../../../domain/approval/approvals.ts';
import type { IssueAnswer } from '../../../domain/approval/issue-step.ts';
import type { Decision } from '../../../domain/ledger/records.ts';
import type { ApproverRef } from '../../../domain/policy.ts';
import type { PlanRef, Remember, Saved } from './records.ts';

export interface StageActivities {
  /** @returns undefined when there is nobody to ask. */
  openStage(input: OpenStageInput): Promise<OpenedStage | undefined>;
  resolveEscalation(input: EscalationInput): Promise<readonly Approver[]>;
}

export interface OpenedStage extends OpenStage, Saved {
  /** Answers that Jira had before its approvers were set: they were to something else. */
  readonly answeredBefore?: readonly IssueAnswer[] | undefined;
}

export interface OpenStageInput extends PlanRef {
  /** Of the stage in the plan, from 0. */
  readonly index: number;
  readonly decisions: readonly Decision[];
  /** ISO 8601, the workflow's clock. */
  readonly now: string;
  /** A later stage: the issue goes back to waiting. */
  readonly moveToPending: boolean;
  /** How often a stage of the request was asked again, if this is one. */
  readonly again?: number | undefined;
  /** E-mails of people who were found to be no approvers: their accounts are checked, also those of a group's members. */
  readonly dropped?: readonly string[] | undefined;
  readonly remember: Remember;
  /** Approvers of earlier stages that others decided. */
  readonly notNeeded: readonly Approver[];
}

export interface EscalationInput extends PlanRef {
  readonly refs: readonly ApproverRef[];
  readonly decisions: readonly Decision[];
  /** ISO 8601, the workflow's clock. */
  readonly now: string;
  readonly allowRepeatApprovers: boolean;
}
