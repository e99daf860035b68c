/** `leasehold config check|diff|apply|export`: the configuration as a file. */
import { Readable } from 'node:stream';
import { Command } from 'commander';
import { dataOf } from '../../../api/client/client.ts';
import { checkText } from '../../../config/document/problems.ts';
import { readCliDefaults } from '../../../config/environment/cli.ts';
import { readText, readUsable, tellCheck, unusable } from '../configuration-file.ts';
import { type ConfigurationSource, configurationOfApi, withConfigurationOfDatabase } from '../configuration-source.ts';
import { canAsk, confirm } from '../confirm.ts';
import { contextOf, isJson } from '../context.ts';
import { differenceLines, differencesOf } from '../differences.ts';
import { configurationText, hiddenCredentials } from '../export-configuration.ts';
import { CliError, EXIT } from '../failure.ts';
import { count } from '../options.ts';
import { counted, inIso, note, printJson, printLine } from '../print.ts';
import { requireFree, writeWhole } from '../write-file.ts';
import { configChangesCommands } from './config-changes.ts';
import { configMovedCommand } from './config-moved.ts';

const DATABASE = 'directly in the PostgreSQL of DATABASE_URL, while Leasehold is stopped';

interface ApplyOptions {
  readonly note?: string;
  readonly base?: number;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly database?: boolean;
}

export function configCommand(): Command {
  const config = new Command('config').description('check, compare, apply and export the configuration');
  config
    .command('check')
    .argument('[file]', 'a file, or - for standard input (LEASEHOLD_CONFIG, or ./leasehold.yaml)')
    .description('check a file for problems and warnings; needs no running Leasehold')
    .addHelpText(
      'after',
      '\nExamples:\n  leasehold config check leasehold.yaml\n  leasehold config check --json < next.yaml -',
    )
    .action(async (file: string | undefined, _options: unknown, command: Command) => {
      const { name, text } = await readText(file ?? readCliDefaults().configFile);
      const { problems, warnings } = checkText(text);
      const json = isJson(command);
      if (json) printJson({ ok: problems.length === 0, problems, warnings });
      else tellCheck(name, { problems, warnings });
      if (problems.length > 0) throw unusable(name, { problems }, false);
      if (!json) printLine(`${name} is valid.`);
    });
  config
    .command('diff')
    .argument('<file>', 'a file, or - for standard input')
    .description('show the changes that applying a file would make')
    .option('--exit-code', 'exit with 1 if there are differences')
    .option('--database', `compare with the configuration ${DATABASE}`)
    .addHelpText(
      'after',
      '\n+ added, - removed, ~ changed.\n\nExamples:\n  leasehold config diff leasehold.yaml\n  leasehold config diff leasehold.yaml --exit-code > /dev/null || echo differs',
    )
    .action(diff);
  config
    .command('apply')
    .argument('<file>', 'a file, or - for standard input')
    .description('apply a file as a new revision, unless nothing changes')
    .option('--note <text>', 'the reason, kept with the revision')
    .option('--base <revision>', 'refuse if the current revision is not this one', count)
    .option('--dry-run', 'only show the changes')
    .option('--yes', 'do not ask for confirmation')
    .option('--database', `write it ${DATABASE}`)
    .addHelpText(
      'after',
      '\nWith changeControl: secondPerson, another admin must approve the change: see leasehold config changes.\n\nExamples:\n  leasehold config apply leasehold.yaml --note "On-call may break glass"\n  leasehold config apply leasehold.yaml --base 12 --yes\n  leasehold config apply leasehold.yaml --database',
    )
    .action(apply);
  config
    .command('export')
    .argument('[file]', 'the file to write (default: standard output)')
    .description('export the configuration as a file that can be applied again; comments are lost')
    .option('--force', 'replace an existing file')
    .option('--database', `read it ${DATABASE}`)
    .addHelpText(
      'after',
      '\nCredentials are exported as references (env:, file:) or sealed under LEASEHOLD_ENCRYPTION_KEY, never in plain text.\n\nExamples:\n  leasehold config export > leasehold.yaml\n  leasehold config export leasehold.yaml --force',
    )
    .action(exportTo);
  for (const each of configChangesCommands()) config.addCommand(each);
  config.addCommand(configMovedCommand());
  return config;
}

/** Runs a command on the configuration source that the options select. */
function withSource<Result>(
  command: Command,
  database: boolean | undefined,
  use: (source: ConfigurationSource) => Promise<Result>,
): Promise<Result> {
  return database === true ? withConfigurationOfDatabase(use) : use(configurationOfApi(contextOf(command).api));
}

async function diff(
  file: string,
  { exitCode, database }: { exitCode?: boolean; database?: boolean },
  command: Command,
): Promise<void> {
  const json = isJson(command);
  const { name, document } = await readUsable(file, json);
  const { revision, differences, complete } = await withSource(command, database, async (source) => {
    const current = await source.current();
    return { ...current, differences: differencesOf(current, document) };
  });
  if (!complete) note('Sealed credentials are not compared: only people who may change the configuration see them.');
  if (json) printJson({ revision, differs: differences.length > 0, differences });
  else if (differences.length === 0) printLine(`${name} equals ${revisionName(revision)}.`);
  else console.log(differenceLines(differences, process.stdout));
  if (exitCode === true && differences.length > 0) process.exitCode = EXIT.failed;
}

async function apply(file: string, options: ApplyOptions, command: Command): Promise<void> {
  const json = isJson(command);
  const read = await readUsable(file, json);
  await withSource(command, options.database, async (source) => {
    const seen = await source.current();
    if (options.base !== undefined && options.base !== seen.revision)
      throw await changedSince(options.base, seen.revision, command, options.database === true);
    const { revision } = seen;
    const differences = differencesOf(seen, read.document);
    if (differences.length === 0) {
      if (json) printJson({ outcome: 'unchanged', revision, differences });
      else printLine(`Nothing to change: ${read.name} equals ${revisionName(revision)}.`);
      return;
    }
    if (options.dryRun === true) {
      if (json) printJson({ outcome: 'planned', revision, differences });
      else console.log(differenceLines(differences, process.stdout));
      return;
    }
    if (!json) {
      console.error(differenceLines(differences, process.stderr));
      if (options.yes !== true && canAsk()) await confirm(`Apply this to ${revisionName(revision)} of ${source.name}?`);
    }
    const applied = await source.apply(read, seen, options.note ?? `Applied ${read.name}`);
    if (json) printJson({ ...applied, differences });
    else if (applied.outcome === 'saved') printLine(`Applied as revision ${applied.revision}.`);
    else
      printLine(
        `The change awaits approval by another admin: leasehold config approve ${applied.change.id}\nUntil then revision ${revision} stays in force.`,
      );
  });
}

async function exportTo(
  file: string | undefined,
  { force = false, database }: { force?: boolean; database?: boolean },
  command: Command,
): Promise<void> {
  const json = isJson(command);
  if (file !== undefined) await requireFree(file, force);
  const { text, revision, document } = await withSource(command, database, async (source) => {
    const current = await source.current();
    if (current.revision === 0) throw new CliError('There is no configuration yet.');
    const hidden = hiddenCredentials(current.document);
    if (hidden > 0)
      note(
        `${counted(hidden, 'sealed credential')} left out (sealed:set). Only people who may change the configuration see them. This file cannot be applied.`,
      );
    return { ...current, text: configurationText(current, source.name, new Date()) };
  });
  if (file === undefined) {
    if (json) printJson({ revision, document });
    else process.stdout.write(text);
    return;
  }
  await writeWhole(file, Readable.from([text]));
  if (json) printJson({ revision, file });
  else printLine(`Revision ${revision} is in ${file}.`);
}

/** Names the person who saved in the meantime. */
async function changedSince(base: number, now: number, command: Command, database: boolean): Promise<CliError> {
  const start = `The configuration is at revision ${now}, no longer at ${base}`;
  const advice = 'Export it again, and repeat the change.';
  const details = { code: 'LH_CHANGED_MEANWHILE' };
  if (database) return new CliError(`${start}. ${advice}`, details);
  const { items } = await dataOf(
    contextOf(command).api.GET('/api/v1/configuration/revisions', { params: { query: { limit: 1 } } }),
  );
  const [last] = items;
  return new CliError(
    `${start}: ${last?.author ?? 'someone'} saved it at ${inIso(last?.createdAt ?? null)}. ${advice}`,
    details,
  );
}

function revisionName(revision: number): string {
  return revision === 0 ? 'the empty configuration' : `revision ${revision}`;
}
