/** `leasehold config check`: what is wrong with a file, before anybody applies it. */
import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { ConfigurationError, parseConfiguration, parseYaml } from '../../config/parse.ts';
import { type Problem, warnings } from '../../config/problems.ts';
import { CliError } from '../api-client.ts';
import { printJson } from '../print.ts';

export function configCommand(): Command {
  const config = new Command('config').description('the configuration');
  config
    .command('check <file>')
    .description('all problems of a file, and what will surprise somebody; needs no running Leasehold')
    .action(async (file: string, _options: unknown, command: Command) => {
      const { problems, surprises } = check(await read(file), file);
      if (command.optsWithGlobals<{ json?: boolean }>().json)
        printJson({ ok: problems.length === 0, problems, warnings: surprises });
      for (const each of surprises) console.error(`warning: ${each.path}: ${each.message}`);
      if (problems.length > 0)
        throw new CliError(problems.map((each) => `${file}: ${each.path}: ${each.message}`).join('\n'));
      if (!command.optsWithGlobals<{ json?: boolean }>().json) console.log(`${file} can be used.`);
    });
  return config;
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw new CliError(`${file} cannot be read.`);
  }
}

function check(text: string, file: string): { problems: readonly Problem[]; surprises: readonly Problem[] } {
  try {
    return { problems: [], surprises: warnings(parseConfiguration(parseYaml(text, file), file).policy) };
  } catch (error) {
    if (error instanceof ConfigurationError) return { problems: error.problems, surprises: [] };
    throw error;
  }
}
