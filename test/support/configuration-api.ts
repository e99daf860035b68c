/** An API whose configuration is reset before each test, and calls to read and save it. */
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type ApiServer, startApi } from './api-server.ts';
import { configurationDocument } from './configuration.ts';

const KEY = Buffer.alloc(32, 7).toString('base64');

/** Registers the set-up of a test file. Its result works once the hooks have run. */
export function configurationApi() {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api?.stop());
  beforeEach(async () => {
    process.env.LEASEHOLD_ENCRYPTION_KEY = KEY;
    await api.configure(configurationDocument());
  });
  const call: ApiServer['call'] = (...request) => api.call(...request);
  const etagOf = async (path: string) => (await call('GET', path)).headers.get('etag') ?? '';
  return {
    api: {
      call,
      configure: (document: object) => api.configure(document),
      get store() {
        return api.store;
      },
    },
    newest: () => api.store.config.newest(),
    etagOf,
    put: async (path: string, body: unknown, as?: string) =>
      call('PUT', path, { body, headers: { 'if-match': await etagOf(path) }, ...(as === undefined ? {} : { as }) }),
  };
}

export const GITHUB = {
  key: 'github',
  name: 'GitHub',
  connector: 'github',
  url: 'https://api.github.com',
  credentials: { token: 'env:GITHUB_TOKEN' },
  settings: { organisation: 'acme' },
  accessLevels: [{ name: 'Team', entitlements: [{ type: 'team', name: 'payments' }] }],
};
