import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { runCommand } from '../../commands/boot/run-command.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** Only config/ reads the environment; tests may set it for the programs that they start. */
const MAY_READ = /^(config|test)\/|\.test\.ts$/;
const READS =
  /\bprocess\s*\.\s*env\b|\bprocess\[['"]env['"]\]|import\s*\{[^}]*\benv\b[^}]*\}\s*from\s*['"](node:)?process['"]/;

test('only config/ reads the environment', async () => {
  const { output } = await runCommand('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: ROOT });
  const files = output.split('\n').filter((file) => /\.(ts|mts|mjs|cjs|js|tsx)$/.test(file) && !MAY_READ.test(file));
  expect(files.length).toBeGreaterThan(20);
  const readers = await Promise.all(
    files.map(async (file) => (READS.test(await readFile(resolve(ROOT, file), 'utf8').catch(() => '')) ? [file] : [])),
  );
  expect(readers.flat()).toEqual([]);
});

test.each(['process.env.PORT', "process['env']", "import { argv, env } from 'node:process';"])(
  '%s counts as reading it',
  (code) => {
    expect(READS.test(code)).toBe(true);
  },
);
