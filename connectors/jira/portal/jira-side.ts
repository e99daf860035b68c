/**
 * Leasehold's operations in Jira while a request runs. This is the port for activities; `create-jira-side.ts`
 * implements it with the same client as the Jira connector (`../client.ts`: time limits, errors; `../pages.ts`,
 * `../users.ts`).
 *
 * The rest of this folder:
 * - `issue/`: one file per object that is read from or written to an issue;
 * - `portal-side.ts` and `set-up/`: for set-up, the checks and the settings' pickers, not for runs;
 * - `field-list.ts`: the fields of the site, for both;
 * - `vendor.ts`: this Jira's name in errors, and the place to correct its credentials.
 *
 * All methods throw only `ProviderError`. They make one attempt, because Temporal retries.
 */
import type { ChangedParts } from '../../../domain/approval/issue-change.ts';
import type { ChangelogMark } from '../../../domain/approval/issue-step.ts';
import type { JiraAuthor, Person } from '../../../domain/people.ts';
import type { Portal } from '../../../domain/policy.ts';

/** One entry of an issue's changelog; only the parts that Leasehold acts on. */
export interface IssueChange extends ChangedParts {
  /** Jira's id of the changelog entry; ids increase. */
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly author: JiraAuthor;
  /** Leasehold itself moved the issue. */
  readonly own?: true | undefined;
}

/** One page of an issue's changelog. */
export interface ChangelogPage {
  /** Oldest first; of the service's own only moves. `position`: how many entries there are up to it, own ones included. */
  readonly changes: readonly (IssueChange & Pick<ChangelogMark, 'position'>)[];
  /** The end of the page; the given mark if nothing is behind it. */
  readonly mark: ChangelogMark | undefined;
  /** Whether there are further pages. */
  readonly more: boolean;
}

/** An issue that changed, with the end of its changelog. */
export interface ChangedIssue {
  readonly key: string;
  /** Absent if Jira did not return it. */
  readonly changelog?:
    | {
        /** The id of the last entry, own ones included; null if there is none. */
        readonly newest: string | null;
        /** The id of the first entry that Jira returned, own ones included; null if it returned all. */
        readonly oldest: string | null;
        /** Newest first, without the service's own. */
        readonly changes: readonly IssueChange[];
      }
    | undefined;
}

/** An answer to an approval of Jira Service Management. */
export interface ApprovalAnswer {
  readonly approvalId: string;
  /** When the approval was opened, ISO 8601, UTC. */
  readonly askedAt: string;
  readonly author: JiraAuthor;
  readonly decision: 'approve' | 'deny';
}

/** An issue as read back from Jira. Decisions trust only this. */
export interface IssueSnapshot {
  readonly id: string;
  readonly key: string;
  readonly projectKey: string;
  /** Name of the request type, not of the issue type; `undefined` if the issue has none. */
  readonly requestType: string | undefined;
  readonly status: string;
  /** Jira's key of the status's category: `new`, `indeterminate` or `done`. */
  readonly statusCategory: string | undefined;
  /** Name of the resolution; `undefined` while the issue is unresolved. */
  readonly resolution: string | undefined;
  readonly summary: string;
  /** Cannot be edited, unlike the Reporter. */
  readonly creator: JiraAuthor | undefined;
  readonly reporter: JiraAuthor | undefined;
  /** The subject field's user, if that field is mapped and filled. */
  readonly subject: JiraAuthor | undefined;
  readonly application: string | undefined;
  readonly accessType: string | undefined;
  readonly duration: string | undefined;
  readonly justification: string | undefined;
  readonly startAt: string | undefined;
  readonly breakGlass: boolean;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

/** A comment as it stands on the issue. */
export interface StandingComment {
  readonly id: string;
  /** When it was written, by Jira's clock. ISO 8601, UTC. */
  readonly at: string;
}

/** A comment that is written only once, even if requested again. */
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
  /** The issue without its changelog; `undefined` if it was deleted (404). `portal` names the fields to read. */
  readIssue(issueKey: string, portal: Portal, signal?: AbortSignal): Promise<IssueSnapshot | undefined>;
  /**
   * The page of the changelog that follows `after`; the first page without it. If Jira no longer has the entry of the
   * mark in its place, the newer entries are looked for from the start.
   * @returns `undefined` if the issue was deleted (404).
   */
  readChanges(
    issueKey: string,
    portal: Portal,
    after: ChangelogMark | undefined,
    signal?: AbortSignal,
  ): Promise<ChangelogPage | undefined>;
  /** Answers to Jira's own approvals; `undefined` if the approver field is not multi-user. */
  readAnswers(issueKey: string, portal: Portal, signal?: AbortSignal): Promise<readonly ApprovalAnswer[] | undefined>;
  /**
   * Adds the comment unless one with its key exists. `mayExist: false` skips the lookup (a first attempt). The lookup
   * recognises the comment by its property, or by the service as author and the same text.
   */
  comment(
    issueKey: string,
    comment: KeyedComment,
    options: { readonly mayExist: boolean },
    signal?: AbortSignal,
  ): Promise<StandingComment>;
  /**
   * Replaces a comment's text without a notification.
   * @returns false if the comment was deleted.
   */
  rewriteComment(issueKey: string, id: string, comment: KeyedComment, signal?: AbortSignal): Promise<boolean>;
  /**
   * Moves the issue to a status by any transition that leads there. Does nothing if it is already there.
   * @returns whether the issue is in that status now; `false` if no transition leads there.
   */
  moveTo(issueKey: string, statusName: string, signal?: AbortSignal): Promise<boolean>;
  /** Writes the approvers to the mapped approver field (`assignee`, or a user or multi-user field, by id or name). */
  setApprovers(issueKey: string, portal: Portal, approvers: readonly Person[], signal?: AbortSignal): Promise<void>;
  /**
   * The account with exactly this e-mail. A search hit counts only if Jira shows that its e-mail is equal, because a
   * search also finds similar ones.
   */
  findAccountByEmail(email: string, signal?: AbortSignal): Promise<JiraAuthor | undefined>;
  /** Whether an account is active. Only Jira's own word that it is not makes it inactive. */
  isActive(accountId: string, signal?: AbortSignal): Promise<boolean>;
  /** The e-mail of an account, if Jira reveals it. */
  emailOf(accountId: string, signal?: AbortSignal): Promise<string | undefined>;
  /**
   * The project's issues that changed in the last given minutes, oldest change first, one page at a time. Jira
   * counts the minutes back from its own clock, so clock differences and the account's time zone do not matter.
   */
  changedIssues(
    portal: Portal,
    window: { readonly minutes: number; readonly page?: string | undefined },
    signal?: AbortSignal,
  ): Promise<{ readonly issues: readonly ChangedIssue[]; readonly next?: string | undefined }>;
  /** Members of a Jira group, over all pages. */
  groupMembers(groupName: string, signal?: AbortSignal): Promise<readonly JiraAuthor[]>;
}
