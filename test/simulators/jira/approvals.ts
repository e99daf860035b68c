/** Approval steps: the approvers of an issue in such a status, their answers, and the resulting move. */
import { JiraRefusal } from './refusal.ts';
import type { JiraApproval, JiraIssue, JiraState } from './state.ts';

export interface Approvals {
  /** Opens an approval when the issue reaches the step's status, with the approvers in the field at that time. */
  follow(issue: JiraIssue): void;
  /** @returns the issue's next status, once Jira's own quorum is met. */
  answer(issue: JiraIssue, accountId: string, approvalId: string, decision: 'approve' | 'decline'): string | undefined;
}

export function createApprovals(state: JiraState, nextId: () => string, now: () => string): Approvals {
  const step = () => state.project?.workflow.approvalStep;
  const pending = (issue: JiraIssue): JiraApproval | undefined =>
    issue.approvals?.find((each) => each.finalDecision === 'pending');

  return {
    follow(issue) {
      const wanted = step();
      if (wanted === undefined) return;
      const open = pending(issue);
      if (issue.status !== wanted.status) {
        // Moved manually: the approval takes no more answers.
        issue.approvals = issue.approvals?.filter((each) => each !== open);
        return;
      }
      const asked = [issue.fields[wanted.fieldId] ?? []].flat();
      const approval = open ?? {
        id: nextId(),
        name: issue.status,
        created: now(),
        approvers: [],
        finalDecision: 'pending',
      };
      const before = new Map(approval.approvers.map((each) => [each.accountId, each]));
      const answered = approval.approvers.filter(
        (each) => each.decision !== 'pending' && !asked.includes(each.accountId),
      );
      const fromField = asked.map((accountId) => before.get(accountId) ?? { accountId, decision: 'pending' as const });
      approval.approvers = [...answered, ...fromField];
      if (open === undefined) issue.approvals = [...(issue.approvals ?? []), approval];
    },

    answer(issue, accountId, approvalId, decision) {
      const wanted = step();
      const approval = issue.approvals?.find((each) => each.id === approvalId);
      if (approval === undefined || wanted === undefined)
        throw new JiraRefusal(404, 'The approval could not be found.');
      const own = approval.approvers.find((each) => each.accountId === accountId);
      if (own === undefined) throw new JiraRefusal(403, 'You are not an approver of this request.');
      if (approval.finalDecision !== 'pending' || own.decision !== 'pending')
        throw new JiraRefusal(409, 'The approval has been answered already.');
      own.decision = decision === 'approve' ? 'approved' : 'declined';
      const approved = approval.approvers.filter((each) => each.decision === 'approved').length;
      const required = wanted.required === 'all' ? approval.approvers.length : wanted.required;
      if (own.decision === 'declined') approval.finalDecision = 'declined';
      else if (approved >= required) approval.finalDecision = 'approved';
      if (approval.finalDecision === 'pending') return undefined;
      approval.completed = now();
      return approval.finalDecision === 'approved' ? wanted.approved : wanted.declined;
    },
  };
}
