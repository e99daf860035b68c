/**
 * Checks Jira's own approvals. Without an approval step in the workflow, Jira asks nobody, even if the field shows
 * approvers.
 */

import type { Portal } from '../policy.ts';
import { type ApprovalFacts, type FieldFacts, fieldsNamed, type PortalFacts, sameName } from './facts.ts';
import { type Finding, quoted, well, wrong } from './finding.ts';
import type { JiraPages } from './jira-pages.ts';

export function checkApprovals(facts: PortalFacts, portal: Portal, pages: JiraPages): readonly Finding[] {
  const { approvals } = facts;
  const [field] = fieldsNamed(facts.fields, portal.fields.approver ?? '');
  if (approvals === null || field === undefined) return [];
  return (portal.statuses.pending ?? []).map((status) => {
    const name = `Approval step of “${status}”`;
    if (!approvals.ok)
      return well(
        name,
        `Only Jira administrators can see it. Check that “${status}” has one that asks the people in “${field.name}”.`,
      );
    const without = workflowsWithoutStep(approvals.value, status, field);
    if (without.length === 0) return well(name, `Jira asks the people in “${field.name}”.`);
    return wrong(
      name,
      `The workflow ${quoted(without)} has no approval step there for “${field.name}”, so Jira asks nobody.`,
      `Add an approval step with “${field.name}” to the status and publish the workflow, or map portal.fields.approver to assignee.`,
      pages.workflows,
    );
  });
}

/** The workflows in which a status has no approval step for a field. */
export function workflowsWithoutStep(approvals: ApprovalFacts, status: string, field: FieldFacts): readonly string[] {
  return approvals.workflows.filter(
    (workflow) =>
      !approvals.steps.some(
        (step) => step.workflow === workflow && sameName(step.status, status) && step.fieldId === field.id,
      ),
  );
}
