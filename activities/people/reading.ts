/** An issue as read back, in the terms of the request. */

import type { IssueSnapshot, JiraSide } from '../../connectors/jira/portal/jira-side.ts';
import type { IssueAnswer, IssueReading, IssueStep } from '../../domain/approval/issue-step.ts';
import { type Policy, stateOfStatus } from '../../domain/policy.ts';
import { actorOf } from './people.ts';

/** Fields whose edit makes it another request. */
const ASKED = ['application', 'accessType', 'duration', 'subject', 'startAt', 'breakGlass', 'reporter'];

/** Maps statuses to states, and authors to actors; reads the answers to Jira's own approvals. */
export async function toReading(
  issue: IssueSnapshot,
  policy: Policy,
  jira: JiraSide,
  signal?: AbortSignal,
): Promise<IssueReading> {
  const steps: IssueStep[] = [];
  for (const change of issue.changes) {
    const { id, at } = change;
    const edited = change.edited.filter((field) => ASKED.includes(field));
    if (change.status === undefined && change.movedTo === undefined && edited.length === 0) continue;
    const actor = await actorOf(change.author, policy, jira, signal);
    if (change.movedTo !== undefined && change.movedTo !== policy.portal.project) {
      steps.push({ kind: 'left', id, at, actor, project: change.movedTo });
    }
    if (edited.length > 0) steps.push({ kind: 'edited', id, at, actor, fields: edited });
    if (change.status !== undefined) {
      steps.push({
        kind: 'moved',
        id,
        at,
        actor,
        status: change.status.to,
        to: stateOfStatus(policy.portal, change.status.to),
      });
    }
  }
  const standsFor = stateOfStatus(policy.portal, issue.status);
  const answered = await jira.readAnswers(issue.key, policy.portal, signal);
  if (answered === undefined) return { status: issue.status, standsFor, steps };
  const answers: IssueAnswer[] = [];
  for (const { approvalId, askedAt, author, decision } of answered) {
    const actor = await actorOf(author, policy, jira, signal);
    answers.push({ id: `${approvalId}/${author.accountId}`, actor, decision, askedAt });
  }
  return { status: issue.status, standsFor, steps, answers };
}
