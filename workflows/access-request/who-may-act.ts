/** Who may act on a request beside deciding on it. */
import { type Actor, isSameActor } from '../../domain/approval/approvals.ts';
import type { RequestRun } from './request-run.ts';

/** Whether somebody may give up what was approved, or ask to try again: who asked, who gets it, who was asked, the owner. */
export function mayAct(run: RequestRun, actor: Actor): boolean {
  const { requester, subject } = run.interested;
  return isSameActor(actor, requester) || isSameActor(actor, subject) || isApproverOrOwner(run, actor);
}

/** Whether somebody was a planned approver of any stage, decided on it, or owns what is given. */
function isApproverOrOwner(run: RequestRun, actor: Actor): boolean {
  const { plan } = run.planned();
  const owners = [...plan.gives, ...plan.takes].flatMap((each) =>
    each.owner === undefined ? [] : [{ email: each.owner }],
  );
  return [...run.approvers, ...owners].some((each) => isSameActor(actor, each));
}
