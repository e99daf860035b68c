/** A stage's clock: remind, then escalate, then decline. All are instants, so that a restart or a nudge never prolongs them. */
import type { OpenStage } from '../../domain/approvals.ts';
import { escalated, remindApprovers } from '../../domain/messages.ts';
import type { Stage } from '../../domain/policy.ts';
import { jira } from './activities.ts';
import type { RequestRun } from './request-run.ts';

/** Epoch milliseconds of what is still to come. */
export interface Deadlines {
  remind?: number;
  escalate?: number;
  decline?: number;
}

/** The deadlines of a stage, counted from when it opened. */
export function deadlinesOf(stage: Stage, open: OpenStage): Deadlines {
  const from = Date.parse(open.openedAt);
  return {
    ...(stage.remindAfterMs === undefined ? {} : { remind: from + stage.remindAfterMs }),
    ...(stage.escalateAfterMs === undefined || stage.escalateTo.length === 0
      ? {}
      : { escalate: from + stage.escalateAfterMs }),
    ...(stage.declineAfterMs === undefined ? {} : { decline: from + stage.declineAfterMs }),
  };
}

/** The earliest of them. */
export function nextDeadline(deadlines: Deadlines): { name: keyof Deadlines; at: number } | undefined {
  const known = (['remind', 'escalate', 'decline'] as const).flatMap((name) => {
    const at = deadlines[name];
    return at === undefined ? [] : [{ name, at }];
  });
  return known.sort((a, b) => a.at - b.at)[0];
}

/** Does what a passed deadline asks for, and forgets it. */
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
  const added = await jira.resolveEscalation.executeWithOptions({ summary: 'find whom to escalate to' }, [
    { ask, plan, refs: stage.escalateTo, decisions: run.decisions, now: new Date(Date.now()).toISOString() },
  ]);
  const fresh = added.filter((each) => !open.approvers.some((known) => known.email === each.email));
  run.note('request.escalated', 'leasehold', { details: { to: fresh.map((each) => each.email) } });
  if (fresh.length === 0) return;
  // The newcomers may decide in the place of any seat that has not: the number required stays as it was.
  const escalatedStage: OpenStage = { ...open, approvers: [...open.approvers, ...fresh], escalated: true };
  run.open = escalatedStage;
  run.approvers = [...run.approvers, ...fresh];
  run.tell({
    comment: {
      key: `escalated-${run.round}-${open.index}`,
      paragraphs: escalated(plan, fresh),
      mention: fresh.map(asPerson),
    },
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
