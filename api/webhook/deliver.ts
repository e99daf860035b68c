/** Hands a nudge to Temporal: durable before Jira gets its answer, and worth nothing but a look at the issue. */
import { type Client, WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import { issueChanged, type Nudge, nudgeOf } from '../../workflows/contract/access-request.ts';
import { requestWorkflowId } from '../../workflows/contract/ids.ts';
import { TEMPORAL_DEADLINE_MS } from '../services.ts';

export type Delivery = 'accepted' | 'late';

/**
 * Signals the request's run, starting it when `mayStart` and there is none yet.
 * @returns `late` when the run has ended (or never was, and may not start).
 */
export async function deliverNudge(
  client: Client,
  issueKey: string,
  nudge: Nudge,
  mayStart: boolean,
): Promise<Delivery> {
  const workflowId = requestWorkflowId(issueKey);
  try {
    await client.withDeadline(Date.now() + TEMPORAL_DEADLINE_MS, async () => {
      if (!mayStart) {
        await client.workflow.getHandle(workflowId).signal(issueChanged, nudge);
        return;
      }
      const { workflowType, options } = nudgeOf(issueKey, nudge);
      await client.workflow.signalWithStart(workflowType, options);
    });
    return 'accepted';
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError || error instanceof WorkflowNotFoundError) return 'late';
    throw error;
  }
}
