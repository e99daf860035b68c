import { expect, test } from 'vitest';
import type { JiraCalls } from './client.ts';
import { allItems, eachItem } from './pages.ts';

const ITEMS = [1, 2, 3, 4, 5];

/** Calls that count themselves and need no client, because the test supplies the pages. */
function counted(): { readonly calls: JiraCalls; made(): number } {
  let made = 0;
  const run = (_doing: string, _signal: unknown, work: (clients: unknown) => unknown) => {
    made += 1;
    return work({});
  };
  return { calls: { run } as unknown as JiraCalls, made: () => made };
}

test.each([
  ['the platform’s mark', 2, (end: number) => ({ isLast: end >= 5 }), 3],
  ['the service desk’s mark', 2, (end: number) => ({ isLastPage: end >= 5 }), 3],
  ['a total', 2, () => ({ total: 5 }), 3],
  ['a page that is not full', 2, () => ({}), 3],
  ['an empty page after a full one', 5, () => ({}), 2],
  ['an empty page, whatever its mark says', 5, () => ({ isLast: false }), 2],
])('a list ends with %s', async (_with, size, marks, pages) => {
  const { calls, made } = counted();
  const read = async (_clients: unknown, startAt: number, maxResults: number) => ({
    values: ITEMS.slice(startAt, startAt + maxResults),
    ...marks(startAt + maxResults),
  });
  expect(await allItems(calls, 'listing', undefined, read, size)).toEqual(ITEMS);
  expect(made()).toBe(pages);
});

test('a page that nobody asks for is not read', async () => {
  const { calls, made } = counted();
  const read = async (_clients: unknown, startAt: number, maxResults: number) => ({
    values: ITEMS.slice(startAt, startAt + maxResults),
  });
  for await (const item of eachItem(calls, 'listing', undefined, read, 2)) if (item === 2) break;
  expect(made()).toBe(1);
});
