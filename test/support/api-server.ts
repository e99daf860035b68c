/**
 * The API over real HTTP and an in-memory store, without Temporal. Every answer is validated against the OpenAPI
 * document.
 */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client, Connection } from '@temporalio/client';
import { pino } from 'pino';
import { createApp } from '../../api/app.ts';
import type { LocalPerson } from '../../api/auth/local-people.ts';
import type { Principal } from '../../api/auth/principal.ts';
import type { ApiClient } from '../../api/client/client.ts';
import { createServices } from '../../api/create-services.ts';
import type { TokenTable } from '../../api/tokens/token-file.ts';
import { parseConfiguration } from '../../config/document/parse.ts';
import { openStore } from '../../store/open-store.ts';
import type { Store } from '../../store/store.ts';
import { freePort } from '../parts/free-port.ts';
import { type Answer, createCall, createCheckedApi } from './api-client.ts';
import { configurationDocument } from './configuration.ts';

export interface ApiServer {
  readonly url: string;
  readonly store: Store;
  /** The clock's time, which tests set. */
  clock: { now: Date };
  /** Calls below /api/v1 with a role's token. The answer is validated against the document. */
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  /** The typed client with a role's token. Its answers are validated too. */
  as(token: string): ApiClient;
  /** Changes the configuration by a new revision. */
  configure(document: object): Promise<void>;
  stop(): Promise<void>;
}

export interface CallOptions {
  /** Name of a token; `admin` unless given. Each role has a token of its name. */
  readonly as?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Token names; the token itself is equal to its name. */
const TOKENS: Readonly<Record<string, Pick<Principal, 'name' | 'role'>>> = {
  admin: { name: 'admin', role: 'admin' },
  'second-admin': { name: 'second-admin', role: 'admin' },
  operator: { name: 'operator', role: 'operator' },
  auditor: { name: 'auditor', role: 'auditor' },
  owner: { name: 'owner@acme.test', role: 'owner' },
  approver: { name: 'lead@acme.test', role: 'approver' },
  alice: { name: 'alice@acme.test', role: 'approver' },
};

const tokens: TokenTable = {
  find(token) {
    const known = TOKENS[token];
    return known === undefined ? undefined : { ...known, applications: [], behind: known.name };
  },
};

export async function startApi(
  options: {
    readonly document?: object;
    readonly localSignIn?: readonly LocalPerson[];
    readonly publicUrl?: string;
    readonly rateLimit?: number;
    /** Nothing listens there unless given. */
    readonly temporalAddress?: string;
  } = {},
): Promise<ApiServer> {
  const store = await openStore({});
  const clock = { now: new Date('2026-06-03T10:00:00.000Z') };
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const address = options.temporalAddress ?? `127.0.0.1:${await freePort()}`;
  // Nothing is retried: without a server, calls that need Temporal answer at once that it is unavailable.
  const connection = Connection.lazy({ address, interceptors: [] });
  await store.config.save({ document: options.document ?? configurationDocument(), author: 'test' });
  const { localSignIn, rateLimit } = options;
  const services = createServices({
    store,
    temporal: new Client({ connection }),
    tokens,
    async configuration() {
      const current = await store.config.current();
      return { revision: current?.revision ?? 0, configuration: parseConfiguration(current?.document, 'test') };
    },
    macKey: 'key of the test',
    sessionKey: new Uint8Array(32),
    publicUrl: options.publicUrl ?? url,
    temporalUiUrl: 'http://temporal.test',
    namespace: 'default',
    log: pino({ level: 'silent' }),
    workersRun: () => true,
    platform: async () => [],
    now: () => clock.now,
    ledgerNow: async () => clock.now,
    ...(localSignIn === undefined ? {} : { localSignIn }),
    ...(rateLimit === undefined ? {} : { rateLimit }),
  });
  server.on('request', createApp(services));
  const call = createCall(url);
  return {
    url,
    store,
    clock,
    call: (method, path, { as = 'admin', body, headers } = {}) =>
      call(method, `/api/v1${path}`, { body, headers: { authorization: `Bearer ${as}`, ...headers } }),
    as: (token) => createCheckedApi(url, token),
    async configure(document) {
      await store.config.save({ document, author: 'test' });
    },
    async stop() {
      services.feed.close();
      await closed(server);
      await connection.close();
      await store.close();
    },
  };
}

async function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
