/** An in-memory implementation of Jira's port, for tests of order and time that do not need HTTP. */

import type {
  ApprovalAnswer,
  IssueChange,
  IssueSnapshot,
  JiraSide,
  KeyedComment,
} from '../../connectors/jira/portal/jira-side.ts';
import type { JiraAuthor } from '../../domain/people.ts';
import { ProviderError } from '../../domain/provider-error.ts';

export interface FakeIssue {
  snapshot: Omit<IssueSnapshot, 'changes'>;
  readonly changes: IssueChange[];
  readonly comments: KeyedComment[];
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
  /** While set, every call fails with it. */
  failing: Error | undefined;
}

/** The account of an e-mail. */
export function accountFor(email: string): JiraAuthor {
  return { accountId: `account:${email}`, email, displayName: email.slice(0, email.indexOf('@')) };
}

export function createFakeJira(project: string): FakeJira {
  const issues = new Map<string, FakeIssue>();
  let lastId = 100;
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
    myself: working(() => accountFor('bot@acme.test')),
    readIssue: working((key: string) => {
      const issue = issues.get(key);
      return issue === undefined ? undefined : { ...issue.snapshot, changes: [...issue.changes] };
    }),
    readAnswers: working((key: string) => issues.get(key)?.answers),
    comment: working((key: string, comment: KeyedComment) => {
      const { comments } = find(key);
      if (!comments.some((each) => each.key === comment.key)) comments.push(comment);
      return comment.key;
    }),
    rewriteComment: working((key: string, id: string, comment: KeyedComment) => {
      const { comments } = find(key);
      const at = comments.findIndex((each) => each.key === id);
      if (at >= 0) comments[at] = comment;
      return at >= 0;
    }),
    moveTo: working((key: string, status: string) => {
      const issue = find(key);
      issue.snapshot = { ...issue.snapshot, status };
      return true;
    }),
    setApprovers: working((key: string, _portal: unknown, approvers: readonly { email: string }[]) => {
      find(key).approvers = approvers.map((each) => each.email);
    }),
    findAccountByEmail: working((email: string) => accountFor(email)),
    emailOf: working((accountId: string) => accountId.slice('account:'.length)),
    changedIssues: working(() => ({ keys: [...issues.keys()] })),
    groupMembers: working(() => []),
  };

  const fake: FakeJira = {
    side,
    issues,
    failing: undefined,
    raise(key, { by, ...asked }) {
      const issue: FakeIssue = {
        snapshot: {
          id: nextId(),
          key,
          projectKey: project,
          requestType: 'Request Application Access',
          status: 'Waiting for approval',
          summary: '',
          reporter: accountFor(by),
          subject: undefined,
          application: 'Okta',
          accessType: 'Admin',
          duration: undefined,
          justification: undefined,
          startAt: undefined,
          breakGlass: false,
          createdAt: '2026-01-01T00:00:00.000Z',
          ...asked,
        },
        changes: [],
        comments: [],
        approvers: [],
      };
      issues.set(key, issue);
      return issue;
    },
    move(key, by, to) {
      const issue = find(key);
      issue.changes.push({
        id: nextId(),
        at: '2026-01-01T00:00:00.000Z',
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
      issue.changes.push({ id: nextId(), at: '2026-01-01T00:00:00.000Z', author: accountFor(by), edited: fields });
      issue.snapshot = { ...issue.snapshot, ...change };
    },
  };
  return fake;
}
