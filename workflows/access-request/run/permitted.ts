/** The people who may act on a request without deciding on it. */
import { type Actor, isSameActor } from '../../../domain/approval/approvals.ts';
import { interestedIn, planned } from '../../../domain/approval/run-state.ts';
import type { Run } from './run.ts';

/**
 * Whether a person may give up an approved request, or ask to try again: requester, subject, approvers and owner may.
 */
export function mayAct({ state }: Run, actor: Actor): boolean {
  const { requester, subject } = interestedIn(state);
  const { plan } = planned(state);
  const owners = [...plan.gives, ...plan.takes].flatMap((each) =>
    each.owner === undefined ? [] : [{ email: each.owner }],
  );
  return [requester, subject, ...state.approvers, ...owners].some((each) => isSameActor(actor, each));
}
