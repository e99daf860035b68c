import { expect, test } from 'vitest';
import { MOST_REPORTS, queued } from './outbox.ts';
import type { Report } from './report.ts';

const said = (key: string, changes: Partial<Report> = {}): Report => ({
  comment: { key, paragraphs: [key] },
  ...changes,
});
const keys = (reports: readonly Report[]) => reports.map((each) => each.comment?.key);
const full = (changes: Partial<Report>) => Array.from({ length: MOST_REPORTS - 1 }, (_, n) => said(`r-${n}`, changes));

test('a report waits once under its key, as it was made last', () => {
  const { outbox } = queued([said('a'), said('b')], said('a', { event: 'access.stuck' }), false);
  expect(outbox).toEqual([said('b'), said('a', { event: 'access.stuck' })]);
});

test('the report under way stays the first', () => {
  expect(keys(queued([said('a'), said('b')], said('a'), true).outbox)).toEqual(['a', 'b', 'a']);
});

test('reports without a comment are all kept', () => {
  expect(queued([{ moveTo: 'approved' }], { moveTo: 'active' }, false).outbox).toHaveLength(2);
});

test('of too many, the oldest of the least weight is dropped, and never the one under way', () => {
  const waiting = [said('under-way'), ...full({ moveTo: 'active' })];
  for (const [less, more] of [
    [{}, { event: 'access.stuck' }],
    [{ moveTo: 'awaiting_approval', onlyFrom: 'Done' }, { event: 'access.stuck' }],
    [{ event: 'access.stuck' }, { moveTo: 'active' }],
  ] as const) {
    const before = [...waiting.slice(0, -2), said('more', more), said('less', less)];
    const { outbox, dropped } = queued(before, said('new'), true);
    expect(outbox).toHaveLength(MOST_REPORTS);
    expect(keys(outbox)).toContain('under-way');
    expect(keys(outbox)).toContain('new');
    expect(dropped).toEqual(said('less', less));
  }
  const { dropped } = queued(waiting, said('new', { moveTo: 'expired' }), true);
  expect(dropped?.comment?.key).toBe('r-0');
});
