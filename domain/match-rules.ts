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
  const clock = createWallClock(facts.now);
  for (const rule of rules) {
    if (!coversLevel(rule, facts)) continue;
    const obstacle = whyNot(rule, facts, clock);
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

function whyNot(rule: Rule, facts: MatchFacts, clock: WallClock): string | undefined {
  if (!rule.active) return 'The rule is switched off.';
  for (const [name, condition] of Object.entries(rule.when?.subject ?? {})) {
    const obstacle = attributeObstacle(name, condition, facts.profile);
    if (obstacle !== undefined) return obstacle;
  }
  return rule.when?.request === undefined ? undefined : requestObstacle(rule.when.request, rule, facts, clock);
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
  // Own members only: a rule about `constructor` must find nothing, not what every object has.
  const value = Object.hasOwn(profile.attributes, name) ? profile.attributes[name] : undefined;
  return lower(value === undefined ? [] : typeof value === 'string' ? [value] : value).filter((each) => each !== '');
}

function requestObstacle(
  condition: RequestCondition,
  rule: Rule,
  facts: MatchFacts,
  clock: WallClock,
): string | undefined {
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
  if (condition.within !== undefined && !isWithin(condition.within, clock))
    return 'It is outside the hours of the rule.';
  if (condition.outside !== undefined && isWithin(condition.outside, clock))
    return 'It is inside the hours that the rule excludes.';
  return undefined;
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** Tells what a clock on the wall of a time zone shows: the day (0 is Sunday) and the time as `HH:MM`. */
type WallClock = (timeZone: string) => { readonly day: number; readonly time: string };

/** The wall clocks of one instant. Each zone is looked up once: a thousand rules for office hours share a few zones. */
export function createWallClock(now: string): WallClock {
  const instant = new Date(now);
  const read = new Map<string, ReturnType<WallClock>>();
  return (timeZone) => {
    const known = read.get(timeZone) ?? readClock(timeZone, instant);
    read.set(timeZone, known);
    return known;
  };
}

function readClock(timeZone: string, instant: Date): ReturnType<WallClock> {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(instant);
  const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? '';
  return { day: WEEKDAYS.indexOf(part('weekday')), time: `${part('hour')}:${part('minute')}` };
}

/**
 * Whether a weekly window is open by the clocks on the wall of its time zone: from the minute `from` to the minute before
 * `to`. `to` earlier than `from` runs past midnight, and belongs to the day on which it began. An hour that summer time
 * skips is never inside, one that winter time repeats is inside twice.
 */
export function isWithin(window: TimeWindow, clock: WallClock): boolean {
  const { day, time } = clock(window.timeZone);
  if (window.from <= window.to) return window.days.includes(day) && time >= window.from && time < window.to;
  const evening = window.days.includes(day) && time >= window.from;
  const morningAfter = window.days.includes((day + 6) % 7) && time < window.to;
  return evening || morningAfter;
}
