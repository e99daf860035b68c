/** A configuration with one rule as somebody is writing it: in the place of the saved one of its key, or before all others. */
export function withDraftRule(document: unknown, rule: Readonly<Record<string, unknown>>): unknown {
  const whole = document as { readonly rules?: readonly { readonly key?: unknown }[] };
  const rules = whole.rules ?? [];
  const known = rules.some((each) => each.key === rule.key);
  return { ...whole, rules: known ? rules.map((each) => (each.key === rule.key ? rule : each)) : [rule, ...rules] };
}
