/** An issue as read back, in the terms of the request. */

import type { ChangelogPage, IssueSnapshot, JiraSide } from '../../connectors/jira/portal/jira-side.ts';
import type { Actor } from '../../domain/approval/approvals.ts';
import { askedOf } from '../../domain/approval/issue-change.ts';
import {
  type ChangelogMark,
  type IssueAnswer,
  type IssueReading,
  type IssueStep,
  MOST_STEPS,
} from '../../domain/approval/issue-step.ts';
import type { JiraAuthor } from '../../domain/people.ts';
import { type Policy, stateOfStatus } from '../../domain/policy.ts';
import { actorOf } from './people.ts';

/** Pages of the changelog in one reading after a mark; the rest comes with the next one. */
const MOST_PAGES = 10;
/** How often the issue is read while its changelog grows. */
const MOST_TRIES = 3;

type Change = ChangelogPage['changes'][number];

/** The part of a changelog that was read. */
interface Scan {
  changes: Change[];
  /** The number of steps in `changes`. */
  steps: number;
  /** The end of `changes`, and that of the pages. They differ when the steps became too many. */
  mark: ChangelogMark | undefined;
  scanned: ChangelogMark | undefined;
  more: boolean;
  edit: Change | undefined;
}

export interface ReadRequest {
  readonly issueKey: string;
  readonly policy: Policy;
  readonly jira: JiraSide;
  /** `all`: the whole changelog, of which the steps after the last edit are returned. */
  readonly after: ChangelogMark | undefined | 'all';
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads the changelog, then the issue, and repeats both until the changelog has nothing new, so that the fields belong
 * to the last entry that was read. Fields may be newer than the entries only if there are `more` of them.
 * @returns `undefined` if the issue was deleted.
 */
export async function readRequest(
  input: ReadRequest,
): Promise<{ readonly issue: IssueSnapshot; readonly reading: IssueReading } | undefined> {
  const { issueKey, policy, jira, after, signal } = input;
  const from = after === 'all' ? undefined : after;
  const scan: Scan = { changes: [], steps: 0, mark: from, scanned: from, more: false, edit: undefined };
  if (!(await scanOn(scan, input))) return undefined;
  for (let tries = 1; ; tries += 1) {
    const issue = await jira.readIssue(issueKey, policy.portal, signal);
    if (issue === undefined) return undefined;
    if (scan.more || tries > MOST_TRIES) {
      return { issue, reading: await toReading(issue, { ...scan, more: true }, input) };
    }
    const before = scan.scanned?.id;
    if (!(await scanOn(scan, input))) return undefined;
    if (scan.scanned?.id === before) return { issue, reading: await toReading(issue, scan, input) };
  }
}

/** Reads the pages that follow. @returns false if the issue was deleted. */
async function scanOn(scan: Scan, { issueKey, policy, jira, after, signal }: ReadRequest): Promise<boolean> {
  const whole = after === 'all';
  for (let pages = 1; ; pages += 1) {
    const page = await jira.readChanges(issueKey, policy.portal, scan.scanned, signal);
    if (page === undefined) return false;
    for (const change of page.changes) take(scan, change, policy, whole);
    scan.scanned = page.mark;
    if (!scan.more) scan.mark = page.mark;
    if (!page.more || (!whole && scan.more)) return true;
    if (!whole && pages >= MOST_PAGES) {
      scan.more = true;
      return true;
    }
  }
}

function take(scan: Scan, change: Change, policy: Policy, whole: boolean): void {
  const steps = stepsOf(change, {}, policy);
  if (whole && steps.some((step) => step.kind === 'edited')) {
    Object.assign(scan, { changes: [], steps: 0, more: false, edit: change });
  } else if (scan.more || scan.steps + steps.length > MOST_STEPS) {
    scan.more = true;
    return;
  } else if (steps.length > 0) {
    scan.changes.push(change);
    scan.steps += steps.length;
  }
  scan.mark = { id: change.id, position: change.position };
}

/** Maps statuses to states, and authors to actors; reads the answers to Jira's own approvals. */
async function toReading(
  issue: IssueSnapshot,
  scan: Scan,
  { policy, jira, signal }: ReadRequest,
): Promise<IssueReading> {
  const known = new Map<string, Promise<Actor>>();
  const actor = (author: JiraAuthor): Promise<Actor> => {
    const found = known.get(author.accountId) ?? actorOf(author, policy, jira, signal);
    known.set(author.accountId, found);
    return found;
  };
  const { edit } = scan;
  const steps: IssueStep[] = [];
  for (const change of scan.changes) steps.push(...stepsOf(change, await actor(change.author), policy));
  const edited = edit && stepsOf(edit, await actor(edit.author), policy).find((step) => step.kind === 'edited');
  const reading: IssueReading = {
    status: issue.status,
    standsFor: stateOfStatus(policy.portal, issue.status),
    steps,
    mark: scan.mark,
    ...(scan.more ? { more: true } : {}),
    ...(edited === undefined ? {} : { edit: edited }),
  };
  const answered = await jira.readAnswers(issue.key, policy.portal, signal);
  if (answered === undefined) return reading;
  const answers: IssueAnswer[] = [];
  for (const { approvalId, askedAt, author, decision } of answered)
    answers.push({ id: `${approvalId}/${author.accountId}`, actor: await actor(author), decision, askedAt });
  return { ...reading, answers };
}

/** The steps of a changelog entry; none if it changed nothing that Leasehold acts on. */
function stepsOf({ id, at, status, movedTo, edited }: Change, actor: Actor, { portal }: Policy): IssueStep[] {
  const steps: IssueStep[] = [];
  const fields = askedOf(edited);
  if (movedTo !== undefined && movedTo !== portal.project)
    steps.push({ kind: 'left', id, at, actor, project: movedTo });
  if (fields.length > 0) steps.push({ kind: 'edited', id, at, actor, fields });
  if (status !== undefined)
    steps.push({ kind: 'moved', id, at, actor, status: status.to, to: stateOfStatus(portal, status.to) });
  return steps;
}
