/** Rules that no request ever reaches, because one before them takes every request that they would match. */
import type { AttributeCondition, RequestCondition, Rule, TimeWindow } from './policy.ts';

/**
 * Each rule that never decides, with the first that is in its way. Careful rather than complete: what two rules cover only
 * together is not found, but what is found is true for every request.
 */
export function shadowedRules(rules: readonly Rule[]): readonly { readonly rule: Rule; readonly by: Rule }[] {
  const active = rules.filter((rule) => rule.active);
  return active.flatMap((rule, index) => {
    const by = active.slice(0, index).find((earlier) => takesAll(earlier, rule));
    return by === undefined ? [] : [{ rule, by }];
  });
}

/** Whether the earlier rule matches whatever the later one would. */
function takesAll(earlier: Rule, later: Rule): boolean {
  if (!sameText(earlier.application, later.application)) return false;
  if (earlier.accessLevel !== '*' && !sameText(earlier.accessLevel, later.accessLevel)) return false;
  const wanted = Object.entries(earlier.when?.subject ?? {});
  const known = Object.entries(later.when?.subject ?? {});
  // Any condition on the subject fails for somebody without a profile; so must one of the later rule.
  const subject = wanted.every(([name, condition]) =>
    known.some(([other, narrower]) => attribute(name) === attribute(other) && narrows(narrower, condition)),
  );
  return subject && narrowsRequest(later, earlier);
}

const attribute = (name: string): string => (name === 'group' ? 'groups' : name);
const plain = (text: string): string => text.trim().toLowerCase();
const sameText = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Whether every value that passes the narrower condition passes the wider one. An attribute may have several values. */
function narrows(narrower: AttributeCondition, wider: AttributeCondition): boolean {
  const within = (few: readonly string[], many: readonly string[]): boolean =>
    few.every((each) => many.map(plain).includes(plain(each)));
  if (wider.oneOf !== undefined && !(narrower.oneOf !== undefined && within(narrower.oneOf, wider.oneOf))) return false;
  return wider.not === undefined || (narrower.not !== undefined && within(wider.not, narrower.not));
}

/** Whether every request that passes the conditions of the narrower rule passes those of the wider one. */
function narrowsRequest(narrower: Rule, wider: Rule): boolean {
  const wide: RequestCondition = wider.when?.request ?? {};
  const narrow: RequestCondition = narrower.when?.request ?? {};
  const limit = wide.durationLongerThanMs;
  if (wide.permanent !== undefined || limit !== undefined) {
    // A request that names no duration counts as the rule's default: only with the same one do two rules see the same.
    if (narrower.duration?.defaultMs !== wider.duration?.defaultMs) return false;
    if (wide.permanent !== undefined && narrow.permanent !== wide.permanent) return false;
    const longer =
      narrow.durationLongerThanMs !== undefined && limit !== undefined && narrow.durationLongerThanMs >= limit;
    if (limit !== undefined && !longer && narrow.permanent !== true) return false;
  }
  if (wide.within !== undefined && !(narrow.within !== undefined && contains(wide.within, narrow.within))) return false;
  return wide.outside === undefined || (narrow.outside !== undefined && contains(narrow.outside, wide.outside));
}

/** Whether the outer window is open whenever the inner one is, as far as that can be told from the same zone. */
function contains(outer: TimeWindow, inner: TimeWindow): boolean {
  if (outer.timeZone !== inner.timeZone || !inner.days.every((day) => outer.days.includes(day))) return false;
  const [outerPast, innerPast] = [outer.from > outer.to, inner.from > inner.to];
  if (outerPast === innerPast) return outer.from <= inner.from && inner.to <= outer.to;
  return outerPast && outer.from <= inner.from;
}
