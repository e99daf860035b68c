/** Picks the rule that decides, the first in order that matches, and explains why the others do not. */

import { describeDuration } from '../duration.ts';
import type { SubjectProfile } from '../people.ts';
import type { LevelRef, RequestCondition, Rule } from '../policy.ts';
import { type AttributeReader, attributeObstacle, createAttributeReader } from './attributes.ts';
import { readAskedDuration } from './choose-duration.ts';
import { createWallClock, isWithin, type WallClock } from './time-window.ts';

/** The facts that a rule's conditions check. */
export interface MatchFacts {
  /** Application key. */
  readonly application: string;
  readonly accessLevel: string;
  readonly profile: SubjectProfile | undefined;
  readonly askedDuration: string | undefined;
  /** ISO 8601. */
  readonly now: string;
  /** Held at all hours (a birthright): a rule that is bound to hours never matches. */
  readonly atAllHours?: boolean | undefined;
}

export interface RuleExplanation {
  readonly rule: string;
  readonly matched: boolean;
  /** A sentence. */
  readonly because: string;
}

/** The facts as rules compare them, read once: a thousand rules check few different things. */
interface Seen {
  readonly attributes: AttributeReader | undefined;
  readonly asked: ReturnType<typeof readAskedDuration>;
  readonly clock: WallClock;
  readonly atAllHours: boolean;
}

/** Walks the rules in order. Rules for other levels are not explained: they are not about this request. */
export function matchRules(
  rules: readonly Rule[],
  facts: MatchFacts,
): { rule: Rule | undefined; explanation: RuleExplanation[] } {
  const explanation: RuleExplanation[] = [];
  const seen: Seen = {
    attributes: createAttributeReader(facts.profile),
    asked: readAskedDuration(facts.askedDuration),
    clock: createWallClock(facts.now),
    atAllHours: facts.atAllHours === true,
  };
  for (const rule of rules) {
    if (!coversLevel(rule, facts)) continue;
    const obstacle = whyNot(rule, seen);
    explanation.push({
      rule: rule.key,
      matched: obstacle === undefined,
      because: obstacle ?? 'All its conditions hold.',
    });
    if (obstacle === undefined) return { rule, explanation };
  }
  return { rule: undefined, explanation };
}

/** Whether a rule is about a level at all, for any requester. */
export function coversLevel(rule: Pick<Rule, 'application' | 'accessLevel'>, level: LevelRef): boolean {
  if (!sameText(rule.application, level.application)) return false;
  return rule.accessLevel === '*' || sameText(rule.accessLevel, level.accessLevel);
}

function sameText(a: string, b: string): boolean {
  return a === b || a.toLowerCase() === b.toLowerCase();
}

function whyNot(rule: Rule, seen: Seen): string | undefined {
  if (!rule.active) return 'The rule is disabled.';
  for (const [name, condition] of Object.entries(rule.when?.subject ?? {})) {
    const obstacle = attributeObstacle(name, condition, seen.attributes);
    if (obstacle !== undefined) return obstacle;
  }
  return rule.when?.request === undefined ? undefined : requestObstacle(rule.when.request, rule, seen);
}

function requestObstacle(condition: RequestCondition, rule: Rule, seen: Seen): string | undefined {
  const { asked, clock } = seen;
  const effective = asked === 'default' ? (rule.duration?.defaultMs ?? 'permanent') : asked;
  const permanent = effective === 'permanent';
  // One that cannot be read is longer than nothing.
  const lengthMs = permanent ? Number.POSITIVE_INFINITY : effective === 'unreadable' ? 0 : effective;
  if (condition.permanent !== undefined && condition.permanent !== permanent) {
    return condition.permanent ? 'It is for permanent access only.' : 'It is not for permanent access.';
  }
  const limit = condition.durationLongerThanMs;
  if (limit !== undefined && lengthMs <= limit) {
    return `It is for more than ${describeDuration(limit)} only.`;
  }
  if (seen.atAllHours && (condition.within ?? condition.outside) !== undefined)
    return 'It is for certain hours only, and this is held at all hours.';
  if (condition.within !== undefined && !isWithin(condition.within, clock))
    return 'It is outside the hours of the rule.';
  if (condition.outside !== undefined && isWithin(condition.outside, clock))
    return 'It is inside the hours that the rule excludes.';
  return undefined;
}
