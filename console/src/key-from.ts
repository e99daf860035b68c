/** A key out of a name: letters, digits and dashes, as addresses and rules have it. */
export function keyFrom(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
