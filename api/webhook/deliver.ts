/** Hands a nudge to Temporal: durable before Jira gets its answer, and worth nothing but a look at the issue. */
import { type Client, WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import {
  ACCESS_REQUEST,
  type AccessRequestInput,
  issueChanged,
  type Nudge,
} from '../../workflows/contract/access-request.ts';
import { requestWorkflowId } from '../../workflows/contract/ids.ts';
import { stateAttribute } from '../../workflows/contract/search-attributes.ts';
import { MAIN_TASK_QUEUE } from '../../workflows/contract/task-queues.ts';
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
      const input: AccessRequestInput = { version: 1, issueKey };
      await client.workflow.signalWithStart(ACCESS_REQUEST, {
        workflowId,
        taskQueue: MAIN_TASK_QUEUE,
        args: [input],
        signal: issueChanged,
        signalArgs: [nudge],
        // One run for ever: what is over is not begun again by a late webhook.
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        typedSearchAttributes: [{ key: stateAttribute, value: 'received' }],
        staticSummary: `Access request ${issueKey}`,
      });
    });
    return 'accepted';
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError || error instanceof WorkflowNotFoundError) return 'late';
    throw error;
  }
}
