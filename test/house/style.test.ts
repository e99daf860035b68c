/** The hand-written pages keep docs/style.md: that page alone has the words and the limits. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCommand } from '../../commands/boot/run-command.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

const STYLE = 'docs/style.md';
/** Generated pages, whose sources are the place for changes. */
const GENERATED = ['docs/api-routes.md', 'docs/authorization.md', 'docs/connectors/README.md'];

const { output } = await runCommand('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
  cwd: ROOT,
});
const PAGES = output
  .split('\n')
  .filter((file) => file.endsWith('.md') && existsSync(join(ROOT, file)) && !GENERATED.includes(file))
  .map((file) => ({ file, text: read(file) }));

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
  const paragraphs = prose.map((line) => (/^(\s*([-*]|\d+\.) |\||#|$)/.test(line) ? `\n${line}` : line)).join(' ');
  const words = [...style.words].flatMap(([old, fresh]) =>
    [...paragraphs.matchAll(new RegExp(`\\b${old.replaceAll(' ', '\\s+')}\\b`, 'gi'))].map(
      ({ 0: word, index }) => `${file}: "${word}" in "${paragraphs.slice(index - 30, index + 30).trim()}": ${fresh}`,
    ),
  );
  const openings = paragraphs
    .split('\n')
    .filter((each) => !each.startsWith('#'))
    .flatMap((each) => (each.startsWith('|') ? cellsOf(each) : [each]))
    .filter((each) => OPENS_BADLY.test(each.trim()))
    .map((each) => `${file}: opens with who or what: "${each.trim().slice(0, 80)}"`);
  return [...long, ...words, ...openings];
}

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
