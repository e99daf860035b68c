/** The differences between two documents, in reading order. */

export interface Difference {
  /** `rules[okta-admin].duration.max`: list entries by their key or name, if they have one. */
  readonly path: string;
  readonly kind: 'added' | 'removed' | 'changed' | 'moved';
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Empty if the documents have the same content. The order of members does not matter. */
export function diffDocuments(before: unknown, after: unknown, path = ''): readonly Difference[] {
  if (before === undefined) return after === undefined ? [] : [{ path, kind: 'added', after }];
  if (after === undefined) return [{ path, kind: 'removed', before }];
  if (isObject(before) && isObject(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) => diffDocuments(before[name], after[name], path === '' ? name : `${path}.${name}`));
  }
  if (Array.isArray(before) && Array.isArray(after)) return diffLists(before, after, path);
  return before === after ? [] : [{ path, kind: 'changed', before, after }];
}

function diffLists(before: readonly unknown[], after: readonly unknown[], path: string): readonly Difference[] {
  const olds = byName(before);
  const news = byName(after);
  if (olds === undefined || news === undefined) {
    const length = Math.max(before.length, after.length);
    return Array.from({ length }, (_none, at) => diffDocuments(before[at], after[at], `${path}[${at}]`)).flat();
  }
  const kept = [...olds.keys()].filter((name) => news.has(name));
  const keptNow = [...news.keys()].filter((name) => olds.has(name));
  const moved: readonly Difference[] =
    kept.join('\n') === keptNow.join('\n') ? [] : [{ path, kind: 'moved', before: kept, after: keptNow }];
  const names = [...new Set([...olds.keys(), ...news.keys()])];
  return [...names.flatMap((name) => diffDocuments(olds.get(name), news.get(name), `${path}[${name}]`)), ...moved];
}

/** The entries by the names that people use; `undefined` if those are not unique. */
function byName(list: readonly unknown[]): ReadonlyMap<string, unknown> | undefined {
  const named = new Map<string, unknown>();
  for (const item of list) {
    const name = isObject(item) ? (item.key ?? item.name ?? item.email) : item;
    if (typeof name !== 'string' || named.has(name)) return undefined;
    named.set(name, item);
  }
  return named;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
