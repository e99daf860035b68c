/** `leasehold audit export|verify`. */
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { Command } from 'commander';
import { CliError, queryOf } from '../api-client.ts';
import { contextOf } from '../context.ts';
import { printJson } from '../print.ts';

export function auditCommand(): Command {
  const audit = new Command('audit').description('the trail: export it, verify it');
  audit
    .command('export')
    .description('every row, oldest first, to standard output or a file')
    .option('--format <format>', 'jsonl or csv', 'jsonl')
    .option('--from <instant>', 'ISO 8601')
    .option('--to <instant>', 'ISO 8601')
    .option('--subject <email>')
    .option('--output <file>')
    .action(async ({ output, ...filter }: Record<string, string | undefined>, command: Command) => {
      const { api } = contextOf(command);
      const body = Readable.fromWeb((await api.stream(`/audit/export${queryOf(filter)}`)) as ReadableStream);
      if (output === undefined) for await (const chunk of body) process.stdout.write(chunk as Uint8Array);
      else await pipeline(body, createWriteStream(output));
    });
  audit
    .command('verify')
    .description('whether the chain of hashes holds; names the first broken row')
    .action(async (_options: unknown, command: Command) => {
      const { api, json } = contextOf(command);
      const verification = await api.call<{ ok: boolean; detail: string }>('GET', '/audit/verification');
      if (json) printJson(verification);
      if (!verification.ok) throw new CliError(verification.detail);
      if (!json) console.log(verification.detail);
    });
  return audit;
}
