/** One text for one value: JSON with sorted keys and without undefined members, so that anyone can recompute hashes. */
export function canonicalJson(value: unknown): string {
  return write(JSON.parse(JSON.stringify(value)));
}

/** Keys are written one by one: an object built in sorted order would still list keys like "9" and "10" by number. */
function write(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`;
  const members = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, part]) => `${JSON.stringify(key)}:${write(part)}`);
  return `{${members.join(',')}}`;
}
