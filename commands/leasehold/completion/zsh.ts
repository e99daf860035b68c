/** Completion for zsh: `_arguments` for each command, generated from the commands. */
import { allCommands, type CommandWord, type OptionWord, type Value } from './tree.ts';

export function zshScript(tree: CommandWord): string {
  return `#compdef leasehold
# Completion of leasehold for zsh. Made by: leasehold completion zsh
${allCommands(tree).map(functionOf).join('\n')}
# Read by compinit as a file of its own, or by eval.
if [[ $funcstack[1] == _leasehold ]]; then _leasehold "$@"; else compdef _leasehold leasehold; fi
`;
}

function functionOf(command: CommandWord): string {
  return command.commands.length > 0 ? groupOf(command) : leafOf(command);
}

/** A command with subcommands: the first word that is not an option selects one. */
function groupOf({ path, commands, options }: CommandWord): string {
  return `${nameOf(path)}() {
  local curcontext=$curcontext state line
  typeset -A opt_args
  _arguments -C -s -S ${options.flatMap(specsOf).join(' ')} '1: :->command' '*:: :->rest'
  case $state in
    command)
      local -a commands=(${commands.map(({ name, description }) => quoted(`${name}:${description.replaceAll(':', '\\:')}`)).join(' ')})
      _describe command commands ;;
    rest)
      case $line[1] in
${commands.map(({ name, path: below }) => `        ${name}) ${nameOf(below)} ;;`).join('\n')}
      esac ;;
  esac
}`;
}

function leafOf({ path, options, arguments: values }: CommandWord): string {
  const places = values.map((value, place) => quoted(`${place + 1}:value:${action(value)}`));
  return `${nameOf(path)}() { _arguments -s -S ${[...options.flatMap(specsOf), ...places].join(' ')} }`;
}

function specsOf({ names, description, value }: OptionWord): readonly string[] {
  const text = description.replace(/[[\]:\\]/g, '\\$&');
  return names.map((name) =>
    quoted(value === undefined ? `${name}[${text}]` : `${name}=[${text}]:value:${action(value)}`),
  );
}

function action(value: Value): string {
  switch (value.kind) {
    case 'words':
      return `(${value.words.join(' ')})`;
    case 'file':
      return '_files';
    case 'any':
      return ' ';
  }
}

function nameOf(path: string): string {
  return path === '' ? '_leasehold' : `_leasehold_${path.replaceAll(/[ -]/g, '_')}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
