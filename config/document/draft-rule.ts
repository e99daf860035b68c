/**
 * A configuration with one unsaved rule. The rule replaces the saved one of the same key, or goes before all others.
 */
export function withDraftRule(document: unknown, rule: Readonly<Record<string, unknown>>): unknown {
  const whole = document as { readonly rules?: readonly { readonly key?: unknown }[] };
  const rules = whole.rules ?? [];
  const known = rules.some((each) => each.key === rule.key);
  return { ...whole, rules: known ? rules.map((each) => (each.key === rule.key ? rule : each)) : [rule, ...rules] };
}
