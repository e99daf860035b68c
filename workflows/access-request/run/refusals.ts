/** Refusals of messages: the API maps their types to statuses. */
import { ApplicationFailure } from '@temporalio/workflow';
import { whyClosed } from '../../../domain/approval/late-decision.ts';
import { reason } from '../../../domain/reasons.ts';
import { REFUSAL } from '../../contract/access-request.ts';
import type { Run } from './run.ts';

export function refusal(type: string, message: string): ApplicationFailure {
  return ApplicationFailure.create({ type, message, nonRetryable: true });
}

export function forbidden(sentence: string): ApplicationFailure {
  return refusal(REFUSAL.forbidden, sentence);
}

/** Nothing waits for a decision; says why. */
export function closed({ state: { state, decisions, reason } }: Run): ApplicationFailure {
  return refusal(REFUSAL.closed, whyClosed({ state, decisions, reason: reason?.sentence ?? null }).sentence);
}

/** The decision is about another plan or stage than the present one. */
export function stale(): ApplicationFailure {
  return refusal(REFUSAL.stale, reason('plan_changed').sentence);
}

/** The run continues as a new one in a moment, which takes the message. */
export function leaving(): ApplicationFailure {
  return refusal(REFUSAL.leaving, 'The request is busy just now; try again in a moment.');
}
