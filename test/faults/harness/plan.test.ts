import { describe, expect, test } from 'vitest';
import { FAULTS, planRun, STORIES } from './plan.ts';

const OPTIONS = { minutes: 2, seed: 7, requests: 150, faults: FAULTS };

describe('the plan of a run', () => {
  test('a seed repeats it, and another seed has another one', () => {
    expect(planRun(OPTIONS)).toEqual(planRun(OPTIONS));
    expect(planRun({ ...OPTIONS, seed: 8 })).not.toEqual(planRun(OPTIONS));
  });

  test('two minutes have every fault and every story, in 150 requests', () => {
    const { stories, faults } = planRun(OPTIONS);
    expect(new Set(faults.map(({ name }) => name))).toEqual(new Set(FAULTS));
    expect(new Set(stories.map(({ name }) => name))).toEqual(new Set(Object.keys(STORIES)));
    const requests = stories.reduce((sum, { name }) => sum + STORIES[name].requests, 0);
    expect(requests).toBeGreaterThanOrEqual(150);
    expect(requests).toBeLessThanOrEqual(151);
  });

  test('access ends all through the run', () => {
    const span = 2 * 60_000;
    const ends = planRun(OPTIONS).stories.map(({ at, seconds }) => at + seconds * 1_000);
    for (const quarter of [1, 2, 3, 4])
      expect(ends.filter((at) => at > ((quarter - 1) * span) / 4 && at <= (quarter * span) / 4).length).toBeGreaterThan(
        8,
      );
  });
});
