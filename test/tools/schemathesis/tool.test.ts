import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findSchemathesis } from './tool.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leasehold-tool-'));
  await mkdir(join(folder, 'bin'));
  vi.stubEnv('LEASEHOLD_CACHE', join(folder, 'cache'));
  vi.stubEnv('PATH', join(folder, 'bin'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

const find = () => findSchemathesis({ log: () => {} });

test('without Python it is missing, and says so', async () => {
  expect(await find()).toEqual({ missing: expect.stringContaining('Python is not installed') });
});

test('a Python that cannot make environments says what to install, and nothing half made is kept', async () => {
  const python = join(folder, 'bin', 'python3');
  await writeFile(python, '#!/bin/sh\necho "ensurepip is not available" >&2\nexit 1\n');
  await chmod(python, 0o755);
  expect(await find()).toEqual({
    missing: expect.stringMatching(/install python3-venv \(ensurepip is not available\)/),
  });
  expect(await readdir(join(folder, 'cache', 'schemathesis'))).toEqual([]);
});
