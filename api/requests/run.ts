/** Calls to the run of a request, within the deadline. */
import { setTimeout as delay } from 'node:timers/promises';
import { WorkflowNotFoundError, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { REFUSAL } from '../../workflows/contract/access-request.ts';
import { requestWorkflowId } from '../../workflows/contract/ids.ts';
import { type Services, TEMPORAL_DEADLINE_MS } from '../services.ts';

type Handle = ReturnType<Services['temporal']['workflow']['getHandle']>;

/** How long a call waits for the next run, in milliseconds, and how often it asks. */
const NEXT_RUN_MS = 200;
const ATTEMPTS = 20;

/** Calls the run; one that continues as a new run just now is asked again, and the new one answers. */
export function updateRequest<Result>(
  services: Services,
  issueKey: string,
  call: (handle: Handle) => Promise<Result>,
): Promise<Result> {
  const handle = services.temporal.workflow.getHandle(requestWorkflowId(issueKey));
  return services.temporal.withDeadline(Date.now() + TEMPORAL_DEADLINE_MS, async () => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await call(handle);
      } catch (error) {
        // An update that a run had not accepted is lost with it, and the run itself is not found any more.
        const lost = error instanceof WorkflowNotFoundError && attempt === 1;
        if (attempt === ATTEMPTS || !(lost || isLeaving(error))) throw error;
        await delay(NEXT_RUN_MS);
      }
    }
  });
}

function isLeaving(error: unknown): boolean {
  return (
    error instanceof WorkflowUpdateFailedError &&
    error.cause instanceof ApplicationFailure &&
    error.cause.type === REFUSAL.leaving
  );
}
