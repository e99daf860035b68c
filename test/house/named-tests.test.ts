/** Pages that name a test for each of their rows: the tests exist, and each row's numbers are in the list. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const unwrapped = (text: string): string => text.replace(/\n {2,}/g, ' ');

/** `12. \`file\`: \`title\`, \`another\`` → number, file, titles. */
function namedTests(page: string) {
  const [, list = ''] = page.split(/^#{2,3} The tests$/m);
  return [...unwrapped(list).matchAll(/^(\d+)\. `([^`]+)`(.*)$/gm)].map(([, number, file = '', rest = '']) => ({
    number: Number(number),
    file,
    titles: [...rest.matchAll(/`([^`]+)`/g)].flatMap(([, title = '']) =>
      title.includes('/') && title.endsWith('.ts') ? [] : [title],
    ),
  }));
}

describe.each(['docs/decision-rules.md', 'docs/processes/expiry.md'])('%s', (page) => {
  const text = read(page);
  const tests = namedTests(text);

  test('names tests that exist', () => {
    expect(tests.length).toBeGreaterThan(20);
    const missing = tests.flatMap(({ file, titles }) => {
      const code = read(file);
      return titles
        .map((title) => title.replace(/,? ?…$/, ''))
        .filter((title) => !code.includes(title))
        .map((title) => `${file}: ${title}`);
    });
    expect(missing).toEqual([]);
  });

  test('has a test in its list for each number of a row', () => {
    const known = new Set(tests.map(({ number }) => number));
    const rows = [...text.matchAll(/^\|.*\| *([\d, ;]+?) *\|$/gm)].flatMap(([, cell = '']) => cell.split(/[,;] */));
    expect(rows.filter((number) => number.trim() !== '' && !known.has(Number(number)))).toEqual([]);
    expect(rows.length).toBeGreaterThan(20);
  });
});
