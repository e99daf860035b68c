/** A decision by somebody whom the open stage does not ask, but an earlier one did. */
import { samePerson } from './people.ts';
import { type Reason, reason } from './reasons.ts';
import type { Decision, StageView } from './records.ts';

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
