/** A later start: the request is planned again when it comes, and its approvers are looked up. */
import { howAsked, type OpenRef } from '../../domain/approval/open-ref.ts';
import type { Decision, NewLease, RequestView, StageView } from '../../domain/ledger/records.ts';
import { changedSince, isStillApproved } from '../../domain/planning/start-again.ts';
import { type Reason, reason } from '../../domain/reasons.ts';
import { planAgain } from '../intake.ts';
import { lookUpStanding } from '../people/standing.ts';
import type { Dependencies } from './dependencies.ts';
import { planOf } from './plan-of.ts';

/** Why the access does not start; `undefined` when it may. @throws ProviderError */
export async function whyNotStarted(
  dependencies: Dependencies,
  { requestKey }: NewLease,
  round: number,
  { stages, decisions }: Pick<RequestView, 'stages' | 'decisions'>,
  signal: AbortSignal,
): Promise<Reason | undefined> {
  const { ask, plan } = await planOf(dependencies, { issueKey: requestKey, round });
  const { result, obstacle } = await planAgain(dependencies, { ...ask, startAt: undefined }, signal);
  const changed = changedSince(plan, result) ?? obstacle;
  if (changed !== undefined) return changed;
  const { policy } = (await dependencies.configuration()).configuration;
  for (const [index, stage] of stages.entries()) {
    const open = askedOf(round, index, stage, decisions);
    const looked = await lookUpStanding(dependencies, policy, requestKey, open);
    if (!isStillApproved(stage, index, decisions, looked)) return reason('approval_lapsed', plan.title, looked.lost);
  }
  return undefined;
}

/** The people who decided on a closed stage, and the lists that they were taken from. */
function askedOf(
  round: number,
  index: number,
  { approvers, each }: StageView,
  decisions: readonly Decision[],
): OpenRef {
  const votes = decisions.filter(({ stage }) => stage === index);
  const seated = approvers.map((one) => ({
    ...one,
    seat: votes.find(({ by }) => by === one.email)?.inPlaceOf ?? one.email,
  }));
  return {
    round,
    index,
    people: [...new Set(votes.map(({ by }) => by))],
    ...howAsked(seated, each),
    pending: true,
  };
}
