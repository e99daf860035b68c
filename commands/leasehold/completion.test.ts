import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noteMissingPart } from '../../test/parts/obtain-part.ts';
import type { Shell } from '../../test/parts/part.ts';
import { runCommand } from '../boot/run-command.ts';
import { bashScript } from './completion/bash.ts';
import { fishScript } from './completion/fish.ts';
import { allCommands, readTree } from './completion/tree.ts';
import { zshScript } from './completion/zsh.ts';
import { createProgram } from './program.ts';

const tree = readTree(createProgram());
const SCRIPTS = { bash: bashScript(tree), zsh: zshScript(tree), fish: fishScript(tree) };

/** The offers of a real shell at the end of a line. */
const OFFERS: Readonly<Record<Shell, (script: string, line: string) => Promise<string>>> = {
  async bash(script, line) {
    return (await runCommand('bash', ['--norc', 'test/fixtures/bash-offers.bash', script, line])).output;
  },
  async zsh(script, line) {
    const { output } = await runCommand('zsh', ['-f', 'test/fixtures/zsh-offers.zsh', script, line], {
      timeout: 30_000,
    });
    return /<<<\s([\s\S]*)>>>/.exec(output.replaceAll('\r', ''))?.[1] ?? output;
  },
  async fish(script, line) {
    const code = 'source $argv[1]; complete -C $argv[2]';
    return (await runCommand('fish', ['--no-config', '-c', code, script, line])).output;
  },
};

/** The words alone, without descriptions, and without the option before `=`. */
function wordsOf(output: string): readonly string[] {
  return output
    .split('\n')
    .map((line) => (line.split('\t')[0] ?? '').trim().replace(/^--[a-z-]+=/, ''))
    .filter((word) => word !== '')
    .sort();
}

const shells: readonly Shell[] = ['bash', 'zsh', 'fish'];
const there = await Promise.all(shells.map(async (shell) => (await runCommand(shell, ['-c', 'true'])).ok));
const missing = shells.filter((_shell, index) => !there[index]);
for (const shell of missing) await noteMissingPart(shell, `${shell} is not installed (apt-get install ${shell})`);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leasehold-completion-'));
  for (const shell of shells) await writeFile(join(folder, shell), SCRIPTS[shell]);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each(shells)('%s', { timeout: 60_000 }, (shell) => {
  const offers = async (line: string) => wordsOf(await OFFERS[shell](join(folder, shell), line));

  test.skipIf(missing.includes(shell))(
    'completes commands, options, and values where only some are possible',
    async () => {
      expect(await offers('leasehold ')).toEqual(tree.commands.map(({ name }) => name).sort());
      expect(await offers('leasehold requests ')).toEqual(['list', 'show']);
      expect(await offers('leasehold gr')).toEqual(['grants']);
      expect(await offers('leasehold requests list --s')).toEqual(['--state', '--subject']);
      expect(await offers('leasehold requests list --state a')).toEqual(['active', 'approved', 'awaiting_approval']);
      expect(await offers('leasehold requests list --state=ac')).toEqual(['active']);
      expect(await offers('leasehold review decide some-id ')).toEqual(['keep', 'revoke']);
      expect(await offers('leasehold audit export --format ')).toEqual(['csv', 'jsonl']);
    },
  );

  test.skipIf(missing.includes(shell))('is not led astray by values, or by options before a command', async () => {
    expect(await offers('leasehold --url http://localhost:8080 --json requests ')).toEqual(['list', 'show']);
    expect(await offers('leasehold requests list --subject grants --st')).toEqual(['--state']);
  });
});

test('every command is in the scripts', () => {
  for (const { path } of allCommands(tree).slice(1)) {
    expect(SCRIPTS.bash).toContain(`path='${path}'`);
    expect(SCRIPTS.zsh).toContain(`_leasehold_${path.replaceAll(' ', '_')}()`);
    expect(SCRIPTS.fish).toContain(`'${path}'`);
  }
});
