/** Problems as people read them: where, and a sentence. */
import { checkDocument } from './check/check.ts';
import { checkConnections } from './check/connections.ts';
import { type Finding, Part, pathText } from './check/part.ts';
import { type Place, readYaml, type YamlText } from './check/yaml-text.ts';

/** One thing wrong: where (`rules[0].application`, and in a file its line and column), and a sentence. */
export interface Problem {
  readonly path: string;
  readonly message: string;
  /** From 1; absent for a document that is not from a file. */
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

export interface Check {
  /** Why the configuration cannot be used; empty when it can. */
  readonly problems: readonly Problem[];
  /** What works, and will surprise somebody. */
  readonly warnings: readonly Problem[];
}

/** Everything wrong with a document, in one pass; why it cannot be used alone is found faster than the warnings. */
export function checkConfiguration(document: unknown): Check {
  const { problems, warnings } = checkDocument(document, true);
  return { problems: problems.map(show), warnings: warnings.map(show) };
}

/** Why a document cannot be used; empty when it can. What was saved once stays usable. */
export function problemsOf(document: unknown): readonly Problem[] {
  return checkDocument(document, false).problems.map(show);
}

/** What applications lack that their systems need, or have and their systems do not know. */
export function connectionProblems(document: unknown): readonly Problem[] {
  const problems: Problem[] = [];
  checkConnections(new Part(document), {
    problem: (where, message) => problems.push(show({ path: where.path, message })),
    warning() {},
  });
  return problems;
}

function show({ path, message }: Finding): Problem {
  return { path: pathText(path), message };
}

/** Everything wrong with a file, in one pass and in the order of its lines. */
export function checkText(text: string): Check & { readonly document: unknown } {
  const yaml = readYaml(text);
  const { problems, warnings } = checkDocument(yaml.document, true);
  const textual = yaml.problems.map((each): Problem => ({ path: '', ...each }));
  const known = problems.filter((each) => !yaml.isBroken(each.path)).map((each) => placed(each, yaml));
  return {
    document: yaml.document,
    problems: [...textual, ...known.filter((each) => isWorthTelling(each, yaml))].sort(byPlace),
    // What a broken text warns of may be only what was lost of it.
    warnings: yaml.brokenFrom === undefined ? warnings.map((each) => placed(each, yaml)).sort(byPlace) : [],
  };
}

/** `leasehold.yaml:12:3: rules[0].when: sentence` */
export function problemLine(source: string, { path, message, line, column }: Problem): string {
  const place = line === undefined ? source : `${source}:${line}:${column}`;
  return `${place}: ${path === '' ? '' : `${path}: `}${message}`;
}

function placed({ path, message }: Finding, yaml: YamlText): Problem & Place {
  return { path: pathText(path), message, ...yaml.placeOf(path) };
}

/** Behind a mistake in the text itself, what seems to be missing or misplaced may be only the mistake. */
function isWorthTelling({ line, message }: Problem & Place, { brokenFrom }: YamlText): boolean {
  if (brokenFrom === undefined) return true;
  const dangling = /^is missing|^must name at least|^there is no |has no access level/.test(message);
  return line < brokenFrom.line && !dangling;
}

function byPlace(a: Problem, b: Problem): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}
