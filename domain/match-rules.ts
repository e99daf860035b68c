/** Which rule decides: rules in order, the first that matches; and for each that does not, why. */
import { readAskedDuration } from './choose-duration.ts';
import { describeDuration } from './duration.ts';
import type { SubjectProfile } from './people.ts';
import type { AttributeCondition, LevelRef, RequestCondition, Rule, TimeWindow } from './policy.ts';

/** What the conditions of a rule look at. */
export interface MatchFacts {
  /** Application key. */
  readonly application: string;
  readonly accessLevel: string;
  readonly profile: SubjectProfile | undefined;
  readonly askedDuration: string | undefined;
  /** ISO 8601. */
  readonly now: string;
  /** It is held at all hours (a birthright): a rule that is bound to hours never matches. */
  readonly atAllHours?: boolean | undefined;
}

export interface RuleExplanation {
  readonly rule: string;
  readonly matched: boolean;
  /** A sentence. */
  readonly because: string;
}

/** Walks the rules in order. Rules for other levels are not explained: they are not about this request. */
export function matchRules(
  rules: readonly Rule[],
  facts: MatchFacts,
): { rule: Rule | undefined; explanation: RuleExplanation[] } {
  const explanation: RuleExplanation[] = [];
  for (const rule of rules) {
    if (!coversLevel(rule, facts)) continue;
    const obstacle = whyNot(rule, facts);
    explanation.push({
      rule: rule.key,
      matched: obstacle === undefined,
      because: obstacle ?? 'All its conditions hold.',
    });
    if (obstacle === undefined) return { rule, explanation };
  }
  return { rule: undefined, explanation };
}

/** Whether a rule is about a level at all, whoever asks. */
export function coversLevel(rule: Pick<Rule, 'application' | 'accessLevel'>, level: LevelRef): boolean {
  const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
  return (
    same(rule.application, level.application) && (rule.accessLevel === '*' || same(rule.accessLevel, level.accessLevel))
  );
}

function whyNot(rule: Rule, facts: MatchFacts): string | undefined {
  if (!rule.active) return 'The rule is switched off.';
  for (const [name, condition] of Object.entries(rule.when?.subject ?? {})) {
    const obstacle = attributeObstacle(name, condition, facts.profile);
    if (obstacle !== undefined) return obstacle;
  }
  return rule.when?.request === undefined ? undefined : requestObstacle(rule.when.request, rule, facts);
}

/** Why a subject's attribute does not satisfy a condition; `undefined` when it does. Values compare without case. */
export function attributeObstacle(
  name: string,
  condition: AttributeCondition,
  profile: SubjectProfile | undefined,
): string | undefined {
  if (profile === undefined) return `The subject's ${name} is not known: the identity provider has no profile of them.`;
  const values = attributeValues(name, profile);
  const has = (wanted: readonly string[]): boolean => wanted.some((each) => values.includes(each.trim().toLowerCase()));
  const shown = values.length === 0 ? 'not set' : `"${values.join('", "')}"`;
  if (condition.oneOf !== undefined && !has(condition.oneOf))
    return `${name} is ${shown}, not one of: ${condition.oneOf.join(', ')}.`;
  if (condition.not !== undefined && has(condition.not)) return `${name} is ${shown}, which the rule excludes.`;
  return undefined;
}

function attributeValues(name: string, profile: SubjectProfile): readonly string[] {
  const lower = (values: readonly string[]): string[] => values.map((value) => value.trim().toLowerCase());
  if (name === 'groups' || name === 'group') return lower(profile.groups);
  if (name === 'manager') return lower(profile.manager === undefined ? [] : [profile.manager]);
  if (name === 'email') return lower([profile.email]);
  const value = profile.attributes[name];
  return value === undefined || value === '' ? [] : lower([value]);
}

function requestObstacle(condition: RequestCondition, rule: Rule, facts: MatchFacts): string | undefined {
  const asked = readAskedDuration(facts.askedDuration);
  const effective = asked === 'default' ? (rule.duration?.defaultMs ?? 'permanent') : asked;
  const permanent = effective === 'permanent';
  if (condition.permanent !== undefined && condition.permanent !== permanent) {
    return condition.permanent ? 'It is for permanent access only.' : 'It is not for permanent access.';
  }
  const limit = condition.durationLongerThanMs;
  if (limit !== undefined && !permanent && !(typeof effective === 'number' && effective > limit)) {
    return `It is for more than ${describeDuration(limit)} only.`;
  }
  if (facts.atAllHours === true && (condition.within ?? condition.outside) !== undefined)
    return 'It is for certain hours only, and this is held at all hours.';
  if (condition.within !== undefined && !isWithin(condition.within, facts.now))
    return 'It is outside the hours of the rule.';
  if (condition.outside !== undefined && isWithin(condition.outside, facts.now))
    return 'It is inside the hours that the rule excludes.';
  return undefined;
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** Whether an instant lies in a weekly window, read on the wall clock of its time zone. `to` earlier than `from` runs past midnight. */
export function isWithin(window: TimeWindow, now: string): boolean {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: window.timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(now));
  const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? '';
  const time = `${part('hour')}:${part('minute')}`;
  const day = WEEKDAYS.indexOf(part('weekday'));
  if (window.from <= window.to) return window.days.includes(day) && time >= window.from && time < window.to;
  const evening = window.days.includes(day) && time >= window.from;
  const morningAfter = window.days.includes((day + 6) % 7) && time < window.to;
  return evening || morningAfter;
}
