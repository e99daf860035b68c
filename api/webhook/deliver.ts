/**
 * Signals a changed issue to Temporal before Jira gets its response. The signal only causes the run to read the issue.
 */
import { type Client, WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import { issueChanged, type Nudge, nudgeOf } from '../../workflows/contract/access-request.ts';
import { requestWorkflowId } from '../../workflows/contract/ids.ts';
import { TEMPORAL_DEADLINE_MS } from '../services.ts';

export type Delivery = 'accepted' | 'late';

/**
 * Signals the request's run, and starts it if there is none and `mayStart` is set.
 * @returns `late` if the run has ended, or does not exist and may not start.
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
