/** The clock of the open stage: a reminder, an escalation, and the end of waiting. */
import { asPerson, escalateTo, mentionable, type OpenStage } from '../../../domain/approval/approvals.ts';
import { planned, stageClosed, stageReseated } from '../../../domain/approval/run-state.ts';
import { nextDeadline } from '../../../domain/approval/stage-deadlines.ts';
import { reason } from '../../../domain/reasons.ts';
import { escalated, remindApprovers } from '../../../domain/telling/messages.ts';
import { main } from '../run/activities.ts';
import { close } from '../run/closing.ts';
import { nowIso } from '../run/now.ts';
import { withPlan } from '../run/planned.ts';
import type { Run } from '../run/run.ts';
import { ignoreCancellation, sleepUntil } from '../run/until.ts';

/** Acts on each deadline of the open stage when it has passed, and forgets it. */
export async function keepDeadlines(run: Run): Promise<void> {
  /** The stage for which more people are being looked up, perhaps for hours: its other deadlines do not wait. */
  let escalating: number | undefined;
  for (;;) {
    const { deadlines, open } = run.state;
    const here = open !== undefined && escalating === open.index;
    const next = nextDeadline(here ? { ...deadlines, escalate: undefined } : deadlines);
    if (await sleepUntil(next?.at, () => run.state.deadlines !== deadlines)) continue;
    if (open === undefined) continue;
    switch (next?.name) {
      case 'remind':
        run.set({ deadlines: { ...deadlines, remind: undefined } });
        remind(run, open);
        break;
      case 'escalate':
        escalating = open.index;
        void escalate(run, open).catch(ignoreCancellation);
        break;
      case 'decline':
        decline(run, open);
    }
  }
}

function decline(run: Run, { index }: OpenStage): void {
  const stage = planned(run.state).plan.stages[index];
  run.become(stageClosed(run.state, 'skipped'));
  close(run, 'declined', 'leasehold', reason('timed_out', stage?.declineAfterMs ?? 0));
}

function remind(run: Run, open: OpenStage): void {
  run.voice.note('request.reminded', 'leasehold');
  run.voice.tell({
    comment: {
      key: `reminded-${run.state.round}-${open.index}`,
      paragraphs: remindApprovers(planned(run.state).plan, open),
      mention: mentionable(open.approvers),
    },
    event: 'request.reminded',
  });
}

async function escalate(run: Run, open: OpenStage): Promise<void> {
  const { plan } = planned(run.state);
  const stage = plan.stages[open.index];
  const found = await withPlan(run, (ref) =>
    main.resolveEscalation.executeWithOptions({ summary: 'find whom to escalate to' }, [
      {
        ...ref,
        refs: stage?.escalateTo ?? [],
        decisions: run.state.decisions,
        now: nowIso(),
        allowRepeatApprovers: stage?.allowRepeatApprovers ?? false,
      },
    ]),
  );
  // The stage may have been decided, or a turn reassigned, while they were looked up.
  const now = run.state.open;
  if (now === undefined || now.index !== open.index) return;
  run.set({ deadlines: { ...run.state.deadlines, escalate: undefined } });
  const escalation = escalateTo(now, found);
  run.voice.note('request.escalated', 'leasehold', { details: { to: escalation.added.map((each) => each.email) } });
  if (escalation.added.length === 0) return;
  run.become(stageReseated(run.state, escalation.open, escalation.added));
  run.voice.tell({
    comment: {
      key: `escalated-${run.state.round}-${open.index}`,
      paragraphs: escalated(plan, escalation.added),
      mention: escalation.added.map(asPerson),
    },
    approvers: escalation.open.approvers.map(asPerson),
    event: 'request.escalated',
  });
}
