import { expect, test } from 'vitest';
import { read } from './run-spin.ts';

const ALL = 'State-vector 84 byte, depth reached 9, errors: 0\n    1203538 states, stored\n';

test('a search that visits everything has no broken promise', () => {
  expect(read(ALL)).toEqual({ states: 1_203_538, broken: undefined });
});

test('the broken promise is named by its number', () => {
  const output = `pan:1: assertion violated ((2>0)&&(keptLonger<=3)) (at depth 52)\n${ALL.replace('errors: 0', 'errors: 1')}`;
  expect(read(output).broken).toBe(2);
});

test.each([
  ['is killed', ''],
  ['is cut off', `error: max search depth too small\n${ALL}`],
  ['finds another error', ALL.replace('errors: 0', 'errors: 1')],
])('a search that %s is an error', (_what, output) => {
  expect(() => read(output)).toThrow('The verifier');
});
