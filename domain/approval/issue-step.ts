/** Changes that people made to an issue, read from its changelog, in terms of the request. */

import type { StatusState } from '../policy.ts';
import { type Reason, reason } from '../reasons.ts';
import type { Actor } from './approvals.ts';
import type { Standing } from './standing.ts';

interface StepBase {
  /** Jira's id of the changelog entry. */
  readonly id: string;
  /** ISO 8601. */
  readonly at: string;
  readonly actor: Actor;
}

export type IssueStep =
  /** Moved to a status; `to` is undefined for an unmapped status. */
  | (StepBase & { readonly kind: 'moved'; readonly status: string; readonly to: StatusState | undefined })
  /** Edited what the request asks for. */
  | (StepBase & { readonly kind: 'edited'; readonly fields: readonly string[] })
  /** Moved to another project, or deleted when `project` is empty. */
  | (StepBase & { readonly kind: 'left'; readonly project: string })
  | ShownStep;

/** Leasehold itself moved the issue, after the request was decided: steps before it led to that, and to nothing else. */
export interface ShownStep extends StepBase {
  readonly kind: 'shown';
  readonly status: string;
  readonly to: Outcome;
}

const OUTCOMES = ['denied', 'declined', 'withdrawn', 'provisioned', 'failed', 'revoked', 'expired'] as const;
type Outcome = (typeof OUTCOMES)[number];

/** Whether a state comes only after the decision on a request. */
export function isOutcome(state: StatusState | undefined): state is Outcome {
  return OUTCOMES.some((each) => each === state);
}

/** Whether a step shows that the request is over. */
export function showsEnd({ to }: ShownStep): boolean {
  return to !== 'provisioned' && to !== 'failed';
}

/** A person's answer to one of Jira Service Management's own approvals. Jira does not report when it was given. */
export interface IssueAnswer {
  /** The approval and the person: nobody answers an approval twice. */
  readonly id: string;
  readonly actor: Actor;
  readonly decision: 'approve' | 'deny';
  /** When Jira asked, ISO 8601. */
  readonly askedAt: string;
}

/** A place in an issue's changelog: what is after it was not read yet. */
export interface ChangelogMark {
  /** Jira's id of the last entry that was read. */
  readonly id: string;
  /** How many entries there are up to it: the next page of the changelog begins there. */
  readonly position: number;
}

/** The issue after its steps, or after those that follow a mark. */
export interface IssueReading {
  /** The present status: its name and the state it is mapped to. */
  readonly status: string;
  readonly standsFor: StatusState | undefined;
  /** Oldest first, at most `MOST_STEPS`. */
  readonly steps: readonly IssueStep[];
  /** The end of what was read; absent when the changelog is empty. */
  readonly mark?: ChangelogMark | undefined;
  /** There are steps after these: read again, from the mark. */
  readonly more?: boolean | undefined;
  /** The last edit of the request, in a reading of the whole issue: its steps are those after the edit. */
  readonly edit?: IssueStep | undefined;
  /** The last outcome that Leasehold showed, in a reading of the whole issue: its steps are those after it. */
  readonly shown?: ShownStep | undefined;
  /**
   * Since when it is a request here, by Jira's clock: it was created, came into the project or got its request type, the
   * latest of them. ISO 8601; only in a reading of the whole issue.
   */
  readonly since?: string | undefined;
  /** Absent where the portal does not use Jira's own approvals. */
  readonly answers?: readonly IssueAnswer[];
  /** Null: no approvers were looked up with it. Absent in histories older than the look. */
  readonly standing?: Standing | null | undefined;
}

/** Whether a reading has decisions, which count only from people who are approvers when they count. */
export function hasDecisions({ steps, answers = [] }: Pick<IssueReading, 'steps' | 'answers'>): boolean {
  return answers.length > 0 || steps.some(isDecision);
}

/** Whether a step may end the request, or make it another one: it does not wait for the people who decided before it. */
export function isEnd(step: IssueStep): boolean {
  return step.kind !== 'moved' || step.to === 'declined' || step.to === 'withdrawn' || step.to === 'revoked';
}

/** Whether a step approves or denies. */
export function isDecision(step: IssueStep): boolean {
  return step.kind === 'moved' && (step.to === 'approved' || step.to === 'denied');
}

/** Why a request whose issue has left is withdrawn. */
export function whyLeft({ project }: Extract<IssueStep, { kind: 'left' }>): Reason {
  return reason(project === '' ? 'deleted' : 'moved_away');
}

/** Steps in one reading: a history must not grow with what people do to an issue. */
export const MOST_STEPS = 100;

/** Steps after the given one, oldest first. Ids are numbers as text. */
export function stepsAfter(steps: readonly IssueStep[], lastId: string | undefined): readonly IssueStep[] {
  if (lastId === undefined) return steps;
  return steps.filter((step) => compareIds(step.id, lastId) > 0);
}

/** Orders two of Jira's ids, which may be longer than a safe integer. */
export function compareIds(a: string, b: string): number {
  return a.length === b.length ? (a < b ? -1 : a > b ? 1 : 0) : a.length - b.length;
}

/** The last edit of the request: decisions before it were about something else. */
export function lastEdit(steps: readonly IssueStep[]): IssueStep | undefined {
  return steps.filter((step) => step.kind === 'edited').at(-1);
}

/** Whether a move was made after the question of a stage stood on the issue. Both are instants of Jira's clock. */
export function isAfterQuestion(step: Pick<IssueStep, 'at'>, askedAt: string | undefined): boolean {
  return askedAt === undefined || Date.parse(step.at) > Date.parse(askedAt);
}

/** Whether an answer may be about the request before an edit: Jira asked before it, and answers have no time. */
export function mayPrecede(answer: IssueAnswer, edit: IssueStep | undefined): boolean {
  return edit !== undefined && Date.parse(answer.askedAt) <= Date.parse(edit.at);
}
