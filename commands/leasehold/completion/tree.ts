/** The tree of commands and options from which the completion scripts are generated. */
import type { Command, Option } from 'commander';

export interface OptionWord {
  /** `--state`, `-h` */
  readonly names: readonly string[];
  readonly description: string;
  /** Undefined for a switch. */
  readonly value: Value | undefined;
}

/** The values that a position accepts: one of a few words, a file, or anything. */
export type Value = { readonly kind: 'words'; readonly words: readonly string[] } | { readonly kind: 'file' | 'any' };

export interface CommandWord {
  /** For example `requests list`; empty for the program itself. */
  readonly path: string;
  readonly name: string;
  readonly description: string;
  readonly commands: readonly CommandWord[];
  readonly options: readonly OptionWord[];
  /** The arguments in order. */
  readonly arguments: readonly Value[];
}

export function readTree(program: Command): CommandWord {
  return read(program, '', optionsOf(program));
}

function read(command: Command, path: string, inherited: readonly OptionWord[]): CommandWord {
  const own = path === '' ? [] : optionsOf(command);
  return {
    path,
    name: command.name(),
    description: command.description(),
    commands: command.commands.map((each) =>
      read(each, path === '' ? each.name() : `${path} ${each.name()}`, inherited),
    ),
    // Global options are valid for every command. Each command has its own --help.
    options: [...own, ...inherited].filter(
      (each, index, all) => all.findIndex(({ names }) => names.join() === each.names.join()) === index,
    ),
    arguments: command.registeredArguments.map((each) => valueIn(each.name(), each.argChoices)),
  };
}

function optionsOf(command: Command): readonly OptionWord[] {
  return command.createHelp().visibleOptions(command).map(toWord);
}

function toWord(option: Option): OptionWord {
  const takesValue = option.required || option.optional;
  const placeholder = /[<[]([a-z-]+)/.exec(option.flags)?.[1] ?? '';
  return {
    names: [option.short, option.long].filter((each): each is string => each != null),
    description: option.description,
    value: takesValue ? valueIn(placeholder, option.argChoices) : undefined,
  };
}

function valueIn(name: string, choices: readonly string[] | undefined): Value {
  if (choices !== undefined) return { kind: 'words', words: choices };
  return { kind: name === 'file' ? 'file' : 'any' };
}

/** The command and all its subcommands, parents first. */
export function allCommands(tree: CommandWord): readonly CommandWord[] {
  return [tree, ...tree.commands.flatMap(allCommands)];
}
