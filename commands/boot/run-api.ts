/** Runs the API until it is stopped. */
import { createServer } from 'node:http';
import { Client, Connection } from '@temporalio/client';
import { createApp } from '../../api/app.ts';
import { type LocalPerson, requireLocalAllowed } from '../../api/auth/local-people.ts';
import { sessionKey } from '../../api/auth/session-key.ts';
import { createServices } from '../../api/create-services.ts';
import { NO_TOKENS, readTokens } from '../../api/tokens/token-file.ts';
import { followConfiguration } from '../../config/document/current-configuration.ts';
import { decisionKey } from '../../store/api/decision-key.ts';
import { checkPlatform } from './check-platform.ts';
import type { Parts } from './open-parts.ts';

/**
 * Maximum size of URL and headers together, in bytes. A text of 2,000 characters, which routes accept, takes up to 24
 * kB in a URL.
 */
const HEAD_LIMIT = 64 * 1024;

export interface Running {
  stop(): Promise<void>;
}

export interface ApiOptions {
  /** Whether the workers of this process run; unset if it has none. */
  readonly workersRun?: () => boolean;
  /** For the demo only: neither environment nor configuration sets it. */
  readonly localSignIn?: readonly LocalPerson[];
}

/** @throws with a sentence naming PORT when the port is taken. */
export async function runApi(parts: Parts, options: ApiOptions = {}): Promise<Running & { readonly url: string }> {
  const { environment, log, store, temporal } = parts;
  const { workersRun = () => true, localSignIn = [] } = options;
  const connection = Connection.lazy(temporal.connectionOptions);
  const services = createServices({
    store,
    temporal: new Client({ connection, namespace: temporal.namespace }),
    tokens: environment.apiTokensFile === undefined ? NO_TOKENS : await readTokens(environment.apiTokensFile),
    configuration: followConfiguration(store.config),
    macKey: await decisionKey(store),
    sessionKey: await sessionKey(store),
    localSignIn,
    rateLimit: environment.rateLimit,
    publicUrl: environment.publicUrl,
    temporalUiUrl: environment.temporalUiUrl,
    namespace: temporal.namespace,
    log,
    workersRun,
    platform: async () =>
      checkPlatform({
        temporal: connection,
        address: temporal.connectionOptions.address ?? 'localhost:7233',
        namespace: temporal.namespace,
        database: {
          kind: environment.databaseUrl === undefined ? 'The embedded database' : 'PostgreSQL',
          ping: () => store.ping(),
        },
        policy: await services.configuration().then(
          ({ configuration }) => configuration.policy,
          () => undefined,
        ),
      }),
  });
  if (localSignIn.length > 0) requireLocalAllowed(environment, (await services.configuration()).configuration);
  const server = createServer({ maxHeaderSize: HEAD_LIMIT }, createApp(services));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE' ? new Error(`Port ${environment.port} is in use. Set PORT to another one.`) : error,
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
      services.feed.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), 5_000).unref();
      });
      await connection.close();
    },
  };
}
