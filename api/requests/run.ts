/** Calls to the run of a request, within the deadline. */
import { requestWorkflowId } from '../../workflows/contract/ids.ts';
import { type Services, TEMPORAL_DEADLINE_MS } from '../services.ts';

type Handle = ReturnType<Services['temporal']['workflow']['getHandle']>;

export function updateRequest<Result>(
  services: Services,
  issueKey: string,
  call: (handle: Handle) => Promise<Result>,
): Promise<Result> {
  const handle = services.temporal.workflow.getHandle(requestWorkflowId(issueKey));
  return services.temporal.withDeadline(Date.now() + TEMPORAL_DEADLINE_MS, () => call(handle));
}
