/** Runs the script on a scratch repository: its refusals, and its results. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runCommand } from '../../../commands/boot/run-command.ts';
import { cutChangelog } from './cut-changelog.ts';

const CHANGELOG = `# Changelog

## [Unreleased]

### Added

- Something.

### Workflow compatibility

- Runs go on.

## [0.1.0] - 2026-01-01

- The first.
`;
const PACKAGE = { name: 'x', version: '0.1.0' };

let root: string;
const git = async (...args: string[]): Promise<string> => {
  const { ok, output } = await runCommand('git', ['-c', 'user.name=A', '-c', 'user.email=a@b.test', ...args], {
    cwd: root,
  });
  expect(ok, output).toBe(true);
  return output;
};
const release = (...args: string[]) =>
  runCommand(process.execPath, ['--import', 'tsx', 'test/tools/release/main.ts', '--root', root, ...args], {
    env: {
      GIT_AUTHOR_NAME: 'A',
      GIT_AUTHOR_EMAIL: 'a@b.test',
      GIT_COMMITTER_NAME: 'A',
      GIT_COMMITTER_EMAIL: 'a@b.test',
    },
  });
const json = async (file: string) => JSON.parse(await readFile(join(root, file), 'utf8'));

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'leasehold-release-'));
  await git('init', '--quiet', '--initial-branch', 'main');
  await writeFile(join(root, 'CHANGELOG.md'), CHANGELOG);
  await writeFile(
    join(root, 'package.json'),
    JSON.stringify({ ...PACKAGE, scripts: { test: 'exit 0' } }, undefined, 2),
  );
  const lock = { ...PACKAGE, lockfileVersion: 3, packages: { '': PACKAGE, 'node_modules/y': { version: '9.9.9' } } };
  await writeFile(join(root, 'package-lock.json'), JSON.stringify(lock, undefined, 2));
  await git('add', '--all');
  await git('commit', '--quiet', '--message', 'First');
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe('a release', () => {
  test('cuts the changelog, sets the version, commits and tags, and leaves nothing uncommitted', async () => {
    const { ok, output } = await release('0.2.0');
    expect(output).toContain('git push --follow-tags');
    expect(ok).toBe(true);
    expect(await git('log', '--format=%s', '-1')).toBe('Release 0.2.0');
    expect(await git('tag', '--points-at', 'HEAD')).toBe('v0.2.0');
    expect(await git('status', '--porcelain')).toBe('');
    const text = await readFile(join(root, 'CHANGELOG.md'), 'utf8');
    expect(text).toMatch(/## \[Unreleased\]\n\n## \[0\.2\.0\] - \d{4}-\d\d-\d\d\n\n### Added\n/);
    expect(text).toContain('- Runs go on.\n\n## [0.1.0] - 2026-01-01');
    expect(await json('package.json')).toMatchObject({ version: '0.2.0' });
    expect(await json('package-lock.json')).toMatchObject({
      version: '0.2.0',
      packages: { '': { version: '0.2.0' }, 'node_modules/y': { version: '9.9.9' } },
    });
  });

  test('that is a dry run shows the notes and changes nothing', async () => {
    const { ok, output } = await release('0.2.0', '--dry-run');
    expect([ok, output]).toEqual([true, expect.stringContaining('- Something.')]);
    expect(await git('log', '--format=%s')).toBe('First');
    expect(await git('status', '--porcelain')).toBe('');
    expect(await git('tag')).toBe('');
  });

  test('is refused on another branch, on changed files, and for a version that is taken, lower or none', async () => {
    const refused = async (...args: string[]) => {
      const { ok, output } = await release(...args);
      expect(ok).toBe(false);
      return output;
    };
    expect(await refused()).toContain('Usage');
    expect(await refused('next')).toContain('"next" is not a version');
    expect(await refused('0.0.9')).toContain('below the current version 0.1.0');
    await git('tag', 'v0.2.0');
    expect(await refused('0.2.0')).toContain('a tag v0.2.0 already');
    await writeFile(join(root, 'new.txt'), 'new');
    expect(await refused('0.3.0')).toContain('not committed');
    await git('switch', '--quiet', '--create', 'other');
    expect(await refused('0.3.0')).toContain('made on main, and this is other');
  });

  test('is refused when the tests fail', async () => {
    await writeFile(
      join(root, 'package.json'),
      JSON.stringify({ ...PACKAGE, scripts: { test: 'exit 1' } }, undefined, 2),
    );
    await git('commit', '--quiet', '--all', '--message', 'Red');
    const { ok, output } = await release('0.2.0');
    expect([ok, output]).toEqual([false, expect.stringContaining('not green')]);
    expect(await git('tag')).toBe('');
  });
});

test('a changelog without anything to release, or without a word on workflow compatibility, is refused', () => {
  expect(() => cutChangelog('# C\n\n## [Unreleased]\n\n## [0.1.0] - x\n', '0.2.0', 'd')).toThrow('nothing to release');
  expect(() => cutChangelog('# C\n\n## [Unreleased]\n\n- A.\n', '0.2.0', 'd')).toThrow('Workflow compatibility');
});
