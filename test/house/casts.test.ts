import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommand } from '../../commands/boot/run-command.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const RULES = ['biome.json', 'test/tools/checks/no-untyped-cast.grit'];
const SENTENCE = "A cast to never or any disables the API's types";

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casts-'));
  for (const rule of RULES) await cp(join(ROOT, rule), join(folder, rule), { recursive: true });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function lint(path: string, code: string): Promise<string> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, code);
  const biome = join(ROOT, 'node_modules/@biomejs/biome/bin/biome');
  const flags = ['lint', '--vcs-enabled=false', '--colors=off', path];
  return (await runCommand(process.execPath, [biome, ...flags], { cwd: folder })).output;
}

test.each([
  ['console/src/api/a.ts', 'export const body = (value: object) => value as never;'],
  ['console/src/pages/b.tsx', 'export const B = (value: { key: string }) => <a {...(value as never)}>b</a>;'],
  ['console/src/c.ts', 'export const search = (value: unknown) => ({ search: (value ?? {}) as never });'],
  ['console/src/d.ts', 'export const found = (value: object) => (value as unknown as any).key;'],
  ['commands/leasehold/commands/e.ts', 'export const plan = (value: object) => value as never;'],
  ['api/client/f.ts', 'export const data = (value: object) => value as any;'],
])('a cast that switches the types off is refused in %s', async (path, code) => {
  expect(await lint(path, code)).toContain(SENTENCE);
});

test('a cast to a type is not refused', async () => {
  const output = await lint('console/src/g.ts', 'export const name = (value: unknown) => value as string;');
  expect(output).not.toContain(SENTENCE);
  expect(output).toContain('Checked 1 file');
});
