/** People who were asked and are no approvers any more. */
import { asPerson } from '../../../domain/approval/approvals.ts';
import { unseated } from '../../../domain/approval/run-state.ts';
import { noLongerAsked } from '../../../domain/telling/messages.ts';
import type { Run } from '../run/run.ts';

/** Drops them from the open stage, and says so. @returns whether too few are left, so that the stage is asked again. */
export function dropLost(run: Run): boolean {
  const { open: before, round } = run.state;
  const { state, lost } = unseated(run.state);
  if (before === undefined || lost.length === 0) return false;
  const who = lost.map((each) => each.email);
  run.become(state);
  run.voice.note('approver.dropped', 'leasehold', { details: { stage: before.index, who } });
  const left = state.open?.approvers ?? [];
  run.voice.tell({
    comment: { key: `dropped-${round}-${before.index}-${who.join('-')}`, paragraphs: noLongerAsked(lost, left) },
    approvers: left.map(asPerson),
  });
  return state.open === undefined;
}
