import { expect, test } from 'vitest';
import { createTurns } from './turns.ts';

/** An action that ends when it is told to. */
function actions() {
  const begun: ((error?: Error) => void)[] = [];
  const act = (): Promise<number> =>
    new Promise((resolve, reject) => {
      const number = begun.length + 1;
      begun.push((error) => (error === undefined ? resolve(number) : reject(error)));
    });
  return { begun, act };
}

test('all that arrive during an action share the next, which begins after them', async () => {
  const { begun, act } = actions();
  const turns = createTurns<number>(0);
  const first = turns.take('ACCESS-1', act);
  const others = Array.from({ length: 1_000 }, () => turns.take('ACCESS-1', act));
  const elsewhere = turns.take('ACCESS-2', act);
  expect(begun).toHaveLength(2);
  begun[0]?.();
  begun[1]?.();
  expect([await first, await elsewhere]).toEqual([1, 2]);
  await expect.poll(() => begun.length).toBe(3);
  begun[2]?.();
  expect(new Set(await Promise.all(others))).toEqual(new Set([3]));
});

test('an action that fails is answered as failed to those who share it, and the next is tried', async () => {
  const { begun, act } = actions();
  const turns = createTurns<number>(0);
  const first = turns.take('ACCESS-1', act);
  const second = turns.take('ACCESS-1', act);
  begun[0]?.(new Error('Temporal is away.'));
  await expect(first).rejects.toThrow('Temporal is away.');
  await expect.poll(() => begun.length).toBe(2);
  begun[1]?.();
  expect(await second).toBe(2);
});

test('a flood costs a few actions per second', async () => {
  let acted = 0;
  const turns = createTurns<void>(50);
  const act = async (): Promise<void> => {
    acted += 1;
  };
  const begun = Date.now();
  for (let n = 0; n < 2_000; n += 1) {
    const taken = turns.take('ACCESS-1', act);
    if (n % 200 === 0) await taken;
  }
  await turns.take('ACCESS-1', act);
  expect(acted).toBeGreaterThan(1);
  expect(acted).toBeLessThanOrEqual(2 + (Date.now() - begun) / 50);
});
