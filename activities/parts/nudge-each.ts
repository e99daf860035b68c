/** Nudges runs of requests one after the other, and steps over those that refuse. */
import { cancellationSignal, getClient, log } from '@temporalio/activity';
import { isGrpcServiceError, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { errorText } from '../../domain/error-text.ts';
import { nudgeOf } from '../../workflows/contract/access-request.ts';

/**
 * gRPC statuses that concern all runs alike: cancelled, deadline exceeded, permission denied, unavailable,
 * unauthenticated.
 */
const OF_ALL: readonly number[] = [1, 4, 7, 14, 16];

export interface Nudged {
  readonly nudged: readonly string[];
  /** Their requests have ended: nothing can be missed any more. */
  readonly late: readonly string[];
  /** Their runs refuse, for example because they had more signals than Temporal allows. */
  readonly refused: readonly string[];
}

/** @throws when Temporal does not answer at all. */
export async function nudgeEach(issueKeys: readonly string[]): Promise<Nudged> {
  const result = { nudged: [] as string[], late: [] as string[], refused: [] as string[] };
  for (const key of issueKeys) {
    const { workflowType, options } = nudgeOf(key, { event: 'catch-up' });
    try {
      await getClient().workflow.signalWithStart(workflowType, options);
      result.nudged.push(key);
    } catch (error) {
      if (error instanceof WorkflowExecutionAlreadyStartedError) {
        result.late.push(key);
        continue;
      }
      if (cancellationSignal().aborted || concernsAll(error)) throw error;
      log.warn('A request refuses the signal; the catch-up continues with the others', { key, why: errorText(error) });
      result.refused.push(key);
    }
  }
  return result;
}

/** Whether a failure of Temporal says nothing about one run alone. */
export function concernsAll(error: unknown): boolean {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return isGrpcServiceError(cause) && OF_ALL.includes(cause.code);
}
