/** Hand-written pages and comments keep docs/style.md: that page alone has the words and the limits. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCommand } from '../../commands/boot/run-command.ts';
import { commentsOf } from './comments.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

const STYLE = 'docs/style.md';
/** Written from the code, so that their sources are what to change. */
const GENERATED = [
  'docs/api-routes.md',
  'docs/authorization.md',
  'docs/connectors/README.md',
  'api/client/schema.d.ts',
];

/** Rooms whose comments keep the words too. */
const ROOMS = [
  ...['domain', 'workflows', 'activities', 'worker', 'store', 'connectors', 'config', 'api', 'commands'],
  'console/src',
];

/** Files by patterns of Git, new ones too. */
async function filesLike(...patterns: readonly string[]): Promise<readonly { file: string; text: string }[]> {
  const flags = ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate'];
  const { output } = await runCommand('git', [...flags, ...patterns], { cwd: ROOT });
  return output
    .split('\n')
    .filter((file) => file !== '' && existsSync(join(ROOT, file)) && !GENERATED.includes(file))
    .map((file) => ({ file, text: read(file) }));
}

const PAGES = await filesLike('*.md');
const SOURCES = await filesLike(...ROOMS.flatMap((room) => [`${room}/*.ts`, `${room}/*.tsx`]));

interface Style {
  /** Old words to new ones. */
  readonly words: ReadonlyMap<string, string>;
  /** Maximum lengths of a line and of a table cell, in characters. */
  readonly line: number;
  readonly cell: number;
}

function styleIn(page: string): Style {
  const limit = (of: string): number => Number(new RegExp(`^- ${of} .*fewer than (\\d+)`, 'm').exec(page)?.[1]);
  const words = page.slice(page.indexOf('## Words')).matchAll(/^- ([^→\n]+) → (.+)$/gm);
  return {
    words: new Map([...words].flatMap(([, old = '', fresh = '']) => old.split(', ').map((each) => [each, fresh]))),
    line: limit('A line'),
    cell: limit('A table cell'),
  };
}
const style = styleIn(read(STYLE));
const PATTERNS = [...style.words].map(
  ([old, fresh]) => [new RegExp(`\\b${old.replaceAll(' ', '\\s+')}\\b`, 'gi'), fresh] as const,
);

/** The prose of each line, without code blocks and spans. Line numbers stay. */
const proseOf = (text: string): readonly string[] =>
  text
    .replace(/^ *```[\s\S]*?^ *```$/gm, (block) => block.replace(/[^\n]/g, ''))
    .replace(/`[^`\n]*`/g, (code) => '`'.repeat(code.length))
    .split('\n');

const cellsOf = (row: string): readonly string[] => row.split(/(?<!\\)\|/).map((cell) => cell.trim());

/** A sentence, an item or a cell that opens with "who" or "what", and is no question. */
const OPENS_BADLY = /(?:^|^[-*\d.]+ |[.:;!] )(?:\*\*)?(?:Who|Whom|What|Whoever|Whatever)\b[^.?!]*(?:[.!]|$)/;

function problemsOf({ file, text }: { file: string; text: string }): readonly string[] {
  const lines = text.split('\n');
  const prose = proseOf(text);
  const long = prose.flatMap((line, at) => {
    const where = `${file}:${at + 1}`;
    const length = lines[at]?.length ?? 0;
    const cells = line.startsWith('|') ? cellsOf(lines[at] ?? '') : [];
    return [
      ...(line !== '' && length >= style.line ? [`${where}: a line of ${length} characters`] : []),
      ...cells
        .filter((cell) => cell.length >= style.cell)
        .map((cell) => `${where}: a cell of ${cell.length} characters`),
    ];
  });
  if (file === STYLE) return long;
  return [...long, ...misusesIn(file, prose)];
}

/** Words of the list, and openings with who or what. */
function misusesIn(where: string, prose: readonly string[]): readonly string[] {
  const paragraphs = prose.map((line) => (/^(\s*([-*]|\d+\.) |\||#|@|$)/.test(line) ? `\n${line}` : line)).join(' ');
  const around = (index: number): string => paragraphs.slice(Math.max(0, index - 30), index + 30).trim();
  const words = PATTERNS.flatMap(([pattern, fresh]) =>
    [...paragraphs.matchAll(pattern)].map(
      ({ 0: word, index }) => `${where}: "${word}" in "${around(index)}": ${fresh}`,
    ),
  );
  const openings = paragraphs
    .split('\n')
    .filter((each) => !each.startsWith('#'))
    .flatMap((each) => (each.startsWith('|') ? cellsOf(each) : [each]))
    .filter((each) => OPENS_BADLY.test(each.trim()))
    .map((each) => `${where}: opens with who or what: "${each.trim().slice(0, 80)}"`);
  return [...words, ...openings];
}

const problemsInComments = ({ file, text }: { file: string; text: string }): readonly string[] =>
  commentsOf(file, text).flatMap(({ line, prose }) => misusesIn(`${file}:${line}`, proseOf(prose)));

describe('the pages', () => {
  test('docs/style.md has the words and the limits', () => {
    expect(style.words.size).toBeGreaterThan(20);
    expect(style).toMatchObject({ line: 200, cell: 120 });
    expect(PAGES.length).toBeGreaterThan(40);
  });

  test('keep its words and its limits', () => {
    expect(PAGES.flatMap(problemsOf)).toEqual([]);
  });

  test('are found with each of the words, also across a line break', () => {
    for (const old of style.words.keys()) {
      const text = `A page\n\nThe run ${old.replace(' ', '\n')} here.`;
      expect(problemsOf({ file: 'docs/x.md', text })).toContainEqual(expect.stringContaining(`"${old}"`));
    }
  });

  test.each([
    ['a long line', 'x '.repeat(100), 'docs/x.md:1: a line of 200 characters'],
    ['a wide cell', `| a |\n| - |\n| ${'x'.repeat(120)} |`, 'docs/x.md:3: a cell of 120 characters'],
    ['a sentence that opens with who', 'It ends. Who asks is told.', 'docs/x.md: opens with who or what'],
    ['an item that opens with what', '- What it finds is fixed.', 'docs/x.md: opens with who or what'],
  ])('%s would be found', (_, text, problem) => {
    expect(problemsOf({ file: 'docs/x.md', text })).toEqual([expect.stringContaining(problem)]);
  });

  test.each([
    ['code', '`anew`\n\n```sh\nmend anew\n```'],
    ['a question', 'What runs? Who asks?'],
    ['a part of a longer word', 'They amended it.'],
  ])('%s is no problem', (_, text) => {
    expect(problemsOf({ file: 'docs/x.md', text })).toEqual([]);
  });
});

describe('the comments', () => {
  test('keep the words of docs/style.md', () => {
    for (const room of ROOMS) expect(SOURCES.some(({ file }) => file.startsWith(`${room}/`))).toBe(true);
    expect(SOURCES.flatMap(problemsInComments)).toEqual([]);
  });

  test.each([
    ['a line', '\n// Made anew.', 'x.tsx:2: "anew"'],
    ['lines below one another', 'f(); // It was put\n// back.', 'x.tsx:1: "put back"'],
    ['a block', '/**\n * The run is told\n * of it.\n */\nf();', 'x.tsx:1: "told of"'],
    ['an argument', 'f(/* by hand */ 1);', 'x.tsx:1: "by hand"'],
    ['JSX', 'const a = <a href="#">{/* Mend it. */}</a>;', 'x.tsx:1: "Mend"'],
    ['the end of the file', 'f();\n// For ever', 'x.tsx:2: "For ever"'],
    ['an opening', 'f(); // What fails is tried again.', 'x.tsx:1: opens with who or what'],
    ['a tag', '/** @returns it\n * @throws Whoever asks. */\nf();', 'x.tsx:1: "Whoever"'],
  ])('in %s would be found', (_, text, problem) => {
    expect(problemsInComments({ file: 'x.tsx', text })).toContainEqual(expect.stringContaining(problem));
  });

  test.each([
    ['a string', "const a = '// anew';"],
    ['a template', 'const a = `/* anew */ // mend`;'],
    ['a regular expression', 'const a = /[/*]anew/;'],
    ['JSX text', 'const a = <a>// anew /* mend */</a>;'],
    ['a name in a comment', '// Calls `mend`.'],
    ['a comment apart', '// It was put\n\n// back.'],
  ])('%s is no problem', (_, text) => {
    expect(problemsInComments({ file: 'x.tsx', text })).toEqual([]);
  });
});
