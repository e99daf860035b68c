/** The approval steps of the requests' workflows, which only administrators can see. */
import type { ApprovalFacts } from '../../../../domain/portal/facts.ts';
import type { JiraCalls } from '../../client.ts';

/** https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflows/#api-rest-api-3-workflows-post */
export async function readApprovalSteps(
  calls: JiraCalls,
  projectId: string,
  issueTypeIds: readonly string[],
  signal?: AbortSignal,
): Promise<ApprovalFacts> {
  const read = await calls.run('reading the workflows of the project', signal, ({ v3 }) =>
    v3.workflows.readWorkflows({
      projectAndIssueTypes: [...new Set(issueTypeIds)].map((issueTypeId) => ({ projectId, issueTypeId })),
      useApprovalConfiguration: true,
    }),
  );
  const names = new Map((read.statuses ?? []).map((each) => [each.statusReference, each.name ?? '']));
  const workflows = read.workflows ?? [];
  return {
    workflows: workflows.map((each) => each.name ?? ''),
    steps: workflows.flatMap(({ name = '', statuses = [] }) =>
      statuses.flatMap(({ statusReference, approvalConfiguration: step }) =>
        step?.active === true
          ? [{ workflow: name, status: names.get(statusReference) ?? '', fieldId: step.fieldId }]
          : [],
      ),
    ),
  };
}
