/** Jira Cloud through jira.js. */
import type { JiraAuthor } from '../../../domain/people.ts';
import { createJiraCalls, type JiraOptions } from './api-call.ts';
import { readAnswers } from './issue/approvals.ts';
import { toAuthor } from './issue/author.ts';
import { changedIssues } from './issue/changed-issues.ts';
import { commentOnce, rewriteComment } from './issue/comments.ts';
import { createFields } from './issue/fields.ts';
import { emailOf, findAccountByEmail, groupMembers, setApprovers } from './issue/people.ts';
import { readIssue } from './issue/read-issue.ts';
import { moveTo } from './issue/transitions.ts';
import type { JiraSide } from './jira-side.ts';

export function createJiraSide(options: JiraOptions): JiraSide {
  const calls = createJiraCalls(options);
  const fields = createFields(calls);
  let own: Promise<JiraAuthor> | undefined;

  const myself = (signal?: AbortSignal): Promise<JiraAuthor> => {
    own ??= calls.run('reading its own account', signal, async ({ v3 }) => {
      const author = toAuthor(await v3.myself.getCurrentUser());
      if (author === undefined) throw new Error('Jira did not say whose API token this is.');
      return author;
    });
    own.catch(() => {
      own = undefined;
    });
    return own;
  };
  const ownAccount = async (): Promise<string> => (await myself()).accountId;

  return {
    myself,
    readIssue: (issueKey, portal, signal) => readIssue(calls, fields, issueKey, portal, ownAccount, signal),
    readAnswers: (issueKey, portal, signal) => readAnswers(calls, fields, issueKey, portal, signal),
    comment: (issueKey, comment, { mayExist }, signal) =>
      commentOnce(calls, issueKey, comment, mayExist, ownAccount, signal),
    rewriteComment: (issueKey, id, comment, signal) => rewriteComment(calls, issueKey, id, comment, signal),
    moveTo: (issueKey, status, signal) => moveTo(calls, issueKey, status, signal),
    setApprovers: (issueKey, portal, approvers, signal) =>
      setApprovers(calls, fields, issueKey, portal, approvers, signal),
    findAccountByEmail: (email, signal) => findAccountByEmail(calls, email, signal),
    emailOf: (accountId, signal) => emailOf(calls, accountId, signal),
    changedIssues: (project, window, signal) => changedIssues(calls, project, window, signal),
    groupMembers: (groupName, signal) => groupMembers(calls, groupName, signal),
  };
}
