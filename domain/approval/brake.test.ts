import { expect, test } from 'vitest';
import { afterEdit, afterMove, type Brake, RELEASED } from './brake.ts';

const MINUTE = 60_000;

/** After a move every so many milliseconds. */
function moved(times: number, everyMs: number): Brake {
  return Array.from({ length: times }).reduce<Brake>((brake, _each, n) => afterMove(brake, n * everyMs), RELEASED);
}

test('five moves in ten minutes are reverted, the sixth is left', () => {
  expect(moved(5, MINUTE).on).toBe(false);
  expect(moved(6, MINUTE).on).toBe(true);
});

test('the first of the five counts for ten minutes, to the millisecond', () => {
  const five = moved(5, 1);
  expect(afterMove(five, 10 * MINUTE - 1).on).toBe(true);
  expect(afterMove(five, 10 * MINUTE).on).toBe(false);
});

test('slow moves are always reverted', () => {
  for (let times = 1; times < 30; times += 1) expect(moved(times, 2 * MINUTE).on).toBe(false);
});

test('moves that are left keep the brake on, and ten quiet minutes release it', () => {
  const on = moved(100, MINUTE);
  expect(on.on).toBe(true);
  expect(on.moves).toHaveLength(5);
  expect(afterMove(on, 99 * MINUTE + 10 * MINUTE).on).toBe(false);
});

test('after five edits in ten minutes the next one holds the question back, until a day has gone without any', () => {
  const DAY = 24 * 60 * MINUTE;
  const five = Array.from({ length: 5 }).reduce<Brake>((brake, _each, n) => afterEdit(brake, n * MINUTE), RELEASED);
  expect(five.on).toBe(false);
  const six = afterEdit(five, 5 * MINUTE);
  expect(six.on).toBe(true);
  expect(afterEdit(six, 65 * MINUTE).on).toBe(true);
  expect(afterEdit(six, 5 * MINUTE + DAY - 1).on).toBe(true);
  expect(afterEdit(six, 5 * MINUTE + DAY).on).toBe(false);
});
