/** The people who may act on a request without deciding on it. */
import { type Actor, isSameActor } from '../../../domain/approval/approvals.ts';
import { interestedIn, planned } from '../../../domain/approval/run-state.ts';
import { main } from './activities.ts';
import { withPlan } from './planned.ts';
import type { Run } from './run.ts';

/**
 * Whether a person may give up an approved request, or ask to try again, as far as that needs no look-up: requester and
 * subject may. Of a plan of 0.2.0 or older, so may everyone who was asked, and the owner at planning.
 */
export function mayAct({ state }: Run, actor: Actor): boolean {
  const { requester, subject } = interestedIn(state);
  return [requester, subject, ...(state.digest === undefined ? known(state) : [])].some((each) =>
    isSameActor(actor, each),
  );
}

function known(state: Run['state']) {
  const { plan } = planned(state);
  const owners = [...plan.gives, ...plan.takes].flatMap(({ owner }) => (owner === undefined ? [] : [{ email: owner }]));
  return [...state.approvers, ...owners];
}

/** Whether a person may do the same as an approver, the owner or an admin of this moment. */
export function mayActNow(run: Run, actor: Actor): Promise<boolean> {
  const { approvers } = run.state;
  const found = approvers.findLast((each) => isSameActor(actor, each));
  const asked = found && { email: found.email, seat: found.seat, via: found.via };
  return withPlan(run, (ref) => main.isAdmin({ actor, request: { ...ref, ...(asked && { asked }) } }));
}
