/** Problems as people read them: a place and a sentence. */
import { checkDocument } from './check/check.ts';
import { checkConnections } from './check/connections.ts';
import { type Finding, Part, pathText } from './check/part.ts';
import { type Place, readYaml, type YamlText } from './check/yaml-text.ts';

/** One problem: its place (`rules[0].application`, and in a file its line and column), and a sentence. */
export interface Problem {
  readonly path: string;
  readonly message: string;
  /** From 1; absent if the document is not from a file. */
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

export interface Check {
  /** Why the configuration cannot be used; empty if it can. */
  readonly problems: readonly Problem[];
  /** Settings that work but have a surprising effect. */
  readonly warnings: readonly Problem[];
}

/** All problems of a document, in one pass. Without the warnings the check is faster. */
export function checkConfiguration(document: unknown): Check {
  const { problems, warnings } = checkDocument(document, true);
  return { problems: problems.map(show), warnings: warnings.map(show) };
}

/** Why a document cannot be used; empty if it can. A saved document stays usable. */
export function problemsOf(document: unknown): readonly Problem[] {
  return checkDocument(document, false).problems.map(show);
}

/** Fields that applications lack, or that their connectors do not know. */
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

/** All problems of a file, in one pass and in the order of its lines. */
export function checkText(text: string): Check & { readonly document: unknown } {
  const yaml = readYaml(text);
  const { problems, warnings } = checkDocument(yaml.document, true);
  const textual = yaml.problems.map((each): Problem => ({ path: '', ...each }));
  const known = problems.filter((each) => !yaml.isBroken(each.path)).map((each) => placed(each, yaml));
  return {
    document: yaml.document,
    problems: [...textual, ...known.filter((each) => isWorthTelling(each, yaml))].sort(byPlace),
    // Warnings about a broken text may only reflect its lost parts.
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

/** After a syntax error, a part that seems missing or misplaced may only be a consequence of it. */
function isWorthTelling({ line, message }: Problem & Place, { brokenFrom }: YamlText): boolean {
  if (brokenFrom === undefined) return true;
  const dangling = /^is missing|^must name at least|^there is no |has no access level/.test(message);
  return line < brokenFrom.line && !dangling;
}

function byPlace(a: Problem, b: Problem): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}
