/** Speaking to the run of a request. */
import { requestWorkflowId } from '../../workflows/contract/ids.ts';
import { type Services, TEMPORAL_DEADLINE_MS } from '../services.ts';

type Run = ReturnType<Services['temporal']['workflow']['getHandle']>;

/** Calls a run, within the deadline. */
export function callRun<Result>(
  services: Services,
  issueKey: string,
  call: (run: Run) => Promise<Result>,
): Promise<Result> {
  const run = services.temporal.workflow.getHandle(requestWorkflowId(issueKey));
  return services.temporal.withDeadline(Date.now() + TEMPORAL_DEADLINE_MS, () => call(run));
}
