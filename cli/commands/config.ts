/** `leasehold config check`: what is wrong with a file, before anybody applies it. */
import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { checkText, problemLine } from '../../config/problems.ts';
import { CliError } from '../api-client.ts';
import { printJson } from '../print.ts';

export function configCommand(): Command {
  const config = new Command('config').description('the configuration');
  config
    .command('check <file>')
    .description('all problems of a file, and what will surprise somebody; needs no running Leasehold')
    .action(async (file: string, _options: unknown, command: Command) => {
      const { problems, warnings } = checkText(await read(file));
      const json = command.optsWithGlobals<{ json?: boolean }>().json === true;
      if (json) printJson({ ok: problems.length === 0, problems, warnings });
      else {
        for (const each of warnings) console.error(`warning: ${problemLine(file, each)}`);
        for (const each of problems) console.error(problemLine(file, each));
      }
      if (problems.length > 0) throw new CliError(`${file} cannot be used: ${counted(problems.length, 'problem')}.`);
      if (!json) console.log(`${file} can be used.`);
    });
  return config;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw new CliError(`${file} cannot be read.`);
  }
}
