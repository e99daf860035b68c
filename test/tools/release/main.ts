/**
 * `npm run release -- 0.2.0`: turns the changelog's Unreleased into a version, with a commit and a tag. It never
 * pushes; `--dry-run` changes nothing.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runCommand } from '../../../commands/boot/run-command.ts';
import { errorText } from '../../../domain/error-text.ts';
import { cutChangelog, requireNewer } from './cut-changelog.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const USAGE = 'Usage: npm run release -- VERSION [--dry-run]';

async function release(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      'dry-run': { type: 'boolean', default: false },
      // For the test of this script.
      root: { type: 'string', default: ROOT },
    },
  });
  const [version] = positionals;
  if (version === undefined || positionals.length > 1) throw new Error(USAGE);
  const { root } = values;
  const git = (...args: string[]): Promise<string> => output('git', args, root);
  const file = {
    changelog: join(root, 'CHANGELOG.md'),
    package: join(root, 'package.json'),
    lock: join(root, 'package-lock.json'),
  };

  const before = await readFile(file.package, 'utf8');
  requireNewer(version, JSON.parse(before).version, (await git('tag', '--list', 'v*')).split('\n'));
  const today = new Date().toISOString().slice(0, 10);
  const { changelog, notes } = cutChangelog(await readFile(file.changelog, 'utf8'), version, today);
  const branch = await git('branch', '--show-current');
  if (branch !== 'main') throw new Error(`A release is made on main, and this is ${branch || 'no branch'}.`);
  const changed = await git('status', '--porcelain');
  if (changed !== '') throw new Error(`These files are not committed: commit or remove them first.\n${changed}`);

  console.log(`Release ${version}\n\n${notes}\n`);
  if (values['dry-run']) return console.log('A dry run: nothing was changed, and `npm test` did not run.');
  await requireGreen(root);
  await writeFile(file.changelog, changelog);
  await writeFile(file.package, withVersion(before, version));
  // The lock file contains the version twice: for the lock, and for the package itself.
  await writeFile(file.lock, withVersion(withVersion(await readFile(file.lock, 'utf8'), version), version, '      '));
  await git('commit', '--quiet', '--message', `Release ${version}`, '--', ...Object.values(file));
  await git('tag', '--annotate', `v${version}`, '--message', `Leasehold ${version}\n\n${notes}`);
  console.log(`Committed and tagged v${version}. Publish it with: git push --follow-tags`);
}

async function requireGreen(root: string): Promise<void> {
  console.log('Running `npm test` …');
  const { ok, output: said } = await runCommand('npm', ['test'], { cwd: root });
  if (!ok) throw new Error(`\`npm test\` is not green, so nothing was released. It ended with:\n${said.slice(-2_000)}`);
}

function withVersion(json: string, version: string, indent = '  '): string {
  return json.replace(new RegExp(`^(${indent}"version": )"[^"]*"`, 'm'), `$1"${version}"`);
}

async function output(command: string, args: readonly string[], cwd: string): Promise<string> {
  const result = await runCommand(command, args, { cwd });
  if (!result.ok) throw new Error(`${command} ${args[0]} failed: ${result.output}`);
  return result.output;
}

try {
  await release();
} catch (error) {
  console.error(errorText(error));
  process.exitCode = 1;
}
