/** The parts of every process: environment, log, database, configuration and Temporal connection options. */
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { type Logger, pino } from 'pino';
import { type Environment, readEnvironment } from '../../config/environment/environment.ts';
import { openStore } from '../../store/open-store.ts';
import type { Store } from '../../store/store.ts';
import { applyConfigFile } from './apply-config-file.ts';

export interface Parts {
  readonly environment: Environment;
  readonly log: Logger;
  readonly store: Store;
  readonly temporal: ReturnType<typeof loadClientConnectConfig> & { readonly namespace: string };
}

/** Members of log lines that are always redacted. */
const REDACTED = [
  'authorization',
  '*.authorization',
  'headers.authorization',
  '*.headers.authorization',
  '*.apiToken',
  '*.config',
  '*.password',
];

/**
 * Opens everything that a process needs.
 * @param options `shared`: the process is one of several, so it needs a database that several processes can use.
 * @throws with a sentence (or a list of problems) when a part cannot be opened.
 */
export async function openParts(options: { shared: boolean }): Promise<Parts> {
  const environment = readEnvironment();
  if (options.shared && environment.databaseUrl === undefined) {
    throw new Error(
      'DATABASE_URL is not set. Separate processes need a shared PostgreSQL. For one process with the embedded database, use `npm run serve`.',
    );
  }
  const log = pino({ level: environment.logLevel, redact: { paths: REDACTED, censor: '[redacted]' } });
  const connect = loadClientConnectConfig();
  const { databaseUrl, dataFolder } = environment;
  const store = await openStore({ databaseUrl, dataFolder, log });
  try {
    await applyConfigFile(environment.configFile, store, log);
  } catch (error) {
    await store.close();
    throw error;
  }
  return { environment, log, store, temporal: { ...connect, namespace: connect.namespace ?? 'default' } };
}
