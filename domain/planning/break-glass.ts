/** Access at once without approval: the people who may have it, and the review afterwards. */
import { groupRefParts } from '../group-ref.ts';
import { samePerson } from '../people.ts';
import type { ApproverRef, Rule, Stage } from '../policy.ts';
import { type Reason, reason } from '../reasons.ts';
import { isEditedByOthers, isOwn } from './ask.ts';
import type { PlanInput, PlannedGlass } from './plan.ts';
import type { Wanted } from './wanted.ts';

interface Glass {
  readonly maxMs: number;
  readonly planned: PlannedGlass;
}

/** Break glass skips the stages; the first of them (or the owner) reviews afterwards. */
export function breakGlass(
  input: PlanInput,
  { title, levels }: Wanted,
  rules: readonly Rule[],
  stages: readonly Stage[],
): Glass | Reason {
  const others = !isOwn(input.ask) && !rules.every((rule) => rule.breakGlass?.onBehalf === true);
  if (others || isEditedByOthers(input.ask)) return reason('break_glass_for_others');
  const allowed = rules.every((rule) => rule.breakGlass?.who.some((ref) => isNamed(ref, input, levels)));
  if (!allowed) return reason('break_glass_forbidden', title);
  // Its reviewers must know why, and nobody was asked before.
  if ((input.ask.justification ?? '').trim() === '') return reason('justification_missing');
  const reviewers: Stage = stages[0] ?? {
    approvers: [{ owner: true }],
    require: 1,
    denials: 1,
    fallback: [],
    escalateTo: [],
    allowRepeatApprovers: false,
  };
  const limits = rules.flatMap((rule) => rule.breakGlass ?? []);
  return {
    maxMs: Math.min(...limits.map((each) => each.maxMs)),
    planned: {
      reviewWithinMs: Math.min(...limits.map((each) => each.reviewWithinMs)),
      reviewers: { ...reviewers, name: 'Review after break glass', require: 1, declineAfterMs: undefined },
      tell: stages.flatMap((stage) => stage.approvers),
    },
  };
}

/** Whether a reference means the requester. */
function isNamed(ref: ApproverRef, { ask, policy, requesterGroups }: PlanInput, levels: Wanted['levels']): boolean {
  const { email } = ask.requester;
  if ('user' in ref) return samePerson(ref.user, email);
  if ('owner' in ref)
    return levels.every(({ application: { owner } }) => owner !== undefined && samePerson(owner, email));
  const group = 'group' in ref ? groupRefParts(ref.group) : undefined;
  const isProvider = group?.system.toLowerCase() === policy.identityProvider?.toLowerCase();
  return group !== undefined && isProvider && requesterGroups.includes(group.name);
}
