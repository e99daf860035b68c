/** Runs the Temporal workers until they are stopped. */
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, NativeConnection, Runtime } from '@temporalio/worker';
import type { Logger } from 'pino';
import { createActivities } from '../../activities/create-activities.ts';
import { createNotify } from '../../activities/parts/notify.ts';
import { OWN_ACCOUNT_SETTING } from '../../store/settings/settings-store.ts';
import { buildDependencies } from '../../worker/build-dependencies.ts';
import { startFleet } from '../../worker/fleet.ts';
import { watchKeeper } from '../../worker/keeper-watchdog.ts';
import { keepSchedules } from '../../worker/schedules.ts';
import { requireSearchAttributes } from '../../worker/search-attributes.ts';
import { startKeeperRound } from '../../worker/start-round.ts';
import type { Parts } from './open-parts.ts';
import type { Running } from './run-api.ts';

const RECONNECT_MS = 2_000;

/** @param options `setUp`: registers missing search attributes instead of refusing to start. */
export async function runWorkers(
  parts: Parts,
  options: { setUp: boolean },
): Promise<Running & { readonly running: Promise<void> }> {
  const { environment, log, store, temporal } = parts;
  Runtime.install({
    logger: {
      log: (level, message, meta) => log[LEVELS[level]]({ meta }, message),
      trace: (message, meta) => log.trace({ meta }, message),
      debug: (message, meta) => log.debug({ meta }, message),
      info: (message, meta) => log.info({ meta }, message),
      warn: (message, meta) => log.warn({ meta }, message),
      error: (message, meta) => log.error({ meta }, message),
    },
    ...(environment.metricsPort === undefined
      ? {}
      : {
          telemetryOptions: {
            metrics: { prometheus: { bindAddress: `${environment.host}:${environment.metricsPort}` } },
          },
        }),
    // The process handles signals itself, because the API must stop accepting work first.
    shutdownSignals: [],
  });
  const dependencies = await buildDependencies(store, environment, temporal.namespace);
  const activities = createActivities(dependencies, createNotify(dependencies));
  const missedRounds = Runtime.instance().metricMeter.createCounter(
    'leasehold_keeper_missed_rounds',
    'rounds',
    'Checks that found no round of the keeper of leases in five minutes.',
  );
  let connection: NativeConnection | undefined;
  const startRound = async (): Promise<void> => {
    if (connection === undefined) throw new Error('Temporal does not answer yet.');
    await startKeeperRound(connection, temporal.namespace);
  };
  // First of all: access must end also while Temporal is unavailable.
  const keeper = watchKeeper({ dependencies, activities, log, startRound, missed: () => missedRounds.add(1) });
  const bundle = await bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('../../workflows/workflows.ts', import.meta.url)),
    logger: quiet(log),
  });
  connection = await connect(parts, options.setUp);
  const server = { connection, namespace: temporal.namespace, configuration: dependencies.configuration, log };
  const fleet = await startFleet({ ...server, bundle, activities, ledger: store.ledger });
  const schedules = keepSchedules({ ...server, setUp: options.setUp });
  keeper.startRound();
  // The API needs the account to ignore the service's own edits. If Jira is unavailable now, the first request retries.
  dependencies
    .jira()
    .then(async (jira) => store.settings.set(OWN_ACCOUNT_SETTING, (await jira.myself()).accountId))
    .catch((error) => log.warn({ error: String(error) }, 'Jira did not return the account of the service'));
  log.info({ namespace: temporal.namespace }, 'The workers run');
  return {
    running: fleet.running,
    async stop() {
      schedules.stop();
      await keeper.stop();
      await fleet.stop();
      await connection?.close();
    },
  };
}

const LEVELS = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;

/** A worker that starts before its server, or before the server is set up, waits for it. */
async function connect({ temporal, log }: Parts, setUp: boolean): Promise<NativeConnection> {
  const { connectionOptions, namespace } = temporal;
  for (;;) {
    let connection: NativeConnection | undefined;
    try {
      connection = await NativeConnection.connect(connectionOptions);
      await requireSearchAttributes(connection, namespace, setUp);
      return connection;
    } catch (error) {
      await connection?.close();
      log.warn({ address: connectionOptions.address, error: String(error) }, 'Temporal is not ready yet; retrying');
      await delay(RECONNECT_MS);
    }
  }
}

/** Bundling logs a lot. Only warnings and errors are kept. */
function quiet(log: Logger) {
  const silent = (): void => {};
  return {
    log: (level: keyof typeof LEVELS, message: string) => {
      if (level === 'WARN' || level === 'ERROR') log[LEVELS[level]](message);
    },
    trace: silent,
    debug: silent,
    info: silent,
    warn: (message: string) => log.warn(message),
    error: (message: string) => log.error(message),
  };
}
