/** Rules that no request ever reaches, because one before them takes every request that they would match. */
import type { RequestCondition, Rule, TimeWindow } from '../policy.ts';

/**
 * Each rule that never decides, with the first rule that shadows it. Careful rather than complete: a rule that two
 * others shadow only together is not found, but every finding holds for every request.
 */
export function shadowedRules(rules: readonly Rule[]): readonly { readonly rule: Rule; readonly by: Rule }[] {
  const active = rules.filter((rule) => rule.active).map(toComparable);
  const before = new Map<string, Comparable[]>();
  const found: { rule: Rule; by: Rule }[] = [];
  for (const later of active) {
    const earlier = before.get(later.application) ?? [];
    const by = earlier.find((each) => takesAll(each, later));
    if (by !== undefined) found.push({ rule: later.rule, by: by.rule });
    earlier.push(later);
    before.set(later.application, earlier);
  }
  return found;
}

/** A rule with its words made comparable once: a thousand rules are compared with one another. */
interface Comparable {
  readonly rule: Rule;
  readonly application: string;
  readonly accessLevel: string;
  readonly conditions: readonly Condition[];
}

interface Condition {
  readonly attribute: string;
  readonly oneOf: ReadonlySet<string> | undefined;
  readonly not: ReadonlySet<string> | undefined;
}

function toComparable(rule: Rule): Comparable {
  const plain = (words: readonly string[] | undefined): ReadonlySet<string> | undefined =>
    words === undefined ? undefined : new Set(words.map((word) => word.trim().toLowerCase()));
  return {
    rule,
    application: rule.application.toLowerCase(),
    accessLevel: rule.accessLevel.toLowerCase(),
    conditions: Object.entries(rule.when?.subject ?? {}).map(([name, { oneOf, not }]) => ({
      attribute: name === 'group' ? 'groups' : name,
      oneOf: plain(oneOf),
      not: plain(not),
    })),
  };
}

/** Whether the earlier rule matches whatever the later one would. */
function takesAll(earlier: Comparable, later: Comparable): boolean {
  if (earlier.accessLevel !== '*' && earlier.accessLevel !== later.accessLevel) return false;
  // Any condition on the subject fails without a profile; so must one of the later rule.
  const subject = earlier.conditions.every((wider) => later.conditions.some((narrower) => narrows(narrower, wider)));
  return subject && narrowsRequest(later.rule, earlier.rule);
}

/**
 * Whether every subject that passes the narrower condition passes the wider one. An attribute may have several values.
 */
function narrows(narrower: Condition, wider: Condition): boolean {
  if (narrower.attribute !== wider.attribute) return false;
  if (wider.oneOf !== undefined && !(narrower.oneOf !== undefined && isSubset(narrower.oneOf, wider.oneOf)))
    return false;
  return wider.not === undefined || (narrower.not !== undefined && isSubset(wider.not, narrower.not));
}

function isSubset(few: ReadonlySet<string>, many: ReadonlySet<string>): boolean {
  for (const each of few) if (!many.has(each)) return false;
  return true;
}

/** Whether every request that passes the conditions of the narrower rule passes those of the wider one. */
function narrowsRequest(narrower: Rule, wider: Rule): boolean {
  const wide: RequestCondition = wider.when?.request ?? {};
  const narrow: RequestCondition = narrower.when?.request ?? {};
  const limit = wide.durationLongerThanMs;
  if (wide.permanent !== undefined || limit !== undefined) {
    // A request without a duration counts as the rule's default: only with the same default do two rules see the same.
    if (narrower.duration?.defaultMs !== wider.duration?.defaultMs) return false;
    if (wide.permanent !== undefined && narrow.permanent !== wide.permanent) return false;
    const longer =
      narrow.durationLongerThanMs !== undefined && limit !== undefined && narrow.durationLongerThanMs >= limit;
    if (limit !== undefined && !longer && narrow.permanent !== true) return false;
  }
  if (wide.within !== undefined && !(narrow.within !== undefined && contains(wide.within, narrow.within))) return false;
  return wide.outside === undefined || (narrow.outside !== undefined && contains(narrow.outside, wide.outside));
}

/** Whether the outer window is open whenever the inner one is; only windows in the same zone are compared. */
function contains(outer: TimeWindow, inner: TimeWindow): boolean {
  if (outer.timeZone !== inner.timeZone || !inner.days.every((day) => outer.days.includes(day))) return false;
  const [outerPast, innerPast] = [outer.from > outer.to, inner.from > inner.to];
  if (outerPast === innerPast) return outer.from <= inner.from && inner.to <= outer.to;
  return outerPast && outer.from <= inner.from;
}
