/** Decisions through the API: whether one counts for the open stage, and why not. */
import { type Reason, reason } from '../reasons.ts';
import { type Approver, judgeDecision, type OpenStage } from './approvals.ts';
import { judgeLate } from './late-decision.ts';
import { judgePlan } from './plan-token.ts';
import { interestedIn, type RunState } from './run-state.ts';

/** A decision that the API has signed. */
export interface Signed {
  readonly actor: string;
  readonly decision: 'approve' | 'deny';
  /** The plan and stage that it is about; absent if a version without digests signed it. */
  readonly plan?: string | undefined;
  /** Unique for each decision; absent if a version without digests signed it. */
  readonly id?: string | undefined;
}

export type SignedJudgement =
  | { readonly outcome: 'counts'; readonly approver: Approver }
  /** It stands already: the first result is the answer. */
  | { readonly outcome: 'repeated' }
  | { readonly outcome: 'refused'; readonly how: 'forbidden' | 'closed' | 'stale'; readonly reason: Reason };

/**
 * Decisions that a stage takes from one person through the API: a flood must not fill the state, which each run carries
 * into the next.
 */
export const MOST_DECISIONS = 20;

export function judgeSigned(state: RunState, open: OpenStage, signed: Signed): SignedJudgement {
  const { actor, decision, id, plan } = signed;
  const used = (state.usedDecisions ?? []).filter((each) => each.actor === actor);
  if (used.some((each) => each.id === id)) return { outcome: 'repeated' };
  const named = judgePlan(state, plan);
  if (named === 'stale') return refused('stale', reason('plan_changed'));
  if (named !== 'current') {
    const closedStages = state.closedStages.slice(0, named.closed + 1);
    return judgeEarlier({ ...state, closedStages }, signed) ?? refused('stale', reason('plan_changed'));
  }
  const judged = judgeDecision(open, state.decisions, { email: actor }, decision, interestedIn(state));
  if (judged.outcome === 'refused') {
    const earlier = judged.reason.code === 'not_an_approver' ? judgeEarlier(state, signed) : undefined;
    return earlier ?? refused('forbidden', judged.reason);
  }
  if (used.length >= MOST_DECISIONS) return refused('forbidden', reason('too_many_decisions', actor, MOST_DECISIONS));
  return judged.outcome === 'counts' ? judged : { outcome: 'repeated' };
}

/** The outcome of the last closed stage that asked the person; `undefined` if none did. */
function judgeEarlier(
  { closedStages, decisions }: Pick<RunState, 'closedStages' | 'decisions'>,
  { actor, decision }: Signed,
): SignedJudgement | undefined {
  const late = judgeLate(closedStages, decisions, actor, decision);
  return late?.outcome === 'closed' ? refused('closed', late.reason) : late;
}

function refused(how: 'forbidden' | 'closed' | 'stale', why: Reason): SignedJudgement {
  return { outcome: 'refused', how, reason: why };
}
