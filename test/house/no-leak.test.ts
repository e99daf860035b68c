import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCommand } from '../../commands/boot/run-command.ts';
import { findLeaks } from '../tools/checks/no-leak.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leak-'));
  await runCommand('git', ['init', '--quiet'], { cwd: folder });
});
afterEach(() => rm(folder, { recursive: true }));

async function commit(file: string, text: string): Promise<void> {
  await writeFile(join(folder, file), text);
  await runCommand('git', ['add', file], { cwd: folder });
}

test('a committed file that names the checkout, a home or a registry is a leak', async () => {
  await commit('here.md', `see ${folder}/README.md`);
  await commit('home.md', `first\nls ${['', 'home', 'alice', 'src'].join('/')}`);
  await commit('registry.md', `from https://${['registry', 'npmjs', 'org'].join('.')}/x`);
  await commit('package-lock.json', '{\n  "resolved": "https://mirror.test/x.tgz"\n}');
  expect(await findLeaks(folder)).toEqual([
    'here.md:1: names a folder of one machine',
    'home.md:2: names a folder of one machine',
    'package-lock.json:2: has a resolved address',
    `registry.md:1: names the registry ${['registry', 'npmjs', 'org'].join('.')}`,
  ]);
});

test('addresses of products and relative paths are no leak', async () => {
  await commit('README.md', 'see https://docs.temporal.io and ./docs/home/readme.md');
  expect(await findLeaks(folder)).toEqual([]);
});
