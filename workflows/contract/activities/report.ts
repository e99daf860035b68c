/** Comments and moves on the issue. */

import type { Person } from '../../../domain/people.ts';
import type { RequestState } from '../../../domain/state.ts';
import type { NotificationEventName } from '../../../domain/telling/notification-events.ts';
import type { Remember } from './records.ts';

export interface ReportActivities {
  report(input: ReportInput): Promise<void>;
  /** Sends the outgoing notification alone, before a report that may wait for Jira. */
  announce(input: ReportInput): Promise<void>;
}

/** One comment, move or both on the issue. */
export interface ReportInput {
  readonly issueKey: string;
  readonly comment?:
    | {
        readonly key: string;
        readonly paragraphs: readonly string[];
        readonly mention?: readonly Person[] | undefined;
        /** Id of a review to link to. */
        readonly review?: string | undefined;
      }
    | undefined;
  /** Moves the issue to the first status of this state, when it is mapped. */
  readonly moveTo?: RequestState | undefined;
  /** Move only while the issue is still in this status: reverts one person's move without undoing another's. */
  readonly onlyFrom?: string | undefined;
  readonly approvers?: readonly Person[] | undefined;
  readonly remember?: Remember | undefined;
  /** The event of the outgoing notification. */
  readonly event?: NotificationEventName | undefined;
  /** Other names of the same event: a receiver of any of them gets it once. */
  readonly also?: readonly NotificationEventName[] | undefined;
}
