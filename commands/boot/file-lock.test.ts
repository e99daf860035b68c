import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withFileLock } from './file-lock.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lock-'));
});
afterEach(() => rm(folder, { recursive: true }));

const options = { log: () => undefined, waitingFor: 'a test' };

test('one runs at a time, and a failure lets the next one in', async () => {
  const path = join(folder, 'lock');
  let inside = 0;
  let most = 0;
  const work = async (): Promise<void> => {
    most = Math.max(most, ++inside);
    await new Promise(setImmediate);
    inside--;
    throw new Error('failed');
  };
  const ended = await Promise.allSettled([1, 2, 3].map(() => withFileLock(path, options, work)));
  expect(ended.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(most).toBe(1);
});

test('the lock of a process that has died is taken over', async () => {
  const path = join(folder, 'lock');
  const { pid } = spawnSync(process.execPath, ['--version']);
  await writeFile(path, String(pid));
  expect(await withFileLock(path, options, async () => 'ran')).toBe('ran');
});
