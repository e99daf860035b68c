/** Calls that Temporal did not answer. */
import { isGrpcServiceError, WorkflowUpdateRPCTimeoutOrCancelledError } from '@temporalio/client';

/** Whether a failed call means that Temporal or every worker is unavailable. The call may have had its effect. */
export function isTemporalAway(error: unknown): boolean {
  return (
    isGrpcServiceError(error) ||
    error instanceof WorkflowUpdateRPCTimeoutOrCancelledError ||
    (error instanceof Error && error.name === 'ServiceError')
  );
}
