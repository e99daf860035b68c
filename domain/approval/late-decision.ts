/** Decisions that come too late: for their stage or for the request. */

import type { Decision, RequestView, StageView } from '../ledger/records.ts';
import { samePerson } from '../people.ts';
import { type Reason, reason } from '../reasons.ts';

/** `repeated`: their own earlier decision stands, without an error. `closed`: that stage was decided without them. */
export type LateJudgement = { readonly outcome: 'repeated' } | { readonly outcome: 'closed'; readonly reason: Reason };

/** @returns `undefined` for a person that no closed stage asked. */
export function judgeLate(
  closedStages: readonly StageView[],
  decisions: readonly Decision[],
  actor: string,
  decision: 'approve' | 'deny',
): LateJudgement | undefined {
  const index = closedStages.findLastIndex((stage) => stage.approvers.some((each) => samePerson(each.email, actor)));
  // It is -1 for a person that none of them asked, and nobody has decided on that.
  const there = decisions.filter((each) => each.stage === index);
  const own = there.filter((each) => samePerson(each.by, actor)).at(-1);
  if (own?.decision === decision) return { outcome: 'repeated' };
  const last = there.at(-1);
  if (last === undefined) return undefined;
  return { outcome: 'closed', reason: decidedBy(last) };
}

/**
 * Why a request takes no more decisions: the person and time of the last one, or the reason why it ended without one.
 */
export function whyClosed({
  state,
  reason: why,
  decisions,
}: Pick<RequestView, 'state' | 'reason' | 'decisions'>): Reason {
  const last = decisions.at(-1);
  // An approver of an earlier stage did not decide that the request was withdrawn or ran out of time.
  const undecided = state === 'declined' || state === 'withdrawn';
  if (last === undefined || undecided) return reason('not_waiting', state, undecided ? (why ?? undefined) : undefined);
  return decidedBy(last);
}

function decidedBy({ by, decision, at }: Decision): Reason {
  return reason('decided_already', by, decision === 'approve' ? 'approved' : 'denied', at);
}
