/** The API with an OpenID provider and its people, and a browser that signs in. */
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { type Answer, requireDocumented } from './api-client.ts';
import { type ApiServer, startApi } from './api-server.ts';
import { configurationDocument } from './configuration.ts';
import { Browser, CLIENT, type OidcServer, startOidcServer } from './oidc-server.ts';

/** Call it at the top of a test file. Each test begins with an empty browser and the usual people. */
export function useOidc() {
  let api: ApiServer;
  let provider: OidcServer;
  let browser: Browser;

  const callback = () => `${api.url}/auth/callback`;
  const document = (oidc: object = {}, auth: object = {}) =>
    configurationDocument({
      auth: {
        oidc: {
          issuer: provider.issuer,
          clientId: CLIENT.id,
          clientSecret: 'env:OIDC_CLIENT_SECRET',
          roleClaims: { groups: { 'Leasehold-Admins': 'admin', Auditors: 'auditor', 'Night-Shift': 'operator' } },
          ...oidc,
        },
        ...auth,
      },
    });

  beforeAll(async () => {
    process.env.OIDC_CLIENT_SECRET = CLIENT.secret;
    api = await startApi();
    provider = await startOidcServer(callback);
    await api.configure(document());
  });
  afterAll(async () => {
    await provider?.stop();
    await api?.stop();
  });
  beforeEach(() => {
    // Tokens of the provider carry its own clock, so ours must be right.
    api.clock.now = new Date();
    browser = new Browser();
    provider.accounts.clear();
    provider.accounts.set('ada', {
      email: 'Admin@Acme.test',
      name: 'Ada Admin',
      groups: ['Everyone', 'Leasehold-Admins'],
    });
    provider.accounts.set('ann', { email: 'ann@acme.test', name: 'Ann', groups: ['Everyone'] });
    provider.accounts.set('olga', { email: 'owner@acme.test', groups: [] });
    provider.accounts.set('both', { email: 'both@acme.test', groups: ['Auditors', 'Night-Shift'] });
  });
  afterEach(() => api.configure(document()));

  /** The way to the provider: its authorization address. */
  async function begin(returnTo?: string): Promise<string> {
    const query = returnTo === undefined ? '' : `?${new URLSearchParams({ returnTo })}`;
    const response = await browser.go(`${api.url}/auth/login${query}`);
    expect(response.status).toBe(302);
    return response.headers.get('location') ?? '';
  }

  async function signIn(login: string, returnTo?: string): Promise<Response> {
    return browser.go(await browser.signInAt(await begin(returnTo), login, callback()));
  }

  async function get(path: string, headers: Record<string, string> = {}, init: RequestInit = {}): Promise<Answer> {
    const response = await browser.go(`${api.url}/api/v1${path}`, { ...init, headers });
    const text = await response.text();
    const body = text === '' ? '' : JSON.parse(text);
    const answer = { status: response.status, headers: response.headers, body };
    requireDocumented(init.method ?? 'GET', `/api/v1${path}`, answer);
    return answer;
  }

  const me = (headers?: Record<string, string>) => get('/me', headers);
  return {
    get api() {
      return api;
    },
    get provider() {
      return provider;
    },
    get browser() {
      return browser;
    },
    set browser(other) {
      browser = other;
    },
    callback,
    document,
    begin,
    signIn,
    get,
    me,
  };
}
