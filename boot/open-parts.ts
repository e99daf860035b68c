/** What every process is made of: environment, log, database, configuration, and how to reach Temporal. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { type Logger, pino } from 'pino';
import { type Environment, readEnvironment } from '../config/environment.ts';
import { readConfiguration } from '../config/parse.ts';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';

export interface Parts {
  readonly environment: Environment;
  readonly log: Logger;
  readonly store: Store;
  readonly temporal: ReturnType<typeof loadClientConnectConfig> & { readonly namespace: string };
}

/** The setting that remembers which text of the configuration file was applied last. */
const APPLIED_FILE = 'config-file-applied';

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

/** Applies the file as a new revision when its text changed since it was last applied; the database is the truth otherwise. */
async function applyConfigFile(file: string, store: Store, log: Logger): Promise<void> {
  if (!existsSync(file)) {
    if ((await store.config.current()) !== undefined) return;
    throw new Error(
      `There is no configuration: ${file} does not exist (LEASEHOLD_CONFIG names it) and the database has none.`,
    );
  }
  const text = await readFile(file, 'utf8');
  const hash = createHash('sha256').update(text).digest('hex');
  const document = readConfiguration(text, file);
  if ((await store.settings.get(APPLIED_FILE)) === hash) return;
  const saved = await store.config.save({ document, author: 'file', note: `Applied ${file}` });
  await store.settings.set(APPLIED_FILE, hash);
  log.info({ revision: saved?.revision, file }, 'Applied the configuration file');
}
