/** Turns the schema's issues into sentences: which key, what is wrong, and the likely correction. */
import type { z } from 'zod';
import { didYouMean } from './did-you-mean.ts';
import type { Finding, Path } from './part.ts';
import { keysAt } from './schema-keys.ts';

type Issue = z.core.$ZodIssue;

/** All issues of a document, one finding per key. */
export function schemaFindings(schema: z.ZodType, document: unknown): readonly Finding[] {
  const parsed = schema.safeParse(document);
  return parsed.success ? [] : parsed.error.issues.flatMap((issue) => toFindings(issue, [], schema, document));
}

function toFindings(issue: Issue, base: Path, schema: z.ZodType, document: unknown): readonly Finding[] {
  const path: Path = [...base, ...(issue.path as Path)];
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(schema, path);
    return issue.keys.map((key) => ({ path: [...path, key], message: unknownKey(key, known) }));
  }
  if (valueAt(document, path) === undefined) {
    const own = isOurs(issue.message) ? `; it ${issue.message}` : '';
    return [{ path, message: `is missing${own}` }];
  }
  if (issue.code === 'invalid_union') {
    const nearest = nearestOf(issue.errors);
    // Only our own sentence explains more than the issues of the best-matching branch.
    if (nearest !== undefined && (!isOurs(issue.message) || nearest.every((each) => each.code === 'unrecognized_keys')))
      return nearest.flatMap((each) => toFindings(each as Issue, path, schema, document));
    const message = isOurs(issue.message) ? issue.message : `must be ${branches(issue.errors)}`;
    return [{ path, message: `${message}${guessOf(valueAt(document, path), keysAt(schema, path))}` }];
  }
  return [{ path, message: sentenceOf(issue) }];
}

function unknownKey(key: string, known: readonly string[]): string {
  const guess = didYouMean(key, known);
  return guess !== '' || known.length === 0 ? `unknown key${guess}` : `unknown key (known here: ${known.join(', ')})`;
}

/** For a map that matches none of several shapes: the likely correction of its first unknown key. */
function guessOf(value: unknown, known: readonly string[]): string {
  const [unknown] =
    typeof value === 'object' && value !== null ? Object.keys(value).filter((key) => !known.includes(key)) : [];
  return unknown === undefined ? '' : didYouMean(unknown, known);
}

/** Sentences of our own schema start with a small letter or a quotation mark. Those of zod start with a capital. */
function isOurs(message: string): boolean {
  return !/^[A-Z]/.test(message);
}

/** The best match among several shapes: the right kind of value, and the fewest issues in it. */
function nearestOf(errors: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const ofKind = errors.filter((issues) => !issues.some((each) => each.path.length === 0 && isKind(each)));
  return [...ofKind].sort((a, b) => a.length - b.length)[0];
}

function isKind(issue: Issue): boolean {
  return issue.code === 'invalid_type' || issue.code === 'invalid_value' || issue.code === 'invalid_union';
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map of keys',
  record: 'a map of keys',
};

function branches(errors: readonly (readonly Issue[])[]): string {
  const all = errors.flatMap((issues) => issues.flatMap(kindsOf));
  return [...new Set(all)].join(' or ') || 'something else';
}

function kindsOf(issue: Issue): readonly string[] {
  if (isOurs(issue.message)) return [issue.message.replace(/^must be /, '')];
  if (issue.code === 'invalid_union')
    return issue.errors.flatMap((issues) => issues.flatMap((each) => kindsOf(each as Issue)));
  if (issue.code === 'invalid_value') return issue.values.map(String);
  return issue.code === 'invalid_type' ? [KINDS[issue.expected] ?? issue.expected] : [];
}

function sentenceOf(issue: Issue): string {
  if (isOurs(issue.message)) return issue.message;
  if (issue.code === 'too_small') {
    const least = issue.inclusive === false ? `more than ${issue.minimum}` : `at least ${issue.minimum}`;
    return issue.origin === 'array'
      ? `must have ${least} ${issue.minimum === 1 ? 'item' : 'items'}`
      : `must be ${least}`;
  }
  const kinds = kindsOf(issue);
  return kinds.length === 0 ? issue.message : `must be ${kinds.join(' or ')}`;
}

function valueAt(document: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[key] : undefined,
    document,
  );
}
