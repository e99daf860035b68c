/** An approver hands their seat to another person. */
import { asPerson } from '../../domain/approval/approvals.ts';
import { openRef } from '../../domain/approval/open-ref.ts';
import { judgePlan } from '../../domain/approval/plan-token.ts';
import { judgeReassignment, type ReassignmentJudgement, reassignSeat } from '../../domain/approval/reassignment.ts';
import { decisionUsed, interestedIn, planned, stageReseated, standingKnown } from '../../domain/approval/run-state.ts';
import type { RequestView } from '../../domain/ledger/records.ts';
import type { ApproverRef } from '../../domain/policy.ts';
import { reason } from '../../domain/reasons.ts';
import type { SignedReassignment } from '../contract/access-request.ts';
import { main } from './run/activities.ts';
import { nowIso } from './run/now.ts';
import { withPlan } from './run/planned.ts';
import { closed, forbidden, leaving, stale } from './run/refusals.ts';
import type { Run } from './run/run.ts';
import { verify } from './run/verifying.ts';

/** Refuses at once where that needs no look-up of people. Must stay synchronous. */
export function judgeHandover(run: Run, { actor, to, plan: named }: SignedReassignment): ReassignmentJudgement {
  if (run.leaving) throw leaving();
  const { open, decisions } = run.state;
  if (open === undefined) throw closed(run);
  if (judgePlan(run.state, named) !== 'current') throw stale();
  const { plan } = planned(run.state);
  const stage = plan.stages[open.index] ?? { allowRepeatApprovers: false };
  const owners = [...plan.gives, ...plan.takes].flatMap((each) => each.owner ?? []);
  const context = { open, stage, decisions, interested: interestedIn(run.state), owners };
  const judged = judgeReassignment(context, { email: actor }, to);
  if (judged.outcome === 'refused') throw forbidden(judged.reason.sentence);
  return judged;
}

export async function takeReassignment(run: Run, signed: SignedReassignment): Promise<RequestView> {
  const giver = openRef(run.state, { email: signed.actor });
  const look = { kind: 'reassignment', recipient: signed.to, open: giver } as const;
  const { valid, recipient, standing } = await verify(run, signed, look);
  if (!valid) throw forbidden('The reassignment was not signed by the API, so it does not count.');
  if (recipient !== undefined && recipient.status !== 'active')
    throw forbidden(reason('recipient_unknown', signed.to, recipient.where).sentence);
  run.become(standingKnown(run.state, standing, false));
  const judged = judgeHandover(run, signed);
  if (judged.outcome === 'unknown') {
    if (!(await isAmong(run, judged.refs, signed.to))) throw forbidden(reason('not_reassignable', signed.to).sentence);
    // Much may have happened while the group was looked up.
    judgeHandover(run, signed);
  }
  const { open, approvers, round } = run.state;
  if (open === undefined) throw closed(run);
  // Taken from the history: a turn that came back is not handed on again.
  if (run.state.usedDecisions?.some((each) => each.id === signed.id)) throw stale();
  run.become(decisionUsed(run.state, signed));
  const reseated = reassignSeat(open, signed.actor, signed.to);
  run.become(stageReseated(run.state, reseated, reseated.approvers));
  run.voice.note('request.reassigned', signed.actor, { details: { to: signed.to } });
  run.voice.tell({
    comment: {
      // In a new plan the same turn may go the same way again.
      key: `reassigned-${round}-${open.index}-${approvers.length}`,
      paragraphs: [`${signed.actor} handed the decision to ${signed.to}.`],
      mention: [{ email: signed.to }],
    },
    approvers: reseated.approvers.map(asPerson),
    event: 'request.waiting',
  });
  // Histories up to 0.2.0 answered at once.
  if (signed.plan !== undefined && !(await run.voice.keep())) throw leaving();
  return run.view();
}

/** Whether a person is one of those that references resolve to now. */
async function isAmong(run: Run, refs: readonly ApproverRef[], email: string): Promise<boolean> {
  const found = await withPlan(run, (ref) =>
    main.resolveEscalation.executeWithOptions({ summary: 'find who may take the turn' }, [
      { ...ref, refs, decisions: [], now: nowIso(), allowRepeatApprovers: false },
    ]),
  );
  return found.some((each) => each.email === email && each.seat === email);
}
