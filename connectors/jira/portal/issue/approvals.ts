/**
 * Answers to Jira Service Management's own approvals. Jira asks the people in the field "Approvers" when a request
 * reaches a status with an approval step. An answer is in no changelog until Jira's own quorum moves the request.
 */
import type { Portal } from '../../../../domain/policy.ts';
import { orAbsent } from '../../../http.ts';
import type { JiraCalls } from '../../client.ts';
import { allItems } from '../../pages.ts';
import type { ApprovalAnswer } from '../jira-side.ts';
import { toAuthor } from './author.ts';
import type { Fields } from './fields.ts';

const DECISIONS: Readonly<Record<string, ApprovalAnswer['decision'] | undefined>> = {
  approved: 'approve',
  declined: 'deny',
};

/** All answers on a request, oldest approval first; `undefined` if the approver field is not multi-user. */
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
  const approvals = await orAbsent(
    allItems(calls, `reading the approvals of ${issueKey}`, signal, ({ desk }, start, limit) =>
      desk.request.getApprovals({ issueIdOrKey: issueKey, start, limit }),
    ),
  );
  // Absent: the issue is deleted, or is not a service desk request and has no approvals.
  const answers = (approvals ?? []).flatMap((approval) => {
    const askedAt = new Date(approval.createdDate?.epochMillis ?? 0).toISOString();
    return (approval.approvers ?? []).flatMap(({ approver, approverDecision }): ApprovalAnswer[] => {
      const author = toAuthor(approver);
      const decision = DECISIONS[approverDecision ?? ''];
      if (author === undefined || decision === undefined) return [];
      return [{ approvalId: String(approval.id ?? ''), askedAt, author, decision }];
    });
  });
  return answers.sort((a, b) => a.askedAt.localeCompare(b.askedAt));
}
