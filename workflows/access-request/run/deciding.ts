/** A decision that counts. */
import type { Approver, OpenStage } from '../../../domain/approval/approvals.ts';
import { decided } from '../../../domain/approval/run-state.ts';
import type { Decision } from '../../../domain/ledger/records.ts';
import { nowIso } from './now.ts';
import type { Run } from './run.ts';

/** Adds a decision that counts, with its event. */
export function recordDecision(
  run: Run,
  open: OpenStage,
  approver: Approver,
  decision: Decision['decision'],
  how: Pick<Decision, 'channel' | 'comment'> & { readonly at?: string | undefined },
): void {
  const { channel, comment, at = nowIso() } = how;
  const counted: Decision = {
    stage: open.index,
    decision,
    by: approver.email,
    at,
    channel,
    ...(comment === undefined ? {} : { comment }),
    ...(approver.seat === approver.email ? {} : { inPlaceOf: approver.seat }),
  };
  run.become(decided(run.state, counted));
  run.voice.note(decision === 'approve' ? 'request.approved' : 'request.denied', approver.email, {
    reason: comment,
    details: { stage: open.index, channel, decidedAt: at, inPlaceOf: counted.inPlaceOf },
  });
}
