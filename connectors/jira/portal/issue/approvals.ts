/**
 * Answers to the approvals of Jira Service Management itself. Jira asks the people in the field "Approvers" when a request
 * comes to a status with an approval step; an answer is in no changelog until Jira moves the request by its own quorum.
 */
import type { Portal } from '../../../../domain/policy.ts';
import type { JiraCalls } from '../api-call.ts';
import type { ApprovalAnswer } from '../jira-side.ts';
import { toAuthor } from './author.ts';
import type { Fields } from './fields.ts';

const PAGE = 50;
const DECISIONS: Readonly<Record<string, ApprovalAnswer['decision'] | undefined>> = {
  approved: 'approve',
  declined: 'deny',
};

/** All answers on a request, oldest approval first; `undefined` where the approver field does not hold several people. */
export async function readAnswers(
  calls: JiraCalls,
  fields: Fields,
  issueKey: string,
  portal: Portal,
  signal?: AbortSignal,
): Promise<readonly ApprovalAnswer[] | undefined> {
  const mapped = portal.fields.approver;
  if (mapped === undefined || mapped.toLowerCase() === 'assignee') return undefined;
  if ((await fields.find(mapped, signal))?.type !== 'array') return undefined;
  const answers: ApprovalAnswer[] = [];
  for (let start = 0; ; ) {
    // Not found: the issue is gone, or is not a request of the service desk, and has no approvals.
    const page = await calls.find(`reading the approvals of ${issueKey}`, signal, ({ desk }) =>
      desk.request.getApprovals({ issueIdOrKey: issueKey, start, limit: PAGE }),
    );
    const values = page?.values ?? [];
    for (const approval of values) {
      const askedAt = new Date(approval.createdDate?.epochMillis ?? 0).toISOString();
      for (const { approver, approverDecision } of approval.approvers ?? []) {
        const author = toAuthor(approver);
        const decision = DECISIONS[approverDecision ?? ''];
        if (author !== undefined && decision !== undefined)
          answers.push({ approvalId: String(approval.id ?? ''), askedAt, author, decision });
      }
    }
    start += values.length;
    if (page === undefined || page.isLastPage === true || values.length === 0) break;
  }
  return answers.sort((a, b) => a.askedAt.localeCompare(b.askedAt));
}
