/** `leasehold completion bash|zsh|fish`: a completion script, generated from the commands. */
import { Argument, Command } from 'commander';
import { bashScript } from '../completion/bash.ts';
import { fishScript } from '../completion/fish.ts';
import { readTree } from '../completion/tree.ts';
import { zshScript } from '../completion/zsh.ts';
import { isJson } from '../context.ts';
import { printJson } from '../print.ts';

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;

/** @param program read when the command runs, because it then has all commands. */
export function completionCommand(program: Command): Command {
  return new Command('completion')
    .addArgument(new Argument('<shell>', 'the shell').choices(Object.keys(SCRIPTS)))
    .description('print a shell script that completes commands, options and values')
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
