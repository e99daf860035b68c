/** The people who may act on a request without deciding on it. */
import { type Actor, isSameActor } from '../../domain/approval/approvals.ts';
import type { RequestRun } from './request-run.ts';

/**
 * Whether a person may give up an approved request, or ask to try again: requester, subject, approvers and owner may.
 */
export function mayAct(run: RequestRun, actor: Actor): boolean {
  const { requester, subject } = run.interested;
  return isSameActor(actor, requester) || isSameActor(actor, subject) || isApproverOrOwner(run, actor);
}

/** Whether a person was a planned approver of any stage, decided on it, or owns the application. */
function isApproverOrOwner(run: RequestRun, actor: Actor): boolean {
  const { plan } = run.planned();
  const owners = [...plan.gives, ...plan.takes].flatMap((each) =>
    each.owner === undefined ? [] : [{ email: each.owner }],
  );
  return [...run.approvers, ...owners].some((each) => isSameActor(actor, each));
}
