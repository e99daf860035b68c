import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
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

/** Ways around the rule that the linter's patterns do not match. */
const DETOUR = /\bas unknown as\b|\bas never\b|<never>|@ts-(?:ignore|expect-error|nocheck)/;

test('console, command line and client take no detour around the types', async () => {
  const { output } = await runCommand('git', ['ls-files', 'console', 'commands/leasehold', 'api/client'], {
    cwd: ROOT,
  });
  const sources = output.split('\n').filter((file) => /\.tsx?$/.test(file) && !/\.(test|d)\.ts$/.test(file));
  expect(sources.length).toBeGreaterThan(100);
  const detours = await Promise.all(
    sources.map(async (file) => (DETOUR.test(await readFile(join(ROOT, file), 'utf8')) ? [file] : [])),
  );
  expect(detours.flat()).toEqual([]);
});

test.each(['value as unknown as Rule', 'value as never[]', '<never>value', '// @ts-expect-error'])(
  '%s is such a detour',
  (code) => {
    expect(DETOUR.test(code)).toBe(true);
  },
);
