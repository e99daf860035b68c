/**
 * What Leasehold does in Jira while a request runs. This is the port that activities see; `create-jira-side.ts` implements
 * it with the client that the Jira connector uses too (`../client.ts`: time limits, errors; `../pages.ts`, `../users.ts`).
 *
 * The rest of this folder:
 * - `issue/`: one file for each thing that is read from or written to an issue;
 * - `portal-side.ts` and `set-up/`: what set-up, the checks and the settings' pickers need; runs do not;
 * - `field-list.ts`: the fields of the site, which both need;
 * - `vendor.ts`: how errors name this Jira, and where a person corrects its credentials.
 *
 * All methods throw only `ProviderError`. They make one attempt: Temporal tries again.
 */
import type { JiraAuthor, Person } from '../../../domain/people.ts';
import type { Portal } from '../../../domain/policy.ts';

/** One step of an issue's changelog, oldest first; only what Leasehold acts on. */
export interface IssueChange {
  /** Jira's id of the changelog entry; ids grow. */
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly author: JiraAuthor;
  /** Status names, when the entry moved the issue. */
  readonly status?: { readonly from: string; readonly to: string } | undefined;
  /** Which mapped request fields the entry edited: `application`, `accessType`, `duration`, `subject`, … */
  readonly edited: readonly string[];
  /** Set when the issue was moved to another project. */
  readonly movedTo?: string | undefined;
}

/** What somebody answered to an approval of Jira Service Management's own. */
export interface ApprovalAnswer {
  readonly approvalId: string;
  /** When the approval was opened, ISO 8601, UTC. */
  readonly askedAt: string;
  readonly author: JiraAuthor;
  readonly decision: 'approve' | 'deny';
}

/** An issue as read back from Jira: the only thing that decisions trust. */
export interface IssueSnapshot {
  readonly id: string;
  readonly key: string;
  readonly projectKey: string;
  /** Name of the request type, not of the issue type; `undefined` when the issue has none. */
  readonly requestType: string | undefined;
  readonly status: string;
  readonly summary: string;
  readonly reporter: JiraAuthor | undefined;
  /** The subject field's user, when that field is mapped and filled. */
  readonly subject: JiraAuthor | undefined;
  readonly application: string | undefined;
  readonly accessType: string | undefined;
  readonly duration: string | undefined;
  readonly justification: string | undefined;
  readonly startAt: string | undefined;
  readonly breakGlass: boolean;
  readonly createdAt: string;
  /** All changes since the issue was created, oldest first, the service's own left out. */
  readonly changes: readonly IssueChange[];
}

/** A comment that is written once, however often it is asked for. */
export interface KeyedComment {
  /** Unique within the issue, e.g. `granted`; kept as a property of the comment. */
  readonly key: string;
  /** Paragraphs of plain text. */
  readonly paragraphs: readonly string[];
  /** People to mention, so that Jira notifies them. */
  readonly mention?: readonly Person[] | undefined;
  /** Links shown below the text. */
  readonly links?: readonly { readonly text: string; readonly href: string }[] | undefined;
}

export interface JiraSide {
  /** The service's own account. */
  myself(signal?: AbortSignal): Promise<JiraAuthor>;
  /** `undefined` when the issue was deleted (404). `portal` says which fields to read. */
  readIssue(issueKey: string, portal: Portal, signal?: AbortSignal): Promise<IssueSnapshot | undefined>;
  /** Answers to Jira's own approvals; `undefined` where the approver field does not hold several people. */
  readAnswers(issueKey: string, portal: Portal, signal?: AbortSignal): Promise<readonly ApprovalAnswer[] | undefined>;
  /**
   * Adds the comment unless one with its key is there. `mayExist: false` skips the look-up (a first attempt);
   * a lookup recognises the comment by its property, or by the service's own authorship and the same text.
   * @returns the comment's id.
   */
  comment(
    issueKey: string,
    comment: KeyedComment,
    options: { readonly mayExist: boolean },
    signal?: AbortSignal,
  ): Promise<string>;
  /**
   * Puts new words in the place of a comment's, without notifying anybody.
   * @returns false when the comment is not there any more.
   */
  rewriteComment(issueKey: string, id: string, comment: KeyedComment, signal?: AbortSignal): Promise<boolean>;
  /**
   * Moves the issue to a status by whichever transition leads there; nothing to do when it is there already.
   * @returns whether the issue is in that status now; `false` when no transition leads there.
   */
  moveTo(issueKey: string, statusName: string, signal?: AbortSignal): Promise<boolean>;
  /** Shows who must decide, in the mapped approver field (`assignee`, or a user or multi-user field, by id or name). */
  setApprovers(issueKey: string, portal: Portal, approvers: readonly Person[], signal?: AbortSignal): Promise<void>;
  /**
   * The account with exactly this e-mail; never a lookalike: a search hit counts only when Jira shows that its
   * e-mail equals the one asked for.
   */
  findAccountByEmail(email: string, signal?: AbortSignal): Promise<JiraAuthor | undefined>;
  /** The e-mail of an account, where Jira reveals it. */
  emailOf(accountId: string, signal?: AbortSignal): Promise<string | undefined>;
  /**
   * Keys of the project's issues that changed in the last so many minutes, oldest change first, a page at a time.
   * Jira counts the minutes back from its own now, so neither clocks nor its account's time zone matter.
   */
  changedIssues(
    project: string,
    window: { readonly minutes: number; readonly page?: string | undefined },
    signal?: AbortSignal,
  ): Promise<{ readonly keys: readonly string[]; readonly next?: string | undefined }>;
  /** Members of a Jira group, over all pages. */
  groupMembers(groupName: string, signal?: AbortSignal): Promise<readonly JiraAuthor[]>;
}
