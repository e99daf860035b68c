/** One report to people: a comment on the issue, a move of it, or both, and the notification elsewhere. Plain data. */
import type { Person } from '../people.ts';
import type { RequestState } from '../state.ts';
import type { NotificationEventName } from './notification-events.ts';

export interface Report {
  readonly comment?:
    | {
        /** Unique within the issue: a comment is written once. */
        readonly key: string;
        readonly paragraphs: readonly string[];
        readonly mention?: readonly Person[] | undefined;
        /** Also mentions the configured admins. */
        readonly mentionAdmins?: boolean | undefined;
        /** Id of a review to link to. */
        readonly review?: string | undefined;
      }
    | undefined;
  /** Moves the issue to the first status of this state, when it is mapped. */
  readonly moveTo?: RequestState | undefined;
  /** Move only while the issue is still in this status: reverts one person's move without undoing another's. */
  readonly onlyFrom?: string | undefined;
  readonly approvers?: readonly Person[] | undefined;
  /** The event of the outgoing notification. */
  readonly event?: NotificationEventName | undefined;
  /** Other names of the same event: a receiver of any of them gets it once. */
  readonly also?: readonly NotificationEventName[] | undefined;
}
