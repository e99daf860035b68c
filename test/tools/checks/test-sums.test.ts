import { expect, test } from 'vitest';
import { addUp, closingLine, sumsOfRun } from './test-sums.ts';

const file = (status: string, ...statuses: string[]) => ({
  status,
  assertionResults: statuses.map((one) => ({ status: one })),
});

test('tests are counted by how they ended', () => {
  const report = { testResults: [file('failed', 'passed', 'failed', 'skipped'), file('passed', 'passed', 'todo')] };
  expect(sumsOfRun(report, false)).toEqual({ passed: 2, failed: 1, skipped: 2 });
});

test('a file that cannot be loaded is a failure', () => {
  expect(sumsOfRun({ testResults: [file('failed'), file('passed', 'passed')] }, false)).toEqual({
    passed: 1,
    failed: 1,
    skipped: 0,
  });
});

test('a run that ends badly is never without a failure', () => {
  expect(sumsOfRun({ testResults: [file('passed', 'passed')] }, false).failed).toBe(1);
  expect(sumsOfRun(undefined, false).failed).toBe(1);
});

test('the closing line names skipped tests only when there are some', () => {
  expect(closingLine(addUp({ passed: 3, failed: 0, skipped: 0 }, { passed: 1, failed: 0, skipped: 0 }))).toBe(
    '4 passed, 0 failed',
  );
  expect(closingLine({ passed: 3, failed: 1, skipped: 2 })).toBe('3 passed, 1 failed, 2 skipped');
});
