/** An in-memory implementation of Jira's port, for tests of order and time that do not need HTTP. */

import type {
  ApprovalAnswer,
  ChangedIssue,
  ChangelogPage,
  IssueChange,
  IssueSnapshot,
  JiraSide,
  KeyedComment,
} from '../../connectors/jira/portal/jira-side.ts';
import { type ChangelogMark, compareIds } from '../../domain/approval/issue-step.ts';
import type { JiraAuthor } from '../../domain/people.ts';
import { ProviderError } from '../../domain/provider-error.ts';

export interface FakeIssue {
  snapshot: IssueSnapshot;
  /** The changelog, with the service's own entries. */
  readonly changes: IssueChange[];
  readonly comments: KeyedComment[];
  /** By key. */
  readonly commentedAt: Map<string, string>;
  approvers: readonly string[];
  /** Unset: Jira's own approvals ask nobody. */
  answers?: readonly ApprovalAnswer[];
}

export interface FakeJira {
  readonly side: JiraSide;
  readonly issues: Map<string, FakeIssue>;
  raise(key: string, asked: Partial<IssueSnapshot> & { by: string }): FakeIssue;
  /** A person moves the issue. */
  move(key: string, by: string, to: string): void;
  /** A person answers an approval of Jira. */
  answer(key: string, by: string, decision: 'approve' | 'deny', approval?: { id: string; askedAt: string }): void;
  edit(key: string, by: string, change: Partial<IssueSnapshot>, fields: readonly string[]): void;
  /** While set, called after each reading of an issue, e.g. to change it before its changelog is read again. */
  afterReading: ((key: string) => void) | undefined;
  /** Ids of accounts that are deactivated. */
  readonly inactive: Set<string>;
  /** While set, every call fails with it. */
  failing: Error | undefined;
}

/** The service's own account. */
const OWN = 'bot@acme.test';
/** As Jira's own: https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/ (Get changelogs). */
const PAGE = 100;
/** Entries of a changelog in a search. */
const SHOWN = 40;

/** The account of an e-mail. */
export function accountFor(email: string): JiraAuthor {
  return { accountId: `account:${email}`, email, displayName: email.slice(0, email.indexOf('@')) };
}

export function createFakeJira(project: string): FakeJira {
  const issues = new Map<string, FakeIssue>();
  let lastId = 100;
  let lastAt = 0;
  /** Jira's clock: each instant is later than the one before. */
  const now = (): string => {
    lastAt = Math.max(lastAt + 1, Date.now());
    return new Date(lastAt).toISOString();
  };
  const nextId = (): string => {
    lastId += 1;
    return String(lastId);
  };
  const find = (key: string): FakeIssue => {
    const issue = issues.get(key);
    // As in real Jira, a deleted issue cannot be commented on, and a retry does not help.
    if (issue === undefined) throw new ProviderError('not_found', `There is no issue ${key}.`, { system: 'jira' });
    return issue;
  };
  const working =
    <Input extends unknown[], Output>(call: (...input: Input) => Output) =>
    async (...input: Input): Promise<Output> => {
      if (fake.failing !== undefined) throw fake.failing;
      return call(...input);
    };

  const side: JiraSide = {
    myself: working(() => accountFor(OWN)),
    readIssue: working((key: string) => {
      const found = issues.get(key)?.snapshot;
      fake.afterReading?.(key);
      return found;
    }),
    readChanges: working((key: string, _portal: unknown, after: ChangelogMark | undefined) => {
      const issue = issues.get(key);
      return issue === undefined ? undefined : pageAfter(issue.changes, after);
    }),
    readAnswers: working((key: string) => issues.get(key)?.answers),
    comment: working((key: string, comment: KeyedComment) => {
      const { comments, commentedAt } = find(key);
      if (!comments.some((each) => each.key === comment.key)) comments.push(comment);
      const at = commentedAt.get(comment.key) ?? now();
      commentedAt.set(comment.key, at);
      return { id: comment.key, at };
    }),
    rewriteComment: working((key: string, id: string, comment: KeyedComment) => {
      const { comments } = find(key);
      const at = comments.findIndex((each) => each.key === id);
      if (at >= 0) comments[at] = comment;
      return at >= 0;
    }),
    moveTo: working((key: string, status: string) => {
      const issue = find(key);
      if (issue.snapshot.status !== status) fake.move(key, OWN, status);
      return true;
    }),
    setApprovers: working((key: string, _portal: unknown, approvers: readonly { email: string }[]) => {
      find(key).approvers = approvers.map((each) => each.email);
    }),
    findAccountByEmail: working((email: string) => accountFor(email)),
    isActive: working((accountId: string) => !fake.inactive.has(accountId)),
    emailOf: working((accountId: string) => accountId.slice('account:'.length)),
    changedIssues: working((_portal: unknown, { page }: { page?: string | undefined }) => {
      const begin = Number(page ?? 0);
      const found = [...issues].slice(begin, begin + PAGE);
      const end = begin + found.length;
      return {
        issues: found.map(([key, { changes }]) => ({ key, changelog: endOf(changes) })),
        ...(end < issues.size ? { next: String(end) } : {}),
      };
    }),
    groupMembers: working(() => []),
  };

  const fake: FakeJira = {
    side,
    issues,
    afterReading: undefined,
    inactive: new Set(),
    failing: undefined,
    raise(key, { by, ...asked }) {
      const issue: FakeIssue = {
        snapshot: {
          id: nextId(),
          key,
          projectKey: project,
          requestType: 'Request Application Access',
          status: 'Waiting for approval',
          statusCategory: undefined,
          resolution: undefined,
          summary: '',
          creator: accountFor(by),
          reporter: accountFor(by),
          subject: undefined,
          application: 'Okta',
          accessType: 'Admin',
          duration: undefined,
          justification: undefined,
          startAt: undefined,
          breakGlass: false,
          createdAt: now(),
          ...asked,
        },
        changes: [],
        comments: [],
        commentedAt: new Map(),
        approvers: [],
      };
      issues.set(key, issue);
      return issue;
    },
    move(key, by, to) {
      const issue = find(key);
      issue.changes.push({
        id: nextId(),
        at: now(),
        author: accountFor(by),
        status: { from: issue.snapshot.status, to },
        edited: [],
      });
      issue.snapshot = { ...issue.snapshot, status: to };
    },
    answer(key, by, decision, { id, askedAt } = { id: '1', askedAt: '2026-01-01T00:00:00.000Z' }) {
      const issue = find(key);
      const answer = { approvalId: id, askedAt, author: accountFor(by), decision };
      issue.answers = [...(issue.answers ?? []), answer];
    },
    edit(key, by, change, fields) {
      const issue = find(key);
      const reporterBefore = change.reporter === undefined ? undefined : issue.snapshot.reporter?.accountId;
      issue.changes.push({ id: nextId(), at: now(), author: accountFor(by), edited: fields, reporterBefore });
      issue.snapshot = { ...issue.snapshot, ...change };
    },
  };
  return fake;
}

function pageAfter(changes: readonly IssueChange[], after: ChangelogMark | undefined): ChangelogPage {
  const inPlace = after === undefined || changes[after.position - 1]?.id === after.id;
  const newer = after === undefined ? 0 : changes.findIndex(({ id }) => compareIds(id, after.id) > 0);
  const begin = inPlace ? (after?.position ?? 0) : newer < 0 ? changes.length : newer;
  const shown = changes.slice(begin, begin + PAGE).map((change, index) => ({
    ...change,
    ...(byOthers(change) ? {} : { edited: [], own: true as const }),
    position: begin + index + 1,
  }));
  const end = begin + shown.length;
  const last = changes[end - 1];
  return {
    changes: shown.filter((change) => byOthers(change) || change.status !== undefined),
    mark: last === undefined ? undefined : { id: last.id, position: end },
    more: end < changes.length,
  };
}

function endOf(changes: readonly IssueChange[]): ChangedIssue['changelog'] {
  const shown = changes.slice(-SHOWN).reverse();
  return {
    newest: shown[0]?.id ?? null,
    oldest: shown.length < SHOWN ? null : (shown.at(-1)?.id ?? null),
    changes: shown.filter(byOthers),
  };
}

function byOthers({ author }: IssueChange): boolean {
  return author.accountId !== accountFor(OWN).accountId;
}
