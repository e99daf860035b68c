/**
 * Whatever people do to a request, in any order, and however late the product hears of it: access is given only if at
 * one instant enough distinct people, approvers at that instant and without an interest, had said yes to exactly that
 * plan after they were asked. The product's own workflow and activities run, not a model of them.
 *
 * `LONG=1` tries 20,000 interleavings; the short form is part of `npm test`.
 */
import fc from 'fast-check';
import { beforeEach, expect, test, vi } from 'vitest';
import { type Move, play } from './deciding-driver.ts';

vi.mock('@temporalio/workflow', async (original) => {
  const { workflowApi } = await import('../support/in-process/workflow-api.ts');
  return { ...(await original<object>()), ...workflowApi };
});
vi.mock('@temporalio/activity', async (original) => {
  const { activityApi } = await import('../support/in-process/activity-api.ts');
  return { ...(await original<object>()), ...activityApi };
});

const RUNS = process.env.LONG === '1' ? 20_000 : 500;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  return () => void vi.useRealTimers();
});

const move: fc.Arbitrary<Move> = fc.tuple(fc.nat(1_000), fc.nat(1_000), fc.nat(1_000));

test('nobody gets access that the approvers of that moment did not give for what they saw', async () => {
  let approved = 0;
  await fc.assert(
    fc.asyncProperty(fc.nat(2_000), fc.array(move, { minLength: 5, maxLength: 40 }), async (seed, moves) => {
      const verdict = await play(seed, moves);
      if (verdict.approved) approved += 1;
      expect(verdict.wrong, verdict.log.join('\n')).toBeUndefined();
    }),
    { numRuns: RUNS, seed: 20_261_129 },
  );
  process.stdout.write(`${RUNS} interleavings, ${approved} approved\n`);
  // A product that never approves anything would pass too.
  expect(approved / RUNS).toBeGreaterThan(0.1);
}, 3_600_000);
