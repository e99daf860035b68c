import { expect, test } from 'vitest';
import { type HeldBack, heldBack, type Loss, whyHeldBack } from './birthright-guard.ts';

const isHeldBack = (all: readonly HeldBack[], role: string): boolean => whyHeldBack(all, role) !== undefined;

const people = (role: string, count: number, from = 0): Loss[] =>
  Array.from({ length: count }, (_each, n) => ({ role, subject: `${role}-${from + n}@acme.test` }));

test.each([
  ['nobody', 10, 0, false],
  ['all of a few', 4, 4, false],
  ['five, all there are', 5, 5, true],
  ['five of twenty-four, more than a fifth', 24, 5, true],
  ['five of twenty-five, a fifth', 25, 5, false],
  ['a tenth of a thousand', 1_000, 100, false],
  ['more than a fifth of a thousand', 1_000, 201, true],
])('losing %s', (_what, holders, losing, held) => {
  expect(isHeldBack(heldBack(people('role', holders), people('role', losing)), 'role')).toBe(held);
});

test('one role that would be emptied is held back; a leaver in a large other one is not', () => {
  const found = heldBack(
    [...people('small', 10), ...people('large', 1_000)],
    [...people('small', 10), ...people('large', 1)],
  );
  expect(found.map((each) => each.role)).toEqual(['small']);
  expect(found[0]?.because).toMatch(/^10 of 10 holders of the birthright small would lose it at once/);
  expect([isHeldBack(found, 'small'), isHeldBack(found, 'large')]).toEqual([true, false]);
});

test('many small roles that would all be emptied are held back together', () => {
  const all = Array.from({ length: 20 }, (_each, n) => people(`role-${n}`, 4)).flat();
  const found = heldBack(all, all);
  expect(found.map((each) => each.role)).toEqual([null]);
  expect(isHeldBack(found, 'role-3')).toBe(true);
});

test('a person who would lose several levels of a role counts once', () => {
  const levels = [...people('role', 4), ...people('role', 4), ...people('role', 4)];
  expect(heldBack(levels, levels)).toEqual([]);
});

test('share and number are the configuration’s', () => {
  const [holders, losses] = [people('role', 100), people('role', 10)];
  expect(heldBack(holders, losses)).toEqual([]);
  expect(heldBack(holders, losses, { share: 0.05, atLeast: 5 })).not.toEqual([]);
  expect(heldBack(holders, losses, { share: 0.05, atLeast: 11 })).toEqual([]);
  expect(heldBack(holders, people('role', 100), { share: 1, atLeast: 1 })).toEqual([]);
});
