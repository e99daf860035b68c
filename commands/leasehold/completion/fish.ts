/** Completion for fish: one line per word, generated from the commands. */
import { allCommands, type CommandWord, type OptionWord, type Value } from './tree.ts';

export function fishScript(tree: CommandWord): string {
  const commands = allCommands(tree);
  const valued = [
    ...new Set(
      commands.flatMap(({ options }) =>
        options.filter(({ value }) => value !== undefined).flatMap(({ names }) => names),
      ),
    ),
  ];
  return `# Completion of leasehold for fish. Made by: leasehold completion fish
# Prints the commands that were typed before the cursor, and how many arguments follow them.
function __leasehold_place
    set -l paths ${commands
      .slice(1)
      .map(({ path }) => quoted(path))
      .join(' ')}
    set -l path ''
    set -l place 0
    set -l skip 0
    for word in (commandline -opc)[2..]
        if test $skip = 1
            set skip 0
        else if contains -- $word ${valued.join(' ')}
            set skip 1
        else if not string match -q -- '-*' $word
            set -l longer (string trim -- "$path $word")
            if contains -- $longer $paths
                set path $longer
            else
                set place (math $place + 1)
            end
        end
    end
    echo $path/$place
end
function __leasehold_at
    string match -q -- "$argv[1]/*" (__leasehold_place)
end
function __leasehold_argument
    test (__leasehold_place) = $argv[1]
end
complete -c leasehold -f
${commands.flatMap(linesOf).join('\n')}
`;
}

function linesOf({ path, commands, options, arguments: values }: CommandWord): readonly string[] {
  const at = `complete -c leasehold -n ${quoted(`__leasehold_at ${quoted(path)}`)}`;
  return [
    ...commands.map(
      ({ name, description }) =>
        `complete -c leasehold -n ${quoted(`__leasehold_argument ${quoted(`${path}/0`)}`)} -a ${name} -d ${quoted(description)}`,
    ),
    ...values.flatMap((value, place) => {
      const offered = offer(value);
      const where = `__leasehold_argument ${quoted(`${path}/${place}`)}`;
      return offered === '' ? [] : [`complete -c leasehold -n ${quoted(where)} ${offered}`];
    }),
    ...options.map((option) => `${at} ${flags(option)} -d ${quoted(option.description)}`),
  ];
}

function flags({ names, value }: OptionWord): string {
  const named = names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`)).join(' ');
  // -x: takes a value, without file completion.
  return value === undefined ? named : `${named} ${value.kind === 'file' ? '-r' : '-x'} ${offer(value)}`.trimEnd();
}

function offer(value: Value): string {
  switch (value.kind) {
    case 'words':
      return `-a ${quoted(value.words.join(' '))}`;
    case 'file':
      return '-F';
    case 'any':
      return '';
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
