/** The messages of `accessRequest`, from the API, other workflows and scripts. */

import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { RunState } from '../../domain/approval/run-state.ts';
import type { RequestView } from '../../domain/ledger/records.ts';
import type { Verdict } from '../../domain/state.ts';
import { requestWorkflowId } from './ids.ts';
import { stateAttribute } from './search-attributes.ts';
import { MAIN_TASK_QUEUE } from './task-queues.ts';

/** The registered name of the workflow type. */
const ACCESS_REQUEST = 'accessRequest';

/** Input of version 1; a new shape gets a new version beside it. */
export interface AccessRequestInput {
  readonly version: 1;
  readonly issueKey: string;
  /** The state of the run that this one continues. */
  readonly carried?: RunState | undefined;
}

/**
 * The issue in Jira has changed. Only a nudge: the run reads the issue back and acts on its state, so a forged or
 * repeated one does nothing.
 */
export interface Nudge {
  /** Jira's delivery id, for the history's reader. */
  readonly delivery?: string | undefined;
  /** Jira's name of the event, e.g. `jira:issue_updated`. */
  readonly event: string;
}
export const issueChanged = defineSignal<[Nudge]>('issueChanged');

/** A nudge as Temporal takes it: the run is started when there is none yet. */
export function nudgeOf(issueKey: string, nudge: Nudge) {
  const input: AccessRequestInput = { version: 1, issueKey };
  return {
    workflowType: ACCESS_REQUEST,
    options: {
      workflowId: requestWorkflowId(issueKey),
      taskQueue: MAIN_TASK_QUEUE,
      args: [input],
      signal: issueChanged,
      signalArgs: [nudge] as [Nudge],
      // A late webhook must not start a finished run again. One that was terminated before it saved anything is unknown
      // to the keeper: only its issue can start it.
      workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY' as const,
      typedSearchAttributes: [{ key: stateAttribute, value: 'received' }],
      staticSummary: `Access request ${issueKey}`,
    },
  };
}

/**
 * A lease of this request was changed in the ledger (revoked, extended, its end found overdue). Only a nudge. `compare`:
 * the run seems to be older than the store, so it also compares what was saved with what it knows.
 */
export const ledgerChanged = defineSignal<[{ readonly compare: boolean }?]>('ledgerChanged');

/** A person fixed the cause of the failure: try again. Only a nudge: the approved access is given. */
export const retryRequested = defineSignal<[{ readonly by: string }]>('retryRequested');

/** An activity of this run keeps failing and is being retried: shown to operators, changes nothing. */
export const troubled = defineSignal<[{ readonly sentence: string; readonly attempt: number }]>('troubled');

/** A decision made through the API. It counts only with the API's MAC over everything else in it. */
export interface SignedDecision {
  readonly issueKey: string;
  readonly actor: string;
  readonly decision: 'approve' | 'deny';
  readonly comment?: string | undefined;
  /** The plan and stage that it is about, as the request showed them; absent in histories up to 0.2.0. */
  readonly plan?: string | undefined;
  /** Unique for each decision; a repeat of the same has the same. Absent in histories up to 0.2.0. */
  readonly id?: string | undefined;
  readonly mac: string;
}
export const decide = defineUpdate<RequestView, [SignedDecision]>('decide');

/** A planned approver hands their seat to another person. */
export interface SignedReassignment {
  readonly issueKey: string;
  readonly actor: string;
  readonly to: string;
  /** The plan and stage at the time of the call; absent in histories up to 0.2.0. */
  readonly plan?: string | undefined;
  /** Unique for each; absent in histories up to 0.2.0. */
  readonly id?: string | undefined;
  readonly mac: string;
}
export const reassign = defineUpdate<RequestView, [SignedReassignment]>('reassign');

/** A verdict on the review after break glass, made through the API. */
export interface SignedVerdict {
  readonly issueKey: string;
  readonly reviewId: string;
  readonly actor: string;
  readonly verdict: Verdict;
  readonly comment?: string | undefined;
  readonly mac: string;
}
export const review = defineUpdate<RequestView, [SignedVerdict]>('review');

/** The request as it is now; works on closed runs too, within retention. */
export const requestView = defineQuery<RequestView>('requestView');

/** Failure types of `decide` and `reassign`; the API maps them to 403, 409 and 412. */
export const REFUSAL = {
  /** Not an approver, or a decision on one's own request. */
  forbidden: 'DecisionForbidden',
  /** Nothing is waiting for a decision. */
  closed: 'DecisionClosed',
  /** It is about a plan or a stage that is no longer the current one. */
  stale: 'DecisionStale',
  /** The run continues as a new one just now: ask again. */
  leaving: 'DecisionLater',
} as const;
