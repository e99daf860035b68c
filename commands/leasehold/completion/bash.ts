/** Completion for bash: one function, generated from the commands. */
import { allCommands, type CommandWord, type OptionWord, type Value } from './tree.ts';

export function bashScript(tree: CommandWord): string {
  const commands = allCommands(tree);
  const switches = commands.map((each) => `      '${each.path}') words=${wordsAt(each)} ;;`);
  return `# Completion of leasehold for bash. Made by: leasehold completion bash
_leasehold() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} path='' place=0 option='' word words='' i
  COMPREPLY=()
  # bash takes --state=active for three words.
  if [[ $cur == '=' ]]; then cur=''; elif [[ $prev == '=' ]]; then prev=\${COMP_WORDS[COMP_CWORD-2]}; fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    [[ $word == '=' ]] && continue
    if [[ -n $option ]]; then option=''; continue; fi
    case "$path $word" in
${lines(commands.flatMap(valueOptions), '    ')}
      *' -'*) continue ;;
${lines(
  commands.slice(1).map(({ path }) => `'${path.includes(' ') ? path : ` ${path}`}') path='${path}' ;;`),
  '      ',
)}
      *) place=$((place + 1)) ;;
    esac
  done
  if [[ -n $option ]]; then
    case "$path $option" in
${lines(commands.flatMap(valuesOfOptions), '      ')}
    esac
    return
  fi
  if [[ $cur != -* ]]; then
    case "$path $place" in
${lines(commands.flatMap(valuesOfArguments), '      ')}
    esac
  fi
  case "$path" in
${switches.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -F _leasehold leasehold
`;
}

/** Subcommands if there are any; options after a dash. */
function wordsAt({ commands, options }: CommandWord): string {
  const names = options.flatMap((each) => each.names).join(' ');
  if (commands.length === 0) return quoted(names);
  return `${quoted(commands.map(({ name }) => name).join(' '))}; [[ $cur == -* ]] && words=${quoted(names)}`;
}

/** Options that take a value. */
function valueOptions({ path, options }: CommandWord): readonly string[] {
  const names = options.filter(({ value }) => value !== undefined).flatMap((each) => each.names);
  if (names.length === 0) return [];
  return [`  ${names.map((name) => `'${path} ${name}'`).join(' | ')}) option=$word ;;`];
}

function valuesOfOptions({ path, options }: CommandWord): readonly string[] {
  return options.flatMap(({ names, value }: OptionWord) =>
    value === undefined ? [] : [`${names.map((name) => `'${path} ${name}'`).join(' | ')}) ${answer(value)} ;;`],
  );
}

function valuesOfArguments({ path, arguments: values }: CommandWord): readonly string[] {
  return values.flatMap((value, place) =>
    value.kind === 'any' ? [] : [`'${path} ${place}') ${answer(value)}; return ;;`],
  );
}

/** `-o default` completes files if there is no candidate. `compopt +o default` disables that. */
function answer(value: Value): string {
  switch (value.kind) {
    case 'words':
      return `COMPREPLY=($(compgen -W ${quoted(value.words.join(' '))} -- "$cur"))`;
    case 'file':
      return ':';
    case 'any':
      return 'compopt +o default 2> /dev/null';
  }
}

function lines(each: readonly string[], indent: string): string {
  return each.map((line) => indent + line).join('\n');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
