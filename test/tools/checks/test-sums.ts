import { relative } from 'node:path';

/** How many tests passed, failed and were skipped. */
export interface Sums {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** The parts of Vitest's JSON report that are read here. */
export interface VitestReport {
  readonly testResults: readonly {
    /** The file's path. */
    readonly name: string;
    readonly status: string;
    /** Why the file could not be loaded. */
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages?: readonly string[] | undefined;
    }[];
  }[];
}

/** Adds up sums. */
export function addUp(...all: readonly Sums[]): Sums {
  return all.reduce(
    (sum, one) => ({
      passed: sum.passed + one.passed,
      failed: sum.failed + one.failed,
      skipped: sum.skipped + one.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

/**
 * The sums of a vitest run. A file that failed outside its tests counts as one failure. So does a run that failed
 * without a failed test (an unhandled error, a missing report).
 */
export function sumsOfRun(report: VitestReport | undefined, endedWell: boolean): Sums {
  const sums = addUp(...(report?.testResults ?? []).map(sumsOfFile));
  return endedWell || sums.failed > 0 ? sums : { ...sums, failed: 1 };
}

function sumsOfFile(file: VitestReport['testResults'][number]): Sums {
  const count = (...statuses: readonly string[]): number =>
    file.assertionResults.filter(({ status }) => statuses.includes(status)).length;
  const failed = count('failed');
  return {
    passed: count('passed'),
    failed: failed === 0 && file.status === 'failed' ? 1 : failed,
    skipped: count('skipped', 'pending', 'todo'),
  };
}

/** A line for each failure of a run: where it is, and the first line of its error. */
export function failuresOfRun(report: VitestReport | undefined, root: string): readonly string[] {
  return (report?.testResults ?? [])
    .filter(({ status }) => status === 'failed')
    .flatMap((file) => {
      const where = relative(root, file.name);
      const failed = file.assertionResults.filter(({ status }) => status === 'failed');
      if (failed.length === 0) return [`${where}: ${firstLine(file.message)}`];
      return failed.map((one) => `${where} > ${one.fullName}: ${firstLine(one.failureMessages?.[0])}`);
    });
}

function firstLine(message = 'no message'): string {
  return message.split('\n', 1)[0] ?? '';
}

/** The closing line: `12 passed, 0 failed`, and `, 1 skipped` when there is one. */
export function closingLine(sums: Sums): string {
  return `${sums.passed} passed, ${sums.failed} failed${sums.skipped > 0 ? `, ${sums.skipped} skipped` : ''}`;
}
