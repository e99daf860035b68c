import { expect, test } from 'vitest';
import { bar } from './progress.ts';
import { readable, widthOf } from './readable.ts';
import { tableLines } from './table.ts';

const HEADINGS = ['REQUEST', 'STATE', 'WHY'];
const ROWS = [
  ['ACCESS-1', 'awaiting_approval', 'the database is down and somebody must look at it'],
  ['ACCESS-2', 'active', null],
];

test('columns are as wide as their widest cell, and nothing trails', () => {
  expect(tableLines(HEADINGS, [['ACCESS-1', 'active', null]])).toEqual([
    'REQUEST   STATE   WHY',
    'ACCESS-1  active  —',
  ]);
});

test('no line is wider than the terminal, and no word is lost or broken', () => {
  for (const width of [80, 60, 45, 35]) {
    const lines = tableLines(HEADINGS, ROWS, { width });
    expect(lines.filter((line) => widthOf(line) > width)).toEqual([]);
    expect(lines.join(' ').split(/\s+/)).toEqual(
      expect.arrayContaining(['database', 'somebody', 'ACCESS-1', 'active']),
    );
  }
});

test('long words go on below where something parts them', () => {
  expect(
    tableLines(['GRANT', 'UNTIL'], [['okta/alice@acme.test/Viewer', '2026-11-25T07:15:39Z']], { width: 34 }),
  ).toEqual(['GRANT             UNTIL', 'okta/alice@acme.  2026-11-25T', 'test/Viewer       07:15:39Z']);
});

test('a terminal too narrow for a table shows each row as a block', () => {
  expect(tableLines(HEADINGS, ROWS.slice(1), { width: 12 })).toEqual([
    'REQUEST  ACCESS-2',
    'STATE    active',
    'WHY      —',
  ]);
});

test('wide characters count as the two columns that they take', () => {
  expect(
    tableLines(
      ['NAME', 'X'],
      [
        ['李雷', 'a'],
        ['Ann', 'b'],
      ],
    ),
  ).toEqual(['NAME  X', '李雷  a', 'Ann   b']);
  expect(widthOf('👩‍💻')).toBe(2);
});

test('colours are no part of the width', () => {
  const lines = tableLines(['STATE', 'X'], [['active', 'a']], { paint: (text) => `<${text}>` });
  expect(lines).toEqual(['<STATE>   <X>', '<active>  <a>']);
});

test('what somebody wrote in Jira cannot move the cursor, colour, ring, or break a row', () => {
  const nasty = 'fine\u001b[2J\u0007\u009b31m\u202edlrow\nACCESS-9  active';
  expect(readable('a\u001b[2Jb\u009bc')).toBe('a [2Jb c');
  const [, row] = tableLines(['WHY'], [[nasty]]);
  expect(row).toBe('fine [2J  31m dlrow ACCESS-9  active');
});

test('a bar shows how far it is', () => {
  expect(bar(0, 4)).toBe('[....................]');
  expect(bar(1, 4)).toBe('[#####...............]');
  expect(bar(4, 4)).toBe('[####################]');
});
