/** Implements the port `JiraSide` for Jira Cloud. */
import type { JiraAuthor } from '../../../domain/people.ts';
import { ProviderError } from '../../../domain/provider-error.ts';
import { createJiraCalls, type JiraOptions } from '../client.ts';
import { readOwnAccount } from '../own-account.ts';
import { readAnswers } from './issue/approvals.ts';
import { setApprovers } from './issue/approvers.ts';
import { toAuthor } from './issue/author.ts';
import { changedIssues } from './issue/changed-issues.ts';
import { readChanges } from './issue/changelog.ts';
import { commentOnce, rewriteComment } from './issue/comments.ts';
import { createFields } from './issue/fields.ts';
import { emailOf, findAccountByEmail, groupMembers, isActive } from './issue/people.ts';
import { readIssue } from './issue/read-issue.ts';
import { moveTo } from './issue/transitions.ts';
import type { JiraSide } from './jira-side.ts';
import { PORTAL_JIRA } from './vendor.ts';

export function createJiraSide(options: JiraOptions): JiraSide {
  const calls = createJiraCalls(options, PORTAL_JIRA);
  const fields = createFields(calls);
  let own: Promise<JiraAuthor> | undefined;

  const myself = (signal?: AbortSignal): Promise<JiraAuthor> => {
    own ??= readOwnAccount(calls, signal).then(ownAuthor);
    own.catch(() => {
      own = undefined;
    });
    return own;
  };
  const ownAccount = async (): Promise<string> => (await myself()).accountId;

  return {
    myself,
    readIssue: (issueKey, portal, signal) => readIssue(calls, fields, issueKey, portal, signal),
    readChanges: (issueKey, portal, after, signal) =>
      readChanges(calls, fields, issueKey, portal, after, ownAccount, signal),
    readAnswers: (issueKey, portal, signal) => readAnswers(calls, fields, issueKey, portal, signal),
    comment: (issueKey, comment, { mayExist }, signal) =>
      commentOnce(calls, issueKey, comment, mayExist, ownAccount, signal),
    rewriteComment: (issueKey, id, comment, signal) => rewriteComment(calls, issueKey, id, comment, signal),
    moveTo: (issueKey, status, signal) => moveTo(calls, issueKey, status, signal),
    setApprovers: (issueKey, portal, approvers, signal) =>
      setApprovers(calls, fields, issueKey, portal, approvers, signal),
    findAccountByEmail: (email, signal) => findAccountByEmail(calls, email, signal),
    isActive: (accountId, signal) => isActive(calls, accountId, signal),
    emailOf: (accountId, signal) => emailOf(calls, accountId, signal),
    changedIssues: (portal, window, signal) => changedIssues(calls, fields, portal, window, ownAccount, signal),
    groupMembers: (groupName, signal) => groupMembers(calls, groupName, signal),
  };
}

function ownAuthor(user: unknown): JiraAuthor {
  const author = toAuthor(user);
  if (author !== undefined) return author;
  throw new ProviderError('unavailable', 'Jira did not say whose API token this is; it is asked again.', {
    system: PORTAL_JIRA.application,
  });
}
