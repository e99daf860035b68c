/** The planner: from a request, the configuration and the facts about the subject, to a plan or a reason to decline. */

import { readInstant } from '../instant.ts';
import type { AccessLevel, Application, ApproverRef, Rule, Stage } from '../policy.ts';
import { type Reason, reason } from '../reasons.ts';
import { breakGlass } from './break-glass.ts';
import { chooseDuration, readAskedDuration, shorter } from './choose-duration.ts';
import { findConflicts } from './conflicts.ts';
import { type MatchFacts, matchRules, type RuleExplanation } from './match-rules.ts';
import {
  declined,
  type Plan,
  type PlanInput,
  type PlannedAccess,
  type PlannedRemoval,
  type PlanResult,
  sameLevel,
} from './plan.ts';
import { planRemoval, stagesOfRemoval } from './plan-removal.ts';
import { DEFAULT_START_AHEAD_MS } from './start-again.ts';
import { findWanted, type Wanted } from './wanted.ts';

/** Plans a request of any kind. Pure: the same input always gives the same plan. */
export function planRequest(input: PlanInput): PlanResult {
  const { ask } = input;
  if (ask.startAt !== undefined && readInstant(ask.startAt) === undefined)
    return declined(reason('unreadable_start', ask.startAt));
  const longest = input.policy.maxStartAheadMs ?? DEFAULT_START_AHEAD_MS;
  // Break glass starts at once, whatever start was asked for.
  if (!ask.breakGlass && Date.parse(laterStart(ask.startAt, input.now) ?? input.now) > Date.parse(input.now) + longest)
    return declined(reason('start_too_far', longest));
  const wanted = findWanted(input.policy, ask);
  if ('code' in wanted) return declined(wanted);
  if (ask.kind === 'removal') return planRemoval(input, wanted);
  if (ask.kind === 'change' && wanted.isRole) return declined(reason('role_by_change', wanted.title));
  return planAccess(input, wanted);
}

function planAccess(input: PlanInput, wanted: Wanted): PlanResult {
  const { ask, policy } = input;
  // Before any rule: a rule for short or long access would just not match, and nobody would learn why.
  const { duration: text = '' } = ask;
  const asked = readAskedDuration(text);
  if (asked === 'unreadable') return declined(reason('unreadable_duration', text));
  // Of two applications of one owner the first is named for both, so that the owner is asked once.
  const firstOf = new Map(wanted.levels.toReversed().map(({ application: { owner, key } }) => [owner, key] as const));
  const explanation: RuleExplanation[] = [];
  const gives: PlannedAccess[] = [];
  const rules: Rule[] = [];
  const stages: Stage[] = [];
  const takes: PlannedRemoval[] = [];
  let cappedFromMs: number | undefined;
  for (const { application, level } of wanted.levels) {
    const matched = matchRules(policy.rules, factsOf(input, application.key, level.name));
    explanation.push(...matched.explanation);
    const rule = matched.rule;
    if (rule === undefined) return declined(reason('no_rule', application.name, level.name), explanation);
    if (rule.justification === 'required' && (ask.justification ?? '').trim() === '') {
      return declined(reason('justification_missing'), explanation);
    }
    const duration = chooseDuration(rule.duration, asked);
    if ('code' in duration) return declined(duration, explanation);
    cappedFromMs ??= duration.cappedFromMs;
    const asks = [...rule.stages, ...duration.extraStages];
    const owned = firstOf.get(application.owner) ?? application.key;
    addStages(stages, firstOf.size > 1 ? asks.map((each) => withOwnerOf(each, owned)) : asks);
    rules.push(rule);
    gives.push({
      application: application.key,
      applicationName: application.name,
      owner: application.owner,
      accessLevel: level.name,
      entitlements: level.entitlements,
      rule: rule.key,
      durationMs: duration.durationMs,
      maxDurationMs: rule.duration?.maxMs ?? null,
    });
    if (ask.kind !== 'change') continue;
    const replaced = findReplaced(input, application, level);
    if ('code' in replaced) return declined(replaced, explanation);
    takes.push(replaced);
  }
  const staying = input.held.filter((ref) => !takes.some((each) => sameLevel(each, ref)));
  const conflicts = findConflicts(policy, gives, staying, input.heldAtProviders);
  const forbidden = conflicts.find((each) => each.effect === 'deny');
  if (forbidden !== undefined) {
    const { duty, wanted: want, held, found } = forbidden;
    return declined(reason('conflicting_duties', duty, want, held, found), explanation);
  }
  for (const { effect } of conflicts) if (effect !== 'deny') addStages(stages, effect.stages);
  // A change ends what the subject holds: where the rule asks nobody, it needs the approval that a removal needs.
  const ending = takes.length === 0 ? [] : stagesOfRemoval(input, takes);
  if (ask.breakGlass && ending.length > 0) return declined(reason('break_glass_for_others'), explanation);
  if (stages.length === 0) addStages(stages, ending);
  const glass = ask.breakGlass ? breakGlass(input, wanted, rules, stages) : undefined;
  if (glass !== undefined && 'code' in glass) return declined(glass, explanation);
  // All levels of a role end together: the smallest limit wins, now and on extension.
  const lasting = gives.map((each) => each.durationMs).reduce(shorter, glass?.maxMs ?? null);
  const longest = gives.map((each) => each.maxDurationMs).reduce(shorter, glass?.maxMs ?? null);
  const plan: Plan = {
    version: 1,
    kind: ask.kind,
    revision: input.revision,
    title: wanted.title,
    gives: gives.map((each) => ({ ...each, durationMs: lasting, maxDurationMs: longest })),
    takes,
    stages: glass === undefined ? stages : [],
    selfApproval: rules.every((rule) => rule.selfApproval),
    rule: rules.map((rule) => rule.key).join(', '),
    durationMs: lasting,
    cappedFromMs,
    // Break glass starts at once, whatever start was asked for.
    startAt: glass === undefined ? laterStart(ask.startAt, input.now) : undefined,
    // Access without an end has none.
    remindBeforeExpiryMs: [...new Set(rules.flatMap((rule) => rule.remindBeforeExpiryMs))].filter(
      (ms) => ms < (lasting ?? 0),
    ),
    renewal: gives.every((each) => input.held.some((ref) => sameLevel(each, ref))),
    breakGlass: glass?.planned,
    heldBefore: input.heldBefore,
    conflicts: conflicts.map(({ effect: _effect, ...conflict }) => conflict),
    explanation,
  };
  return { outcome: 'planned', plan };
}

/** The asked start, in UTC; `undefined` for one in the past, which means now. */
function laterStart(asked: string | undefined, now: string): string | undefined {
  const startAt = asked === undefined ? undefined : readInstant(asked);
  return startAt !== undefined && Date.parse(startAt) > Date.parse(now) ? startAt : undefined;
}

function factsOf(input: PlanInput, application: string, accessLevel: string): MatchFacts {
  const { ask, profile, now, atAllHours } = input;
  return { application, accessLevel, profile, askedDuration: ask.duration, now, atAllHours };
}

/**
 * A stage with the owner of one application. In a role over several applications "the owner" would mean any of their
 * owners, and one owner could decide about another's application.
 */
function withOwnerOf(stage: Stage, application: string): Stage {
  const name = (refs: readonly ApproverRef[]): readonly ApproverRef[] =>
    refs.map((ref) => ('owner' in ref ? { owner: true, of: application } : ref));
  return {
    ...stage,
    approvers: name(stage.approvers),
    fallback: name(stage.fallback),
    escalateTo: name(stage.escalateTo),
    ...(stage.reassignTo === undefined ? {} : { reassignTo: name(stage.reassignTo) }),
  };
}

/** Adds missing stages: two levels of a role under one rule ask its approvers once. */
function addStages(stages: Stage[], more: readonly Stage[]): void {
  const known = new Set(stages.map((stage) => JSON.stringify(stage)));
  for (const stage of more) if (!known.has(JSON.stringify(stage))) stages.push(stage);
}

/** The level that a change gives up: the only other one held in the same application. */
function findReplaced(
  input: PlanInput,
  { key, name, owner }: Application,
  level: AccessLevel,
): PlannedRemoval | Reason {
  const subject = input.ask.subject.email;
  const here = input.held.filter((ref) => ref.application.toLowerCase() === key.toLowerCase());
  if (here.some((ref) => sameLevel(ref, { application: key, accessLevel: level.name })))
    return reason('same_level', subject, name, level.name);
  const [only, ...others] = here;
  if (only === undefined) return reason('nothing_to_change', subject, name);
  if (others.length > 0) {
    const levels = here.map((ref) => ref.accessLevel);
    return reason('several_to_change', subject, name, levels);
  }
  return { application: key, applicationName: name, owner, accessLevel: only.accessLevel };
}
