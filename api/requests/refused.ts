/** Refusals by the run: converted to errors of the catalogue, and recorded in the trail. */
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { type ErrorCode, LeaseholdError } from '../../domain/errors.ts';
import { aboutRequest, type RequestView } from '../../domain/ledger/records.ts';
import { REFUSAL } from '../../workflows/contract/access-request.ts';
import type { Services } from '../services.ts';

const CODES: Readonly<Record<string, ErrorCode>> = {
  [REFUSAL.forbidden]: 'LH_FORBIDDEN',
  [REFUSAL.closed]: 'LH_CONFLICT',
  [REFUSAL.stale]: 'LH_CHANGED_MEANWHILE',
  [REFUSAL.leaving]: 'LH_UNAVAILABLE',
};

/** Errors that refuse what a person did; the others are about the service. */
const REFUSED: readonly ErrorCode[] = ['LH_FORBIDDEN', 'LH_CONFLICT', 'LH_CHANGED_MEANWHILE'];

/** Whether the run refused a message for this reason, one of `REFUSAL`. */
export function isRefusal(error: unknown, type: string): boolean {
  return (
    error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure && error.cause.type === type
  );
}

interface Made {
  readonly issueKey: string;
  readonly actor: string;
  /** By default what the request is about. */
  readonly about?: Pick<RequestView, 'subject' | 'application' | 'accessLevel'>;
}

/** Does what a person wants of a request. A refusal is recorded as the actor's. @throws LeaseholdError for a refusal. */
export async function noteRefusals<Result>(
  services: Services,
  { issueKey, actor, about }: Made,
  call: () => Promise<Result>,
): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    const problem = problemOf(error);
    if (problem instanceof LeaseholdError && REFUSED.includes(problem.code)) {
      const request = about ?? (await services.store.requests.get(issueKey));
      const refusal = {
        actor,
        requestKey: issueKey,
        reason: problem.message,
        ...aboutRequest(request),
        details: { channel: 'api', code: problem.code },
      };
      await services.store.refusals.add(refusal, (await services.ledgerNow()).toISOString());
    }
    throw problem;
  }
}

function problemOf(error: unknown): unknown {
  if (!(error instanceof WorkflowUpdateFailedError) || !(error.cause instanceof ApplicationFailure)) return error;
  const code = CODES[error.cause.type ?? ''];
  return code === undefined ? error : new LeaseholdError(code, error.cause.message);
}
