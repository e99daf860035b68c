import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommand } from '../../scripts/run-command.ts';
import { rule, VALID } from '../config/files.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leasehold-check-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function check(text: string, ...options: string[]) {
  const file = join(folder, 'leasehold.yaml');
  await writeFile(file, text);
  const result = await runCommand(process.execPath, ['cli/leasehold.mjs', ...options, 'config', 'check', file], {});
  return { ...result, output: result.output.replaceAll(file, 'leasehold.yaml') };
}

test('people read a line a problem, with its place, and how many there are', async () => {
  const { ok, output } = await check(
    rule('approvall: {}', 'duration: { default: 2d, max: 1d }', 'when: { permanent: true }'),
  );
  expect(ok).toBe(false);
  expect(output.trim().split('\n')).toEqual([
    "warning: leasehold.yaml:24:13: rules[1].when.permanent: is looked for in the person's profile; a condition on the request is written under when.request",
    'leasehold.yaml:22:5: rules[1].approvall: unknown key; did you mean "approval"?',
    'leasehold.yaml:23:17: rules[1].duration.default: the default is longer than the max (1 day)',
    'leasehold.yaml cannot be used: 2 problems.',
  ]);
});

test('scripts read the same as JSON', async () => {
  const broken = await check(rule('approvall: {}'), '--json');
  expect(broken.ok).toBe(false);
  expect(JSON.parse(broken.output.slice(0, broken.output.lastIndexOf('}') + 1))).toEqual({
    ok: false,
    problems: [{ path: 'rules[1].approvall', message: 'unknown key; did you mean "approval"?', line: 22, column: 5 }],
    warnings: [],
  });
  const good = await check(VALID, '--json');
  expect(good.ok).toBe(true);
  expect(JSON.parse(good.output)).toEqual({ ok: true, problems: [], warnings: [] });
});

test('a good file is said to be one', async () => {
  expect(await check(VALID)).toMatchObject({
    ok: true,
    output: expect.stringContaining('leasehold.yaml can be used.'),
  });
});
