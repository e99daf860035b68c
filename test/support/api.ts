/** The API over a store, served on loopback, with one token per role. Tests supply the rest. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client, Connection } from '@temporalio/client';
import { pino } from 'pino';
import { createApp } from '../../api/app.ts';
import { createServices } from '../../api/create-services.ts';
import type { ServiceParts } from '../../api/services.ts';
import { parseConfiguration } from '../../config/document/parse.ts';
import type { Store } from '../../store/store.ts';
import { configurationDocument } from './configuration.ts';

export interface ServedApi {
  readonly url: string;
  /** @param token the name of a role. */
  get(path: string, token?: string): Promise<Response>;
  close(): Promise<void>;
}

const ROLES = ['admin', 'operator', 'auditor', 'owner', 'approver'] as const;

export async function serveApi(store: Partial<Store>, more: Partial<ServiceParts> = {}): Promise<ServedApi> {
  const configuration = parseConfiguration(configurationDocument(), 'test');
  const app = createApp(
    createServices({
      // Routes that need more of the store than the test supplied fail, as they should.
      store: store as Store,
      temporal: new Client({ connection: Connection.lazy({ address: '127.0.0.1:9' }) }),
      tokens: {
        find(token) {
          const role = ROLES.find((each) => each === token);
          return role === undefined ? undefined : { name: `${role}@acme.test`, role, applications: [], behind: role };
        },
      },
      configuration: async () => ({ revision: 1, configuration }),
      macKey: 'key of the test',
      sessionKey: new Uint8Array(32),
      publicUrl: '',
      temporalUiUrl: '',
      namespace: 'default',
      log: pino({ level: 'silent' }),
      workersRun: () => true,
      platform: async () => [],
      ...more,
    }),
  );
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    get: (path, token = 'auditor') => fetch(`${url}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } }),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
