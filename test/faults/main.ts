/**
 * `npm run faults -- --minutes 2 [--seed S] [--requests N] [--faults none|NAME,…]`: the product under faults, with a
 * model beside it. The last line is `divergences: N`; the exit code is 1 unless N is 0.
 */
import { parseArgs } from 'node:util';
import { errorText } from '../../domain/error-text.ts';
import { FAULTS, type FaultName, type RunOptions } from './harness/plan.ts';
import { reportOf } from './harness/report.ts';
import { runFaults } from './harness/run.ts';

function readOptions(): RunOptions {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '2' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      requests: { type: 'string', default: '150' },
      faults: { type: 'string', default: 'all' },
    },
  });
  return {
    minutes: positive('minutes', values.minutes),
    seed: positive('seed', values.seed),
    requests: positive('requests', values.requests),
    faults: faultsOf(values.faults),
  };
}

function positive(name: string, text: string): number {
  const number = Number(text);
  if (!(number > 0)) throw new Error(`--${name} must be a number above 0.`);
  return number;
}

function faultsOf(text: string): readonly FaultName[] {
  if (text === 'all') return FAULTS;
  if (text === 'none') return [];
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !FAULTS.some((each) => each === name));
  if (unknown !== undefined) throw new Error(`There is no fault "${unknown}". Known: ${FAULTS.join(', ')}.`);
  return FAULTS.filter((each) => names.includes(each));
}

// What was started ends with this process.
process.on('SIGINT', () => process.exit(130)).on('SIGTERM', () => process.exit(143));
try {
  const result = await runFaults(readOptions(), (line) => console.log(line));
  console.log(reportOf(result));
  process.exit(result.divergences.length === 0 ? 0 : 1);
} catch (error) {
  console.error(errorText(error));
  process.exit(2);
}
