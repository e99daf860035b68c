/** `leasehold completion bash|zsh|fish`: a script for the shell, made from the commands as they are. */
import { Argument, Command } from 'commander';
import { bashScript } from '../completion/bash.ts';
import { fishScript } from '../completion/fish.ts';
import { readTree } from '../completion/tree.ts';
import { zshScript } from '../completion/zsh.ts';
import { isJson } from '../context.ts';
import { printJson } from '../print.ts';

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;

/** @param program read when the command runs, so that all commands are in it. */
export function completionCommand(program: Command): Command {
  return new Command('completion')
    .addArgument(new Argument('<shell>', 'the shell').choices(Object.keys(SCRIPTS)))
    .description('print a script that completes commands, options and their values in a shell')
    .addHelpText(
      'after',
      '\nExamples:\n  eval "$(leasehold completion bash)"    # in ~/.bashrc\n  eval "$(leasehold completion zsh)"     # in ~/.zshrc, after compinit\n  leasehold completion fish > ~/.config/fish/completions/leasehold.fish',
    )
    .action((shell: keyof typeof SCRIPTS, _options: unknown, command: Command) => {
      const script = SCRIPTS[shell](readTree(program));
      if (isJson(command)) printJson({ shell, script });
      else process.stdout.write(script);
    });
}
