import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCommand } from '../../commands/boot/run-command.ts';
import { findLongFiles, MOST_LINES } from '../tools/checks/file-length.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'long-'));
  await runCommand('git', ['init', '--quiet'], { cwd: folder });
});
afterEach(() => rm(folder, { recursive: true }));

async function commit(file: string, lines: number): Promise<void> {
  await writeFile(join(folder, file), 'one\n'.repeat(lines));
  await runCommand('git', ['add', file], { cwd: folder });
}

test('no file is too long to read', async () => {
  expect(await findLongFiles(resolve(import.meta.dirname, '../..'))).toEqual([]);
});

test('a file that is too long is found, a generated one is not', async () => {
  await commit('within.ts', MOST_LINES);
  await commit('long.md', MOST_LINES + 1);
  await commit('long.tsx', MOST_LINES + 50);
  await commit('package-lock.json', MOST_LINES + 1);
  expect(await findLongFiles(folder)).toEqual(['long.md: 351 lines', 'long.tsx: 400 lines']);
});
