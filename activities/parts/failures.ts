/**
 * The one place that maps a failed vendor call to Temporal: retry at a time, retry with backoff, or give up with a
 * sentence.
 */
import { ApplicationFailure, activityInfo, getClient, heartbeat, log } from '@temporalio/activity';
import { errorText } from '../../domain/error-text.ts';
import { isRetryable, ProviderError, type ProviderErrorKind } from '../../domain/provider-error.ts';
import { troubled } from '../../workflows/contract/access-request.ts';

/**
 * `giving`: a failure that no retry can fix fails at once, so that a person can fix it.
 * `asking`: retried, unless there is no issue to ask on.
 * `ordering`: a failure that no retry can fix ends this part of an order with its sentence.
 * `taking`, `reading`: retried until it succeeds; the run shows the failure.
 * `reporting`: given up when Jira refuses permanently; the audit has it anyway.
 */
export type Purpose = 'giving' | 'asking' | 'ordering' | 'taking' | 'reading' | 'reporting';

/** Milliseconds; well below the heartbeat timeout that workflows ask for (10 s). */
const HEARTBEAT_EVERY_MS = 3_000;

const PERMANENT: Readonly<Record<Purpose, readonly ProviderErrorKind[]>> = {
  giving: ['unauthorized', 'forbidden', 'not_found', 'invalid'],
  asking: ['not_found'],
  ordering: ['forbidden', 'not_found', 'invalid'],
  taking: [],
  reading: [],
  reporting: ['not_found', 'invalid'],
};

/** Wraps an activity so that every failure leaves it typed. */
export function guarded<Input extends unknown[], Output>(
  purpose: Purpose,
  activity: (...input: Input) => Promise<Output>,
): (...input: Input) => Promise<Output> {
  return async (...input) => {
    // A dead worker is noticed within the heartbeat timeout instead of the timeout of the whole attempt.
    const beating = setInterval(heartbeat, HEARTBEAT_EVERY_MS);
    try {
      return await activity(...input);
    } catch (error) {
      await tellTheRun(error);
      throw error instanceof ProviderError ? toApplicationFailure(error, purpose) : error;
    } finally {
      clearInterval(beating);
    }
  };
}

/** Converts a vendor's error to Temporal's. */
function toApplicationFailure(error: ProviderError, purpose: Purpose, now: number = Date.now()): ApplicationFailure {
  const { retryAt, system, requestId, code, status } = error.details;
  return ApplicationFailure.create({
    message: error.message,
    type: error.kind,
    nonRetryable: !isRetryable(error.kind) && PERMANENT[purpose].includes(error.kind),
    details: [{ system, requestId, code, status }],
    ...(error.kind === 'rate_limited' && retryAt !== undefined
      ? { nextRetryDelay: Math.max(1_000, retryAt - now) }
      : {}),
  });
}

/** From the second attempt on, at growing gaps, shows on the run why it waits. */
async function tellTheRun(error: unknown): Promise<void> {
  const { attempt, workflowExecution, activityType } = activityInfo();
  const sentence = errorText(error);
  log.warn(`${activityType} failed`, { attempt, sentence });
  if (attempt < 2 || (attempt & (attempt - 1)) !== 0) return;
  try {
    if (workflowExecution === undefined) return;
    await getClient().workflow.getHandle(workflowExecution.workflowId).signal(troubled, { sentence, attempt });
  } catch (failure) {
    log.info('The run could not be told of the failure', { failure: String(failure) });
  }
}
