/** The context of every command: the API client, and whether to print JSON. */
import type { Command } from 'commander';
import { readCliDefaults } from '../../config/environment/cli.ts';
import { type Api, createApi } from './api-client.ts';
import { CliError } from './failure.ts';
import { readAddress } from './options.ts';

export interface GlobalOptions {
  readonly url?: string;
  readonly token?: string;
  readonly json?: boolean;
  readonly debug?: boolean;
}

export interface CliContext {
  readonly api: Api;
  readonly json: boolean;
}

/** The context of a command, from the global options. */
export function contextOf(command: Command): CliContext {
  const defaults = readCliDefaults();
  const { url, token, json } = command.optsWithGlobals<GlobalOptions>();
  const address = url ?? readAddress(defaults.url);
  if (address === undefined)
    throw new CliError(`PUBLIC_URL must be an address like http://127.0.0.1:8080, not ${defaults.url}`);
  return { api: createApi(address, (token ?? defaults.token)?.trim()), json: json ?? false };
}

/** Whether to print JSON, for commands that need no running Leasehold. */
export function isJson(command: Command): boolean {
  return command.optsWithGlobals<GlobalOptions>().json === true;
}
