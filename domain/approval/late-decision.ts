/** Decisions that come too late: for the open stage, because an earlier one asked for them, or for the request. */

import type { Decision, RequestView, StageView } from '../ledger/records.ts';
import { samePerson } from '../people.ts';
import { type Reason, reason } from '../reasons.ts';

/** `repeated`: their own decision of then stands, and no error is shown. `closed`: that stage was decided without it. */
export type LateJudgement = { readonly outcome: 'repeated' } | { readonly outcome: 'closed'; readonly reason: Reason };

/** @returns `undefined` for somebody whom no closed stage asked. */
export function judgeLate(
  closedStages: readonly StageView[],
  decisions: readonly Decision[],
  actor: string,
  decision: 'approve' | 'deny',
): LateJudgement | undefined {
  const index = closedStages.findLastIndex((stage) => stage.approvers.some((each) => samePerson(each.email, actor)));
  if (index === -1) return undefined;
  const there = decisions.filter((each) => each.stage === index);
  const own = there.filter((each) => samePerson(each.by, actor)).at(-1);
  if (own?.decision === decision) return { outcome: 'repeated' };
  const last = there.at(-1);
  if (last === undefined) return undefined;
  const what = last.decision === 'approve' ? 'approved' : 'denied';
  return { outcome: 'closed', reason: reason('decided_already', last.by, what, last.at) };
}

/** Why a request takes no decision any more: who decided and when, or why it ended with nobody's decision. */
export function whyClosed({
  state,
  reason: why,
  decisions,
}: Pick<RequestView, 'state' | 'reason' | 'decisions'>): Reason {
  const last = decisions.at(-1);
  // Whoever approved an earlier stage did not decide that it was withdrawn, or that its time was over.
  const undecided = state === 'declined' || state === 'withdrawn';
  if (last === undefined || undecided) return reason('not_waiting', state, undecided ? (why ?? undefined) : undefined);
  return reason('decided_already', last.by, last.decision === 'approve' ? 'approved' : 'denied', last.at);
}
