/** What every process is made of: environment, log, database, configuration, and how to reach Temporal. */
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

/** Members of log lines that must never be written, wherever they turn up. */
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
 * @param options `shared`: the process is one of several, so the database must be one that several can use.
 * @throws with a sentence (or a list of problems) when something cannot be used.
 */
export async function openParts(options: { shared: boolean }): Promise<Parts> {
  const environment = readEnvironment();
  if (options.shared && environment.databaseUrl === undefined) {
    throw new Error(
      'DATABASE_URL is not set: separate processes need a PostgreSQL that they share; use `npm run serve` for one process with the embedded database.',
    );
  }
  const log = pino({ level: environment.logLevel, redact: { paths: REDACTED, censor: '[redacted]' } });
  const connect = loadClientConnectConfig();
  const store = await openStore({ databaseUrl: environment.databaseUrl, dataFolder: environment.dataFolder });
  try {
    await applyConfigFile(environment.configFile, store, log);
  } catch (error) {
    await store.close();
    throw error;
  }
  return { environment, log, store, temporal: { ...connect, namespace: connect.namespace ?? 'default' } };
}
