/** What people did to an issue, as the changelog tells it, in terms of the request. */

import type { StatusState } from '../policy.ts';
import type { Actor } from './approvals.ts';

interface StepBase {
  /** Jira's id of the changelog entry. */
  readonly id: string;
  /** ISO 8601. */
  readonly at: string;
  readonly actor: Actor;
}

export type IssueStep =
  /** Moved to a status; `to` is undefined for a status that stands for nothing here. */
  | (StepBase & { readonly kind: 'moved'; readonly status: string; readonly to: StatusState | undefined })
  /** Edited what is asked for. */
  | (StepBase & { readonly kind: 'edited'; readonly fields: readonly string[] })
  /** Moved to another project, or deleted when `project` is empty. */
  | (StepBase & { readonly kind: 'left'; readonly project: string });

/** Somebody's answer to an approval of Jira Service Management's own. Jira does not say when it was given. */
export interface IssueAnswer {
  /** The approval and whose answer it is: nobody answers an approval twice. */
  readonly id: string;
  readonly actor: Actor;
  readonly decision: 'approve' | 'deny';
  /** When Jira asked, ISO 8601. */
  readonly askedAt: string;
}

/** The issue as it is after its steps. */
export interface IssueReading {
  /** The present status, by name and by what it stands for. */
  readonly status: string;
  readonly standsFor: StatusState | undefined;
  readonly steps: readonly IssueStep[];
  /** Absent where the portal does not ask by Jira's own approvals. */
  readonly answers?: readonly IssueAnswer[];
}

/** Steps after the given one, oldest first. Ids are numbers as text. */
export function stepsAfter(steps: readonly IssueStep[], lastId: string | undefined): readonly IssueStep[] {
  if (lastId === undefined) return steps;
  return steps.filter((step) => compareIds(step.id, lastId) > 0);
}

/** Orders two of Jira's ids, which may be longer than a safe integer. */
export function compareIds(a: string, b: string): number {
  return a.length === b.length ? (a < b ? -1 : a > b ? 1 : 0) : a.length - b.length;
}

/** The last edit of what is asked for: decisions before it were about something else. */
export function lastEdit(steps: readonly IssueStep[]): IssueStep | undefined {
  return steps.filter((step) => step.kind === 'edited').at(-1);
}

/** Whether an answer may be about what was asked for before an edit: Jira asked before it, and answers have no time. */
export function mayPrecede(answer: IssueAnswer, edit: IssueStep | undefined): boolean {
  return edit !== undefined && Date.parse(answer.askedAt) <= Date.parse(edit.at);
}
