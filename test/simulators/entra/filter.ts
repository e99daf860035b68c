/** The parts of OData's `$filter` that Graph's directory lists support: `eq`, `in`, `any`, `and`, `or`. */

/** Graph does not support the query; it answers 400. */
export class UnsupportedQuery extends Error {}

type Test = (item: object) => boolean;

const CONDITIONS: readonly [
  pattern: RegExp,
  test: (match: RegExpExecArray) => [property: string, holds: (value: unknown) => boolean],
][] = [
  [/^(\w+) eq '((?:[^']|'')*)'$/, ([, property = '', text = '']) => [property, (value) => same(value, unquoted(text))]],
  [/^(\w+) eq (true|false)$/, ([, property = '', word]) => [property, (value) => value === (word === 'true')]],
  [/^(\w+) eq ([0-9a-f-]{36})$/, ([, property = '', id]) => [property, (value) => value === id]],
  [
    /^(\w+) in \(('(?:[^']|'')*'(?:,'(?:[^']|'')*'){0,14})\)$/,
    ([, property = '', list = '']) => {
      const wanted = [...list.matchAll(/'((?:[^']|'')*)'/g)].map(([, text = '']) => unquoted(text));
      return [property, (value) => wanted.some((each) => same(value, each))];
    },
  ],
  [
    /^(\w+)\/any\((\w+):\2 eq '((?:[^']|'')*)'\)$/,
    ([, property = '', , text = '']) => [
      property,
      (value) => Array.isArray(value) && value.some((each) => same(each, unquoted(text))),
    ],
  ],
];

/** @throws UnsupportedQuery */
export function matchesFilter(filter: string, filterable: readonly string[]): Test {
  const alternatives = split(filter, ' or ').map((each) =>
    split(each, ' and ').map((term) => condition(term, filterable)),
  );
  return (item) => alternatives.some((terms) => terms.every((holds) => holds(item)));
}

function condition(term: string, filterable: readonly string[]): Test {
  for (const [pattern, read] of CONDITIONS) {
    const match = pattern.exec(term.trim());
    if (match === null) continue;
    const [property, holds] = read(match);
    if (!filterable.includes(property))
      throw new UnsupportedQuery(`Unsupported or invalid query filter clause specified for property '${property}'.`);
    return (item) => holds((item as Readonly<Record<string, unknown>>)[property]);
  }
  throw new UnsupportedQuery(`Invalid filter clause: ${term}`);
}

/** Splits outside of quotes. */
function split(text: string, by: string): string[] {
  const parts: string[] = [];
  let quoted = false;
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === "'") quoted = !quoted;
    if (quoted || !text.startsWith(by, at)) continue;
    parts.push(text.slice(from, at));
    from = at + by.length;
  }
  return [...parts, text.slice(from)];
}

function unquoted(text: string): string {
  return text.replaceAll("''", "'");
}

/** Graph compares text without case. */
function same(value: unknown, wanted: string): boolean {
  return typeof value === 'string' && value.toLowerCase() === wanted.toLowerCase();
}
