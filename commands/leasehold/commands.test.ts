import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { createProgram } from './program.ts';

/** Commands that do something, by how they are typed. */
function leavesOf(command: Command, path = 'leasehold'): readonly (readonly [string, Command])[] {
  if (command.commands.length === 0) return [[path, command]];
  return command.commands.flatMap((each) => leavesOf(each, `${path} ${each.name()}`));
}

const LEAVES = leavesOf(createProgram());

/** With the examples, which are added when it is shown. */
function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({
    writeOut: (more) => {
      text += more;
    },
  });
  command.outputHelp();
  return text;
}

test('all commands of the contract are there', () => {
  expect(LEAVES.map(([path]) => path.replace('leasehold ', ''))).toEqual(
    expect.arrayContaining(
      [
        ['config check', 'config apply', 'config export', 'config diff', 'doctor', 'setup jira', 'setup temporal'],
        ['requests list', 'requests show', 'grants list', 'grants show', 'revoke', 'simulate'],
        ['review show', 'review decide', 'audit export', 'audit verify', 'completion'],
      ].flat(),
    ),
  );
});

test.each(LEAVES)('%s --help describes each option and argument, and has an example', (path, command) => {
  const help = helpOf(command);
  expect(help).toMatch(new RegExp(`\\nExamples?:\\n(.*\\n)*? .*${path}\\b`));
  expect(command.description()).not.toBe('');
  for (const { flags, description } of command.options) expect(description, flags).not.toBe('');
  for (const argument of command.registeredArguments) expect(argument.description, argument.name()).not.toBe('');
});

test('docs/cli.md has an example of every command', async () => {
  const text = await readFile('docs/cli.md', 'utf8');
  const examples = text.split('\n').filter((line) => line.startsWith('$ '));
  const lacking = LEAVES.filter(([path]) => !examples.some((line) => `${line} `.includes(`${path} `)));
  expect(lacking.map(([path]) => path)).toEqual([]);
});
