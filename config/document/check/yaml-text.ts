/** A YAML text with the positions of its parts, so that problems have a line and column. JSON is YAML too. */
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  Scalar,
  visit,
} from 'yaml';
import type { Path } from './part.ts';

/** Line and column, both from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface TextProblem extends Place {
  readonly message: string;
}

export interface YamlText {
  /** The document as far as the parser could read it. */
  readonly document: unknown;
  /** Problems of the text itself. */
  readonly problems: readonly TextProblem[];
  /** The position from which the text is unreliable: a part that seems missing after it may be present. */
  readonly brokenFrom: Place | undefined;
  /** The position of a part of the document; for a missing part, the position where it belongs. */
  placeOf(path: Path): Place;
  /** Whether one of the text's problems is at exactly this part. */
  isBroken(path: Path): boolean;
}

export function readYaml(text: string): YamlText {
  const lines = new LineCounter();
  const parsed = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number | undefined): Place => {
    const { line, col } = lines.linePos(offset ?? 0);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const problems: TextProblem[] = parsed.errors.map((error) => ({
    ...at(error.pos[0]),
    message:
      error.code === 'DUPLICATE_KEY'
        ? `the key "${keyAt(text, error.pos[0])}" is given twice`
        : `is not YAML: ${sentence(error.message)}`,
  }));
  const broken = parsed.errors.find((error) => error.code !== 'DUPLICATE_KEY');
  visit(parsed, {
    Pair(_key, pair) {
      if (!isMap(pair.key) && !isSeq(pair.key)) return;
      problems.push({ ...at(startOf(pair.key)), message: 'a key must be text' });
      pair.key = new Scalar('?');
    },
    Alias(_key, alias) {
      if (alias.resolve(parsed) !== undefined) return undefined;
      problems.push({ ...at(alias.range?.[0]), message: `no anchor "&${alias.source}" comes before this alias` });
      const nothing = new Scalar(null);
      nothing.range = alias.range ?? null;
      return nothing;
    },
  });
  let document: unknown;
  try {
    document = parsed.toJS({ maxAliasCount: 1_000 });
  } catch (error) {
    problems.push({
      line: 1,
      column: 1,
      message: `is not YAML that can be read: ${sentence(String((error as Error).message))}`,
    });
  }
  return {
    document,
    problems,
    brokenFrom: broken === undefined ? undefined : at(broken.pos[0]),
    placeOf: (path) => at(find(parsed, path).offset),
    isBroken(path) {
      const offset = startOf(find(parsed, path).node);
      if (offset === undefined) return false;
      const { line, column } = at(offset);
      return problems.some((each) => each.line === line && each.column === column);
    },
  };
}

/** The first line of the parser's message, without its full stop. */
function sentence(message: string): string {
  return (message.split('\n')[0] ?? message).replace(/[.:]$/, '');
}

function keyAt(text: string, offset: number): string {
  return /^[^\s:,{}]+/.exec(text.slice(offset))?.[0]?.replace(/^["']|["']$/g, '') ?? '';
}

/**
 * The part at a path, and the start of its deepest existing ancestor. For a map entry that is its key, which the eye
 * finds.
 */
function find(document: Document, path: Path): { readonly node: unknown; readonly offset: number | undefined } {
  let node: unknown = document.contents;
  let offset = startOf(node);
  for (const step of path) {
    node = isAlias(node) ? node.resolve(document) : node;
    if (isMap(node)) {
      // If a key occurs twice, the last one wins.
      const pair = node.items.findLast(({ key }) => (isScalar(key) ? String(key.value) : String(key)) === String(step));
      if (pair === undefined) return { node: undefined, offset };
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof step === 'number' && node.items[step] !== undefined) {
      node = node.items[step];
      offset = startOf(node) ?? offset;
    } else return { node: undefined, offset };
  }
  return { node, offset };
}

function startOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}
