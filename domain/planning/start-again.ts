/** Access that was approved for a later start: whether it may still begin as it was approved. */
import { served } from '../approval/one-from-each.ts';
import { entriesOf, type Looked, stands } from '../approval/standing.ts';
import type { Decision, StageView } from '../ledger/records.ts';
import { type Reason, reason } from '../reasons.ts';
import type { Plan, PlanResult } from './plan.ts';

/** The longest time from a request to its start, if the configuration names none: 90 days. */
export const DEFAULT_START_AHEAD_MS = 90 * 24 * 3_600_000;

/**
 * Why a plan does not start, by the plan that the same request would have now. It may ask fewer people or last longer:
 * what was approved is given.
 */
export function changedSince(plan: Plan, fresh: PlanResult): Reason | undefined {
  if (fresh.outcome === 'declined') return fresh.reason;
  const { stages, gives } = fresh.plan;
  const asksMore = stages.some((stage) => !plan.stages.some((each) => isAlike(each, stage)));
  const isOther = plan.gives.some((give) => {
    const now = gives.find((each) => each.application === give.application && each.accessLevel === give.accessLevel);
    return (
      now === undefined || !isAlike(now.entitlements, give.entitlements) || isShorter(now.durationMs, give.durationMs)
    );
  });
  return asksMore || isOther ? reason('changed_before_start', plan.title) : undefined;
}

/** Whether a stage still has its approvals if only those of people count who are approvers now. */
export function isStillApproved(
  stage: Pick<StageView, 'require' | 'each'>,
  index: number,
  decisions: readonly Decision[],
  looked: Looked,
): boolean {
  const votes = new Map(
    decisions.filter((each) => each.stage === index).map((each) => [each.inPlaceOf ?? each.by, each] as const),
  );
  const yes = [...votes.values()].filter((vote) => vote.decision === 'approve' && stands({ looked }, vote.by));
  const { each } = stage;
  if (each === undefined) return yes.length >= stage.require;
  const all = each.entries.map((_, entry) => entry);
  return (
    served(
      each,
      yes.map((vote) => entriesOf({ looked }, vote.by, all)),
    ) >= stage.require
  );
}

function isShorter(now: number | null, then: number | null): boolean {
  return now !== null && (then === null || now < then);
}

/** Whether two plain values are the same, whatever the order of their members: plans come back from a database. */
function isAlike(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [membersOf(a), membersOf(b)];
  return left.size === right.size && [...left].every(([name, value]) => isAlike(value, right.get(name)));
}

function membersOf(value: object): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(value).filter(([, member]) => member !== undefined));
}
