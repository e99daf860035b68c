/** What every command has: the API, and whether to write JSON. */
import type { Command } from 'commander';
import { readCliDefaults } from '../config/cli.ts';
import { type ApiClient, createApiClient } from './api-client.ts';

export interface CliContext {
  readonly api: ApiClient;
  /** Where Leasehold is looked for. */
  readonly url: string;
  readonly json: boolean;
}

/** The context of a command, from the options of the whole program. */
export function contextOf(command: Command): CliContext {
  const defaults = readCliDefaults();
  const { url, token, json } = command.optsWithGlobals<{ url?: string; token?: string; json?: boolean }>();
  const address = url ?? defaults.url;
  return { api: createApiClient(address, token ?? defaults.token), url: address, json: json ?? false };
}
