/** Runs the API until it is stopped. */
import { createServer } from 'node:http';
import { Client, Connection } from '@temporalio/client';
import { createApp } from '../api/app.ts';
import { createServices } from '../api/create-services.ts';
import { NO_TOKENS, readTokens } from '../api/tokens.ts';
import { parseConfiguration } from '../config/parse.ts';
import type { Configuration } from '../config/schema.ts';
import { LeaseholdError } from '../domain/errors.ts';
import { decisionKey } from '../store/decision-key.ts';
import type { Parts } from './open-parts.ts';

export interface Running {
  stop(): Promise<void>;
}

/** @throws with a sentence naming PORT when the port is taken. */
export async function runApi(
  parts: Parts,
  workersRun: () => boolean = () => true,
): Promise<Running & { readonly url: string }> {
  const { environment, log, store, temporal } = parts;
  const connection = Connection.lazy(temporal.connectionOptions);
  let parsed: { revision: number; configuration: Configuration } | undefined;
  const services = createServices({
    store,
    temporal: new Client({ connection, namespace: temporal.namespace }),
    tokens: environment.apiTokensFile === undefined ? NO_TOKENS : await readTokens(environment.apiTokensFile),
    async configuration() {
      if (parsed !== undefined && parsed.revision === (await store.config.newest())) return parsed;
      const current = await store.config.current();
      if (current === undefined) throw new LeaseholdError('LH_UNAVAILABLE', 'There is no configuration yet.');
      if (parsed?.revision !== current.revision) {
        parsed = {
          revision: current.revision,
          configuration: parseConfiguration(current.document, `revision ${current.revision}`),
        };
      }
      return parsed;
    },
    macKey: await decisionKey(store),
    publicUrl: environment.publicUrl,
    temporalUiUrl: environment.temporalUiUrl,
    namespace: temporal.namespace,
    log,
    workersRun,
  });
  const server = createServer(createApp(services));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE' ? new Error(`Port ${environment.port} is in use; set PORT to another one.`) : error,
      );
    });
    server.listen(environment.port, environment.host, resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : environment.port;
  const url = `http://${environment.host}:${port}`;
  log.info({ url }, 'The API listens');
  return {
    url,
    async stop() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), 5_000).unref();
      });
      await connection.close();
    },
  };
}
