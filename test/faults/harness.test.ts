import { describe, expect, test } from 'vitest';
import { lacks } from '../parts/lacks.ts';
import { FAULTS } from './harness/plan.ts';
import { reportOf } from './harness/report.ts';
import { runFaults } from './harness/run.ts';

/** Every run has the same sequence. `npm run faults` tries others. */
const SEED = 2;

describe.skipIf(lacks('temporalCli', 'postgres'))('a minute of faults', () => {
  test('what people were given is what the providers showed', async () => {
    const lines: string[] = [];
    const options = { minutes: 1, seed: SEED, requests: 75, faults: FAULTS };
    const result = await runFaults(options, (line) => void lines.push(line));
    expect(result.divergences, [...lines, reportOf(result)].join('\n')).toEqual([]);
  }, 600_000);
});
