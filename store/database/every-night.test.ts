import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openStore } from '../open-store.ts';
import { everyNight } from './every-night.ts';

const lines: string[] = [];
const log = {
  info: (_fields: object, message: string) => void lines.push(message),
  error: (fields: object, message: string) => void lines.push(`${message} ${JSON.stringify(fields)}`),
};

beforeEach(() => {
  lines.length = 0;
  vi.useFakeTimers({ now: new Date(2026, 10, 29, 17, 0) });
});
afterEach(() => {
  vi.useRealTimers();
});

test('a task runs once in each night, and a failure is logged and tried again the next night', async () => {
  const at: string[] = [];
  const stop = everyNight(
    'vacuum',
    async () => {
      at.push(`${new Date().getDate()} ${new Date().getHours()}:00`);
      if (at.length === 1) throw new Error('the disk is full');
    },
    log,
  );
  await vi.advanceTimersByTimeAsync(3 * 24 * 3_600_000);
  expect(at).toEqual(['30 3:00', '1 3:00', '2 3:00']);
  expect(lines).toEqual([
    'Failed: vacuum; the next night tries again {"error":"the disk is full"}',
    'Done: vacuum',
    'Done: vacuum',
  ]);
  await stop();
  await vi.advanceTimersByTimeAsync(24 * 3_600_000);
  expect(at).toHaveLength(3);
});

test('stopping waits for a task that runs', async () => {
  let finish = (): void => {};
  const stop = everyNight('vacuum', () => new Promise<void>((resolve) => (finish = resolve)), log);
  await vi.advanceTimersByTimeAsync(11 * 3_600_000);
  let stopped = false;
  const stopping = stop().then(() => {
    stopped = true;
  });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(stopped).toBe(false);
  finish();
  await stopping;
  expect(lines).toEqual(['Done: vacuum']);
});

test('the embedded database is vacuumed at night, and not after it is closed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'leasehold-night-'));
  try {
    vi.useFakeTimers({ now: new Date(2026, 10, 29, 17, 0), toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    const store = await openStore({ dataFolder: folder, log });
    vi.advanceTimersByTime(11 * 3_600_000);
    await store.close();
    vi.advanceTimersByTime(24 * 3_600_000);
    expect(lines).toEqual(['Done: vacuum of the embedded database']);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
