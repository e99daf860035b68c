import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { runCommand } from '../../commands/boot/run-command.ts';
import { freePort } from '../../test/parts/free-port.ts';
import { type ApiServer, startApi } from '../../test/support/api-server.ts';
import { configurationDocument } from '../../test/support/configuration.ts';
import { Browser } from '../../test/support/oidc-server.ts';

const OIDC = { oidc: { issuer: 'https://acme.okta.com', clientId: 'x', roleClaims: {} } };
const PEOPLE = [
  { email: 'admin@acme.test', name: 'Ada <Admin>', role: 'admin' as const },
  { email: 'owner@acme.test', name: 'Olga Owner' },
];

describe('a demo on one’s own machine', () => {
  let api: ApiServer;
  let browser: Browser;
  beforeAll(async () => {
    api = await startApi({ localSignIn: PEOPLE });
  });
  afterAll(() => api?.stop());
  beforeEach(async () => {
    browser = new Browser();
    await api.configure(configurationDocument());
  });

  const choose = (as: string, headers: Record<string, string> = {}) =>
    browser.go(`${api.url}/auth/local`, {
      method: 'POST',
      headers,
      body: new URLSearchParams({ as, returnTo: '/grants' }),
    });

  test('shows who one can be, and makes one that person', async () => {
    const page = await browser.follow(`${api.url}/auth/login?returnTo=/grants`);
    const html = (await page.response?.text()) ?? '';
    expect(html).toContain('Ada &#60;Admin&#62;');
    expect(html).toContain('value="/grants"');
    const chosen = await choose('admin@acme.test');
    expect([chosen.status, chosen.headers.get('location')]).toEqual([302, '/grants']);
    expect(await (await browser.go(`${api.url}/api/v1/me`)).json()).toMatchObject({
      role: 'admin',
      displayName: 'Ada <Admin>',
    });
    await choose('owner@acme.test');
    expect(await (await browser.go(`${api.url}/api/v1/me`)).json()).toMatchObject({
      role: 'owner',
      applications: ['okta'],
    });
    expect((await choose('nobody@acme.test')).status).toBe(404);
  });

  test('is not there once people sign in with a provider, and who was chosen is nobody any more', async () => {
    await choose('admin@acme.test');
    await api.configure(configurationDocument({ auth: OIDC }));
    expect((await browser.go(`${api.url}/auth/local`)).status).toBe(404);
    expect((await choose('admin@acme.test')).status).toBe(404);
    expect((await browser.go(`${api.url}/api/v1/me`)).status).toBe(401);
  });

  test('is not there by a name of another site, and another site chooses nobody', async () => {
    const status = await new Promise((resolve) => {
      request(`${api.url}/auth/local`, { headers: { host: 'rebound.evil.test' } }, (answer) =>
        resolve(answer.statusCode),
      ).end();
    });
    expect(status).toBe(404);
    expect((await choose('admin@acme.test', { origin: 'https://evil.test' })).status).toBe(403);
    expect((await choose('admin@acme.test', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  });
});

describe('the process that has a demo’s sign-in page', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'leasehold-local-'));
    await writeFile(join(folder, 'leasehold.yaml'), stringify(configurationDocument()));
    await writeFile(join(folder, 'oidc.yaml'), stringify(configurationDocument({ auth: OIDC })));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test.each([
    [{ NODE_ENV: 'production' }, 'NODE_ENV is production'],
    [{ LEASEHOLD_CONFIG: 'oidc.yaml' }, 'auth.oidc'],
    [{ HOST: '0.0.0.0' }, 'HOST is 0.0.0.0'],
    [{ PUBLIC_URL: 'https://leasehold.acme.test' }, 'PUBLIC_URL is https://leasehold.acme.test'],
  ])(
    'refuses to start with %j',
    async (change: Record<string, string>, why) => {
      const environment = { LEASEHOLD_CONFIG: 'leasehold.yaml', ...change };
      const result = await runCommand(process.execPath, ['--import', 'tsx', 'test/demo/serve.ts'], {
        env: {
          PORT: String(await freePort()),
          LOG_LEVEL: 'silent',
          LEASEHOLD_DATA: await mkdtemp(join(folder, 'data-')),
          DATABASE_URL: '',
          ...environment,
          LEASEHOLD_CONFIG: join(folder, environment.LEASEHOLD_CONFIG ?? ''),
        },
      });
      expect(result.ok).toBe(false);
      expect(result.output).toContain('a demo on one machine');
      expect(result.output).toContain(why);
    },
    60_000,
  );
});
