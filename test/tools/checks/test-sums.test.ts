import { expect, test } from 'vitest';
import { addUp, closingLine, failuresOfRun, sumsOfRun } from './test-sums.ts';

const file = (status: string, ...statuses: string[]) => ({
  name: '/repo/a.test.ts',
  status,
  assertionResults: statuses.map((one) => ({ status: one, fullName: `a ${one} test` })),
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

test('each failure is named with the first line of its error', () => {
  const failed = { status: 'failed', fullName: 'a lease ends', failureMessages: ['AssertionError: 1 is not 2\n at x'] };
  const report = {
    testResults: [
      { ...file('failed', 'passed'), assertionResults: [failed] },
      { ...file('failed'), name: '/repo/b.test.ts', message: 'Cannot find module' },
      file('passed', 'passed'),
    ],
  };
  expect(failuresOfRun(report, '/repo')).toEqual([
    'a.test.ts > a lease ends: AssertionError: 1 is not 2',
    'b.test.ts: Cannot find module',
  ]);
});

test('the closing line names skipped tests only when there are some', () => {
  expect(closingLine(addUp({ passed: 3, failed: 0, skipped: 0 }, { passed: 1, failed: 0, skipped: 0 }))).toBe(
    '4 passed, 0 failed',
  );
  expect(closingLine({ passed: 3, failed: 1, skipped: 2 })).toBe('3 passed, 1 failed, 2 skipped');
});
