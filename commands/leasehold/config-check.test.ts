import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rule, VALID } from '../../test/support/config-files.ts';
import { leasehold } from '../../test/support/leasehold.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leasehold-check-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function check(text: string, ...options: string[]) {
  const file = join(folder, 'leasehold.yaml');
  await writeFile(file, text);
  const { code, stdout, stderr } = await leasehold([...options, 'config', 'check', file]);
  const short = (output: string): string => output.replaceAll(file, 'leasehold.yaml');
  return { code, stdout: short(stdout), stderr: short(stderr) };
}

test('people read a line a problem, with its place, and how many there are', async () => {
  const { code, stdout, stderr } = await check(
    rule('approvall: {}', 'duration: { default: 2d, max: 1d }', 'when: { permanent: true }'),
  );
  expect(code).toBe(1);
  expect(stdout).toBe('');
  expect(stderr.trim().split('\n')).toEqual([
    "warning: leasehold.yaml:25:13: rules[1].when.permanent: is looked for in the person's profile; a condition on the request is written under when.request",
    'leasehold.yaml:23:5: rules[1].approvall: unknown key; did you mean "approval"?',
    'leasehold.yaml:24:17: rules[1].duration.default: the default is longer than the max (1 day)',
    'leasehold.yaml cannot be used: 2 problems.',
  ]);
});

test('scripts read the same as JSON', async () => {
  const broken = await check(rule('approvall: {}'), '--json');
  expect(broken.code).toBe(1);
  expect(JSON.parse(broken.stdout)).toEqual({
    ok: false,
    problems: [{ path: 'rules[1].approvall', message: 'unknown key; did you mean "approval"?', line: 23, column: 5 }],
    warnings: [],
  });
  expect(JSON.parse(broken.stderr)).toEqual({ error: { message: 'leasehold.yaml cannot be used: 1 problem.' } });
  const good = await check(VALID, '--json');
  expect(good.code).toBe(0);
  expect(JSON.parse(good.stdout)).toEqual({ ok: true, problems: [], warnings: [] });
});

test('a good file is said to be one, whether named, read from standard input, or that of LEASEHOLD_CONFIG', async () => {
  expect(await check(VALID)).toMatchObject({ code: 0, stdout: 'leasehold.yaml is valid.\n' });
  expect(await leasehold(['config', 'check', '-'], { input: VALID })).toMatchObject({
    code: 0,
    stdout: 'standard input is valid.\n',
  });
  const file = join(folder, 'leasehold.yaml');
  expect(await leasehold(['config', 'check'], { env: { LEASEHOLD_CONFIG: file } })).toMatchObject({
    code: 0,
    stdout: `${file} is valid.\n`,
  });
});
