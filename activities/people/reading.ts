/** An issue as read back, in the terms of the request. */

import type { ApprovalAnswer, ChangelogPage, IssueSnapshot, JiraSide } from '../../connectors/jira/portal/jira-side.ts';
import type { Actor } from '../../domain/approval/approvals.ts';
import {
  type ChangelogMark,
  type IssueAnswer,
  type IssueReading,
  type IssueStep,
  isOutcome,
  MOST_STEPS,
  type ShownStep,
} from '../../domain/approval/issue-step.ts';
import type { JiraAuthor } from '../../domain/people.ts';
import { type Policy, stateOfStatus } from '../../domain/policy.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import { actorOf } from './people.ts';

/** Pages of the changelog in one reading after a mark, also of those read ahead; the rest comes with the next one. */
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
  overtaken: IssueReading['overtaken'];
  edit: Change | undefined;
  /** The last outcome that Leasehold showed on the issue. */
  shown: ShownStep | undefined;
  /** The authors of all edits, by account. */
  readonly editors: Map<string, JiraAuthor>;
  /** The account of the first Reporter, if the Reporter was edited; empty if there was none. */
  firstReporter: string | undefined;
  /** When the issue came into the project, or got its request type, last. */
  arrivedAt: string | undefined;
}

/** An issue, and what its changelog says. */
export interface ReadIssue {
  readonly issue: IssueSnapshot;
  readonly reading: IssueReading;
  /** The authors of all edits of what is asked, in a reading of the whole issue. */
  readonly editors: readonly JiraAuthor[];
  /** The Reporter when the issue was created, in a reading of the whole issue. */
  readonly firstReporter: JiraAuthor | undefined;
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
 * Reads the changelog, then the issue with its answers, and repeats this until the changelog has nothing new, so that
 * fields and answers belong to the last entry that was read. After a mark, fields may be newer than the entries if
 * there are `more` of them; answers are not returned then.
 * @returns `undefined` if the issue was deleted.
 * @throws ProviderError `unavailable` if the whole issue is wanted and changes faster than it can be read.
 */
export async function readRequest(input: ReadRequest): Promise<ReadIssue | undefined> {
  const { issueKey, policy, jira, after, signal } = input;
  const from = after === 'all' ? undefined : after;
  const scan: Scan = {
    changes: [],
    steps: 0,
    mark: from,
    scanned: from,
    more: false,
    overtaken: undefined,
    edit: undefined,
    shown: undefined,
    editors: new Map(),
    firstReporter: undefined,
    arrivedAt: undefined,
  };
  if (!(await scanOn(scan, input))) return undefined;
  for (let tries = 1; ; tries += 1) {
    const issue = await jira.readIssue(issueKey, policy.portal, signal);
    if (issue === undefined) return undefined;
    if (after !== 'all' && (scan.more || tries > MOST_TRIES))
      return asRead(issue, scan, await toReading(issue, { ...scan, more: true }, input));
    if (tries > MOST_TRIES)
      throw new ProviderError('unavailable', `${issueKey} changes faster than it can be read; it is read again.`, {
        system: 'jira',
      });
    const answered = await jira.readAnswers(issueKey, policy.portal, signal);
    const before = scan.scanned?.id;
    if (!(await scanOn(scan, input))) return undefined;
    if (scan.scanned?.id === before) return asRead(issue, scan, await toReading(issue, scan, input, answered));
  }
}

function asRead(issue: IssueSnapshot, { editors, firstReporter }: Scan, reading: IssueReading): ReadIssue {
  const edited = firstReporter === '' ? undefined : { accountId: firstReporter ?? '' };
  return {
    issue,
    reading,
    editors: [...editors.values()],
    firstReporter: firstReporter === undefined ? issue.reporter : edited,
  };
}

/** Reads the pages that follow, and on until it is known if they overtake the steps. @returns false if it was deleted. */
async function scanOn(scan: Scan, { issueKey, policy, jira, after, signal }: ReadRequest): Promise<boolean> {
  const whole = after === 'all';
  for (let pages = 1; ; pages += 1) {
    const page = await jira.readChanges(issueKey, policy.portal, scan.scanned, signal);
    if (page === undefined) return false;
    for (const change of page.changes) take(scan, change, policy, whole);
    scan.scanned = page.mark;
    if (!scan.more) scan.mark = page.mark;
    if (!page.more || scan.overtaken !== undefined) return true;
    if (!whole && pages >= MOST_PAGES) {
      scan.more = true;
      scan.overtaken = 'unknown';
      return true;
    }
  }
}

function take(scan: Scan, change: Change, policy: Policy, whole: boolean): void {
  const steps = stepsOf(change, {}, policy);
  const edit = steps.find((step) => step.kind === 'edited');
  if (edit !== undefined) {
    scan.editors.set(change.author.accountId, change.author);
    if (edit.fields.includes('reporter')) scan.firstReporter ??= change.reporterBefore ?? '';
    if (edit.fields.includes('project') || edit.fields.includes('requestType')) scan.arrivedAt = change.at;
  }
  const shown = steps.find((step) => step.kind === 'shown');
  if (whole && shown !== undefined) scan.shown = shown;
  if (whole && edit !== undefined) scan.edit = change;
  if (whole && (edit ?? shown) !== undefined) {
    Object.assign(scan, { changes: [], steps: 0, more: false });
  } else if (scan.more || scan.steps + steps.length > MOST_STEPS) {
    scan.more = true;
    if (!whole && steps.some((step) => step.kind !== 'moved')) scan.overtaken = 'yes';
    return;
  } else if (steps.length > 0) {
    scan.changes.push(change);
    scan.steps += steps.length;
  }
  scan.mark = { id: change.id, position: change.position };
}

/** Maps statuses to states, and authors to actors. */
async function toReading(
  issue: IssueSnapshot,
  scan: Scan,
  { policy, jira, after, signal }: ReadRequest,
  answered?: readonly ApprovalAnswer[],
): Promise<IssueReading> {
  const known = new Map<string, Promise<Actor>>();
  const actor = (author: JiraAuthor): Promise<Actor> => {
    const found = known.get(author.accountId) ?? actorOf(author, policy, jira, signal);
    known.set(author.accountId, found);
    return found;
  };
  const { edit, shown, arrivedAt } = scan;
  const steps: IssueStep[] = [];
  for (const change of scan.changes)
    steps.push(...stepsOf(change, change.own === true ? {} : await actor(change.author), policy));
  const edited = edit && stepsOf(edit, await actor(edit.author), policy).find((step) => step.kind === 'edited');
  const reading: IssueReading = {
    status: issue.status,
    standsFor: stateOfStatus(policy.portal, issue.status),
    steps,
    mark: scan.mark,
    ...(scan.more ? { more: true } : {}),
    ...(scan.overtaken === undefined ? {} : { overtaken: scan.overtaken }),
    ...(edited === undefined ? {} : { edit: edited }),
    ...(shown === undefined ? {} : { shown }),
    ...(after === 'all' ? { since: laterOf(issue.createdAt, arrivedAt) } : {}),
  };
  return answered === undefined ? reading : { ...reading, answers: await toAnswers(answered, actor) };
}

/** The answers to Jira's own approvals; `undefined` where the portal does not use them. */
export async function answersOn(
  issueKey: string,
  policy: Policy,
  jira: JiraSide,
  signal?: AbortSignal,
): Promise<readonly IssueAnswer[] | undefined> {
  const answered = await jira.readAnswers(issueKey, policy.portal, signal);
  return answered && toAnswers(answered, (author) => actorOf(author, policy, jira, signal));
}

async function toAnswers(
  answered: readonly ApprovalAnswer[],
  actor: (author: JiraAuthor) => Promise<Actor>,
): Promise<readonly IssueAnswer[]> {
  const answers: IssueAnswer[] = [];
  for (const { approvalId, askedAt, author, decision } of answered)
    answers.push({ id: `${approvalId}/${author.accountId}`, actor: await actor(author), decision, askedAt });
  return answers;
}

function laterOf(a: string, b: string | undefined): string {
  return b !== undefined && Date.parse(b) > Date.parse(a) ? b : a;
}

/** The steps of a changelog entry; none if it changed nothing that Leasehold acts on. */
function stepsOf({ id, at, status, movedTo, edited, own }: Change, actor: Actor, { portal }: Policy): IssueStep[] {
  const steps: IssueStep[] = [];
  if (own === true) {
    const to = status === undefined ? undefined : stateOfStatus(portal, status.to);
    return status !== undefined && isOutcome(to) ? [{ kind: 'shown', id, at, actor, status: status.to, to }] : [];
  }
  const left = movedTo !== undefined && movedTo !== portal.project;
  const arrived = movedTo === portal.project ? ['project'] : [];
  // An edit in another project is nothing to a request, until the issue arrives.
  const fields = left ? [] : [...new Set([...edited, ...arrived])];
  if (left) steps.push({ kind: 'left', id, at, actor, project: movedTo });
  if (fields.length > 0) steps.push({ kind: 'edited', id, at, actor, fields });
  if (status !== undefined)
    steps.push({ kind: 'moved', id, at, actor, status: status.to, to: stateOfStatus(portal, status.to) });
  return steps;
}
