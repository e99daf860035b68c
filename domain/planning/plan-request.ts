/** The planner: from a request, the configuration and the facts about the subject, to a plan or a reason to decline. */

import { groupRefParts } from '../group-ref.ts';
import { readInstant } from '../instant.ts';
import { samePerson } from '../people.ts';
import {
  type AccessLevel,
  type Application,
  type ApproverRef,
  findAccessLevel,
  findApplication,
  type LevelRef,
  type Policy,
  type Role,
  type Rule,
  type Stage,
} from '../policy.ts';
import { type Reason, reason } from '../reasons.ts';
import { type Ask, isEditedByOthers, isOwn } from './ask.ts';
import { chooseDuration, readAskedDuration, shorter } from './choose-duration.ts';
import { findConflicts } from './conflicts.ts';
import { type MatchFacts, matchRules, type RuleExplanation } from './match-rules.ts';
import {
  declined,
  type Plan,
  type PlanInput,
  type PlannedAccess,
  type PlannedGlass,
  type PlanResult,
  sameLevel,
} from './plan.ts';
import { planRemoval, stagesOfRemoval } from './plan-removal.ts';
import { DEFAULT_START_AHEAD_MS } from './start-again.ts';

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
  if (ask.kind === 'removal') return planRemoval(input, wanted.levels);
  if (ask.kind === 'change' && wanted.isRole) return declined(reason('role_by_change', wanted.title));
  return planAccess(input, wanted);
}

/** The levels that a request asks for; none when it names a missing one, or gives nothing. */
export function wantedLevels(policy: Policy, ask: Ask): readonly LevelRef[] {
  const wanted = ask.kind === 'removal' ? undefined : findWanted(policy, ask);
  if (wanted === undefined || 'code' in wanted) return [];
  return wanted.levels.map(({ application, level }) => ({ application: application.key, accessLevel: level.name }));
}

interface Wanted {
  readonly title: string;
  readonly isRole: boolean;
  readonly levels: readonly { readonly application: Application; readonly level: AccessLevel }[];
}

/** One level of an application, or all levels of a role: a role is an option of the Application field. */
function findWanted(policy: Policy, ask: Ask): Wanted | Reason {
  if (ask.application === undefined || ask.application.trim() === '') return reason('no_application');
  const application = findApplication(policy, ask.application);
  if (application === undefined) {
    const name = ask.application.trim().toLowerCase();
    const role = policy.roles.find((each) => each.key.toLowerCase() === name || each.name.toLowerCase() === name);
    if (role === undefined) {
      const known = [...policy.applications, ...policy.roles].map((each) => each.name);
      return reason('unknown_application', ask.application, known);
    }
    return wholeRole(policy, role);
  }
  const known = application.accessLevels.map((each) => each.name);
  if (ask.accessLevel === undefined || ask.accessLevel.trim() === '')
    return reason('no_access_level', application.name, known);
  const level = findAccessLevel(application, ask.accessLevel);
  if (level === undefined) return reason('unknown_access_level', ask.accessLevel, application.name, known);
  return { title: `${application.name} / ${level.name}`, isRole: false, levels: [{ application, level }] };
}

/** All levels of a role, or the first missing one: a role is given as a whole or not at all. */
function wholeRole(policy: Policy, role: Role): Wanted | Reason {
  const levels: Wanted['levels'][number][] = [];
  for (const ref of role.includes) {
    const found = resolveLevel(policy, ref);
    if (found === undefined) return reason('incomplete_role', role.name, `${ref.application} / ${ref.accessLevel}`);
    // A level named twice is still one level: two leases of one request on it would be two to end.
    if (!levels.some(({ level }) => level === found.level)) levels.push(found);
  }
  return { title: role.name, isRole: true, levels };
}

function resolveLevel(policy: Policy, ref: LevelRef): { application: Application; level: AccessLevel } | undefined {
  const application = findApplication(policy, ref.application);
  const level = application === undefined ? undefined : findAccessLevel(application, ref.accessLevel);
  return application === undefined || level === undefined ? undefined : { application, level };
}

function planAccess(input: PlanInput, wanted: Wanted): PlanResult {
  const { ask, policy } = input;
  // Before any rule: a rule for short or long access would just not match, and nobody would learn why.
  if (readAskedDuration(ask.duration) === 'unreadable')
    return declined(reason('unreadable_duration', ask.duration ?? ''));
  const severalOwners = new Set(wanted.levels.map(({ application }) => application.owner)).size > 1;
  // Of two applications of one owner the first is named for both, so that the owner is asked once.
  const firstOf = (owner: string | undefined): string =>
    wanted.levels.find(({ application }) => application.owner === owner)?.application.key ?? '';
  const explanation: RuleExplanation[] = [];
  const gives: PlannedAccess[] = [];
  const rules: Rule[] = [];
  const stages: Stage[] = [];
  let durationMs: number | null = null;
  let cappedFromMs: number | undefined;
  for (const { application, level } of wanted.levels) {
    const matched = matchRules(policy.rules, factsOf(input, application.key, level.name));
    explanation.push(...matched.explanation);
    const rule = matched.rule;
    if (rule === undefined) return declined(reason('no_rule', application.name, level.name), explanation);
    if (rule.justification === 'required' && (ask.justification ?? '').trim() === '') {
      return declined(reason('justification_missing'), explanation);
    }
    const duration = chooseDuration(rule.duration, ask.duration);
    if ('code' in duration) return declined(duration, explanation);
    durationMs = gives.length === 0 ? duration.durationMs : shorter(durationMs, duration.durationMs);
    cappedFromMs ??= duration.cappedFromMs;
    const asks = [...rule.stages, ...duration.extraStages];
    addStages(stages, severalOwners ? asks.map((each) => withOwnerOf(each, firstOf(application.owner))) : asks);
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
  }
  const replaced = ask.kind === 'change' ? findReplaced(input, gives) : [];
  if ('code' in replaced) return declined(replaced, explanation);
  const staying = input.held.filter((ref) => !replaced.some((each) => sameLevel(each, ref)));
  const conflicts = findConflicts(policy, gives, staying, input.heldAtProviders);
  const forbidden = conflicts.find((each) => each.effect === 'deny');
  if (forbidden !== undefined) {
    const { duty, wanted: want, held, found } = forbidden;
    return declined(reason('conflicting_duties', duty, want, held, found), explanation);
  }
  for (const { effect } of conflicts) if (effect !== 'deny') addStages(stages, effect.stages);
  // A change ends what the subject holds: where the rule asks nobody, it needs the approval that a removal needs.
  const ending = replaced.length === 0 ? [] : stagesOfRemoval(input, replaced);
  if (ask.breakGlass && ending.length > 0) return declined(reason('break_glass_for_others'), explanation);
  if (stages.length === 0) addStages(stages, ending);
  const glass = ask.breakGlass ? breakGlass(input, rules, gives, stages) : undefined;
  if (glass !== undefined && 'code' in glass) return declined(glass, explanation);
  const lasting = glass === undefined ? durationMs : shorter(durationMs, glass.maxMs);
  // All levels of a role end together: the smallest limit wins, now and on extension.
  const longest = gives.map((each) => each.maxDurationMs).reduce(shorter, glass?.maxMs ?? null);
  const plan: Plan = {
    version: 1,
    kind: ask.kind,
    revision: input.revision,
    title: wanted.title,
    gives: gives.map((each) => ({ ...each, durationMs: lasting, maxDurationMs: longest })),
    takes: replaced,
    stages: glass === undefined ? stages : [],
    selfApproval: rules.every((rule) => rule.selfApproval),
    rule: rules.map((rule) => rule.key).join(', '),
    durationMs: lasting,
    cappedFromMs,
    // Break glass starts at once, whatever start was asked for.
    startAt: glass === undefined ? laterStart(ask.startAt, input.now) : undefined,
    remindBeforeExpiryMs: [...new Set(rules.flatMap((rule) => rule.remindBeforeExpiryMs))].filter(
      (ms) => lasting !== null && ms < lasting,
    ),
    renewal: gives.every((each) => input.held.some((ref) => sameLevel(each, ref))),
    breakGlass: glass?.planned,
    ...(input.heldBefore === undefined ? {} : { heldBefore: input.heldBefore }),
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
function findReplaced(input: PlanInput, gives: readonly PlannedAccess[]): Plan['takes'] | Reason {
  const [target] = gives;
  if (target === undefined) return [];
  const subject = input.ask.subject.email;
  const here = input.held.filter((ref) => ref.application.toLowerCase() === target.application.toLowerCase());
  if (here.some((ref) => sameLevel(ref, target)))
    return reason('same_level', subject, target.applicationName, target.accessLevel);
  const [only, ...others] = here;
  if (only === undefined) return reason('nothing_to_change', subject, target.applicationName);
  if (others.length > 0) {
    return reason(
      'several_to_change',
      subject,
      target.applicationName,
      here.map((ref) => ref.accessLevel),
    );
  }
  return [
    {
      application: target.application,
      applicationName: target.applicationName,
      owner: target.owner,
      accessLevel: only.accessLevel,
    },
  ];
}

interface Glass {
  readonly maxMs: number;
  readonly planned: PlannedGlass;
}

/** Break glass skips the stages; the first of them (or the owner) reviews afterwards. */
function breakGlass(
  input: PlanInput,
  rules: readonly Rule[],
  gives: readonly PlannedAccess[],
  stages: readonly Stage[],
): Glass | Reason {
  const others = !isOwn(input.ask) && !rules.every((rule) => rule.breakGlass?.onBehalf === true);
  if (others || isEditedByOthers(input.ask)) return reason('break_glass_for_others');
  const asked = input.ask.requester.email;
  const allowed = rules.every((rule) =>
    rule.breakGlass?.who.some((ref) => {
      if ('user' in ref) return samePerson(ref.user, asked);
      if ('group' in ref) {
        const group = groupRefParts(ref.group);
        const isProvider = group?.system.toLowerCase() === input.policy.identityProvider?.toLowerCase();
        return group !== undefined && isProvider && input.requesterGroups.includes(group.name);
      }
      if ('owner' in ref) return gives.every((each) => each.owner !== undefined && samePerson(each.owner, asked));
      return false;
    }),
  );
  const limits = rules.flatMap((rule) => (rule.breakGlass === undefined ? [] : [rule.breakGlass]));
  if (!allowed || limits.length === 0)
    return reason('break_glass_forbidden', gives[0]?.applicationName ?? 'this application');
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
  return {
    maxMs: Math.min(...limits.map((each) => each.maxMs)),
    planned: {
      reviewWithinMs: Math.min(...limits.map((each) => each.reviewWithinMs)),
      reviewers: { ...reviewers, name: 'Review after break glass', require: 1, declineAfterMs: undefined },
      tell: stages.flatMap((stage) => stage.approvers),
    },
  };
}
