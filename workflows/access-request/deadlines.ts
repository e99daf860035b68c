/** Actions of a stage's passed deadlines: a reminder, an escalation, or the end. */
import { escalateTo, type OpenStage } from '../../domain/approval/approvals.ts';
import type { Deadlines } from '../../domain/approval/stage-deadlines.ts';
import type { Stage } from '../../domain/policy.ts';
import { escalated, remindApprovers } from '../../domain/telling/messages.ts';
import { jira } from './activities.ts';
import type { RequestRun } from './request-run.ts';

/** Acts on a passed deadline, and forgets it. */
export async function actOnDeadline(
  run: RequestRun,
  stage: Stage,
  deadlines: Deadlines,
  name: keyof Deadlines,
): Promise<'waiting' | 'declined'> {
  delete deadlines[name];
  const { open } = run;
  if (open === undefined) return 'waiting';
  const { plan } = run.planned();
  switch (name) {
    case 'decline':
      return 'declined';
    case 'remind':
      run.note('request.reminded', 'leasehold');
      run.tell({
        comment: {
          key: `reminded-${run.round}-${open.index}`,
          paragraphs: remindApprovers(plan, open),
          mention: mentionable(open),
        },
        remember: run.remember(),
        event: 'request.reminded',
      });
      return 'waiting';
    case 'escalate':
      await escalate(run, stage, open);
      return 'waiting';
  }
}

async function escalate(run: RequestRun, stage: Stage, open: OpenStage): Promise<void> {
  const { ask, plan } = run.planned();
  const found = await jira.resolveEscalation.executeWithOptions({ summary: 'find whom to escalate to' }, [
    {
      ask,
      plan,
      refs: stage.escalateTo,
      decisions: run.decisions,
      now: new Date(Date.now()).toISOString(),
      allowRepeatApprovers: stage.allowRepeatApprovers,
    },
  ]);
  // A turn may have been reassigned while they were looked up.
  const escalation = escalateTo(run.open ?? open, found);
  run.note('request.escalated', 'leasehold', { details: { to: escalation.added.map((each) => each.email) } });
  if (escalation.added.length === 0) return;
  run.open = escalation.open;
  run.approvers = [...run.approvers, ...escalation.added];
  run.tell({
    comment: {
      key: `escalated-${run.round}-${open.index}`,
      paragraphs: escalated(plan, escalation.added),
      mention: escalation.added.map(asPerson),
    },
    approvers: escalation.open.approvers.map(asPerson),
    remember: run.remember(),
    event: 'request.escalated',
  });
}

function mentionable(open: OpenStage): ReturnType<typeof asPerson>[] {
  return open.approvers.filter((each) => each.accountId !== undefined).map(asPerson);
}

export function asPerson(approver: OpenStage['approvers'][number]): {
  email: string;
  accountId?: string;
  displayName?: string;
} {
  return {
    email: approver.email,
    ...(approver.accountId === undefined ? {} : { accountId: approver.accountId }),
    ...(approver.displayName === undefined ? {} : { displayName: approver.displayName }),
  };
}
