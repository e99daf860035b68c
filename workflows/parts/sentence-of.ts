/** The sentence of a failed activity: connectors write it for people. */
import { ActivityFailure, ApplicationFailure, isCancellation, log, TimeoutFailure } from '@temporalio/workflow';

/** @throws the error again if the run was cancelled, or if it is no failure of an activity. */
export function sentenceOf(error: unknown): string {
  if (isCancellation(error)) throw error;
  if (!(error instanceof ActivityFailure)) {
    log.error('Unexpected failure', { error: String(error) });
    throw error;
  }
  // After the last attempt that the timeout allows, the timeout carries the reason of that attempt.
  const reason = error.cause instanceof TimeoutFailure ? error.cause.cause : error.cause;
  if (reason instanceof ApplicationFailure) return reason.message;
  return 'The provider did not answer in hours; see the run in Temporal for its last error.';
}
