/** The sentence of a failed activity. */
import { ActivityFailure, ApplicationFailure, isCancellation, log } from '@temporalio/workflow';

/** Connectors write it for people. @throws a cancellation, and what is no failure of an activity. */
export function sentenceOf(error: unknown): string {
  if (isCancellation(error)) throw error;
  if (error instanceof ActivityFailure && error.cause instanceof ApplicationFailure) return error.cause.message;
  if (error instanceof ActivityFailure)
    return 'The provider did not answer in hours; see the run in Temporal for its last error.';
  log.error('Unexpected failure while giving access', { error: String(error) });
  throw error;
}
