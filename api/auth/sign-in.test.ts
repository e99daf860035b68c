import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Answer, requireDocumented } from '../../test/support/api-client.ts';
import { type ApiServer, startApi } from '../../test/support/api-server.ts';
import { configurationDocument } from '../../test/support/configuration.ts';
import { Browser, CLIENT, type OidcServer, startOidcServer } from '../../test/support/oidc-server.ts';

const MINUTE = 60_000;

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

describe('signing in with an OpenID provider', () => {
  test('is known by e-mail, and may do what their group stands for', async () => {
    const returned = await signIn('ada', '/requests?state=failed#top');
    expect(returned.status).toBe(302);
    expect(returned.headers.get('location')).toBe('/requests?state=failed#top');
    const cookie = returned.headers.getSetCookie().find((each) => each.startsWith('leasehold_session='));
    expect(cookie).toMatch(/; HttpOnly; SameSite=Lax$/);
    expect((await me()).body).toMatchObject({
      name: 'admin@acme.test',
      displayName: 'Ada Admin',
      role: 'admin',
      permissions: { 'configuration.write': 'any' },
      csrfToken: expect.any(String),
    });
    expect(await get('/configuration')).toMatchObject({ status: 200 });
  });

  test('asks for a code with PKCE, state and nonce, and nothing more of the person', async () => {
    const url = new URL(await begin());
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{20,}$/),
      nonce: expect.stringMatching(/^[\w-]{20,}$/),
      scope: 'openid email profile',
      redirect_uri: callback(),
    });
  });

  test('gives the highest of several roles; who has none sees what concerns themselves; who owns an application is its owner', async () => {
    await signIn('both');
    expect((await me()).body.role).toBe('operator');
    browser = new Browser();
    await signIn('ann');
    expect((await me()).body).toMatchObject({
      role: 'approver',
      applications: [],
      permissions: { 'access.read': 'own' },
    });
    expect(await get('/grants')).toMatchObject({ status: 403 });
    browser = new Browser();
    await signIn('olga');
    expect((await me()).body).toMatchObject({ role: 'owner', applications: ['okta'] });
  });

  test('a role that is taken out of the configuration is gone with the next request', async () => {
    await signIn('ada');
    await api.configure(document({ roleClaims: { groups: { Auditors: 'auditor' } } }));
    expect((await me()).body.role).toBe('approver');
    expect(await get('/configuration')).toMatchObject({ status: 403 });
  });

  test('without an e-mail address, or with one that is not verified, nobody is signed in', async () => {
    provider.accounts.set('nemo', { name: 'Nemo' });
    provider.accounts.set('eve', { email: 'admin@acme.test', email_verified: false, groups: ['Leasehold-Admins'] });
    for (const [login, why] of [
      ['nemo', 'does not return your e-mail address'],
      ['eve', 'is not verified'],
    ] as const) {
      browser = new Browser();
      const refused = await signIn(login);
      expect(refused.status).toBe(401);
      expect(await refused.text()).toContain(why);
      expect(await me()).toMatchObject({ status: 401 });
    }
  });

  test('a provider that puts everything into the ID token, and one that is known to be another, are both told apart', async () => {
    const other = await startOidcServer(callback, { inIdToken: true });
    try {
      other.accounts.set('ada', { email: 'admin@acme.test', groups: ['Leasehold-Admins'] });
      await signIn('ada');
      await api.configure(document({ issuer: other.issuer }));
      // Signed in elsewhere is not signed in here.
      expect(await me()).toMatchObject({ status: 401 });
      await signIn('ada');
      expect((await me()).body).toMatchObject({ name: 'admin@acme.test', role: 'admin' });
    } finally {
      await other.stop();
    }
  });

  test('a provider that does not answer is told of in a sentence', async () => {
    await api.configure(document({ issuer: 'http://127.0.0.1:9' }));
    const answer = await browser.go(`${api.url}/auth/login`);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ detail: expect.stringContaining('auth.oidc.issuer') });
  });

  test('without a provider in the configuration nobody can sign in', async () => {
    await api.configure(configurationDocument());
    expect((await browser.go(`${api.url}/auth/login`)).status).toBe(404);
    expect((await browser.go(`${api.url}/auth/callback?code=x&state=y`)).status).toBe(404);
    expect((await browser.go(`${api.url}/auth/local`)).status).toBe(404);
  });
});

describe('a return from the provider', () => {
  const refusal = async (url: string): Promise<string> => {
    const response = await browser.go(url);
    expect(response.status).toBe(401);
    expect(response.headers.getSetCookie().some((each) => each.startsWith('leasehold_session='))).toBe(false);
    expect(await me()).toMatchObject({ status: 401 });
    return response.text();
  };

  test('with another state is refused', async () => {
    const url = new URL(await browser.signInAt(await begin(), 'ada', callback()));
    url.searchParams.set('state', 'x'.repeat(43));
    await refusal(url.href);
  });

  test('with another nonce in the ID token is refused', async () => {
    const authorization = new URL(await begin());
    authorization.searchParams.set('nonce', 'of-another-sign-in');
    await refusal(await browser.signInAt(authorization.href, 'ada', callback()));
  });

  test('with a code that was asked for with another PKCE challenge is refused', async () => {
    const authorization = new URL(await begin());
    authorization.searchParams.set('code_challenge', 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM');
    await refusal(await browser.signInAt(authorization.href, 'ada', callback()));
  });

  test('in another browser than the one that began is refused: nobody is signed in as somebody else by a link', async () => {
    const url = await browser.signInAt(await begin(), 'ada', callback());
    browser = new Browser();
    expect(await refusal(url)).toContain('did not start in this browser');
  });

  test('a second time, or after more than 10 minutes, is refused', async () => {
    const url = await browser.signInAt(await begin(), 'ada', callback());
    const late = api.clock.now;
    api.clock.now = new Date(late.getTime() + 11 * MINUTE);
    expect(await refusal(url)).toContain('more than 10 minutes');
    api.clock.now = late;
    await refusal(url);
  });

  test('that tells of a refusal says so', async () => {
    const state = new URL(await begin()).searchParams.get('state') ?? '';
    const query = new URLSearchParams({ error: 'access_denied', error_description: 'You <b>may</b> not', state });
    expect(await refusal(`${callback()}?${query}`)).toContain('You &#60;b&#62;may&#60;/b&#62; not');
  });

  test.each([
    '//evil.test',
    '/\\evil.test',
    'https://evil.test',
    '/ok\nx',
    'javascript:alert(1)',
    '/%0d%0aSet-Cookie:x',
  ])('goes to no other site: %j', async (wanted) => {
    const location = (await signIn('ann', wanted)).headers.get('location') ?? '';
    expect(new URL(location, api.url).origin).toBe(api.url);
    expect(location).toMatch(/^\/(?!\/)/);
  });
});

describe('a session', () => {
  const later = (ms: number): void => {
    api.clock.now = new Date(api.clock.now.getTime() + ms);
  };

  test('ends after an hour of doing nothing, and not while it is in use', async () => {
    await signIn('ada');
    for (let n = 0; n < 3; n += 1) {
      later(50 * MINUTE);
      expect(await me()).toMatchObject({ status: 200 });
    }
    later(61 * MINUTE);
    expect(await me()).toMatchObject({ status: 401, body: { detail: expect.stringContaining('/auth/login') } });
  });

  test('ends after twelve hours whatever is done', async () => {
    await signIn('ada');
    for (let n = 0; n < 14; n += 1) {
      later(50 * MINUTE);
      expect((await me()).status, `${(n + 1) * 50} minutes`).toBe(200);
    }
    later(30 * MINUTE);
    expect(await me()).toMatchObject({ status: 401 });
  });

  test('lasts as long as the configuration says', async () => {
    await api.configure(document({}, { session: { idle: '5m', max: '8m' } }));
    await signIn('ada');
    later(4 * MINUTE);
    expect(await me()).toMatchObject({ status: 200 });
    later(4.5 * MINUTE);
    expect(await me()).toMatchObject({ status: 401 });
  });

  test('is worth nothing when it was changed, and a sign-in cookie is no session', async () => {
    await begin();
    const jar = browser.cookies(api.url);
    jar.set('leasehold_session', jar.get('leasehold_sign_in') ?? '');
    expect(await me()).toMatchObject({ status: 401 });
    await signIn('ada');
    const sealed = jar.get('leasehold_session') ?? '';
    jar.set('leasehold_session', `${sealed.slice(0, -4)}AAAA`);
    expect(await me()).toMatchObject({ status: 401 });
  });

  test('is over when somebody signs out, also for a copy of its cookie', async () => {
    await signIn('ada');
    const jar = browser.cookies(api.url);
    const copy = jar.get('leasehold_session') ?? '';
    const { csrfToken } = (await me()).body;
    const without = await browser.go(`${api.url}/auth/logout`, { method: 'POST' });
    expect(without.status).toBe(403);
    const out = await browser.go(`${api.url}/auth/logout`, { method: 'POST', headers: { 'x-csrf-token': csrfToken } });
    expect(await out.json()).toEqual({ endSessionUrl: expect.stringContaining(`${provider.issuer}/session/end`) });
    expect(jar.has('leasehold_session')).toBe(false);
    jar.set('leasehold_session', copy);
    expect(await me()).toMatchObject({ status: 401 });
  });

  test('is sent by https alone, under a name that holds the browser to it, where we are reached by https', async () => {
    const secure = await startApi({ publicUrl: 'https://leasehold.acme.test', document: document() });
    try {
      const response = await fetch(`${secure.url}/auth/login`, { redirect: 'manual' });
      expect(response.headers.getSetCookie()[0]).toMatch(
        /^__Host-leasehold_sign_in=.*; Path=\/; .*; HttpOnly; Secure; SameSite=Lax$/,
      );
      expect(response.headers.get('location')).toContain(
        encodeURIComponent('https://leasehold.acme.test/auth/callback'),
      );
    } finally {
      await secure.stop();
    }
  });
});

describe('another site', () => {
  const write = (headers: Record<string, string>) =>
    get('/rules', { 'content-type': 'application/json', ...headers }, { method: 'POST', body: '{}' });

  test('can make a browser write nothing: the token of the session is missing or another one', async () => {
    await signIn('ada');
    const { csrfToken } = (await me()).body;
    expect(await write({})).toMatchObject({ status: 403, body: { detail: expect.stringContaining('X-CSRF-Token') } });
    expect(await write({ 'x-csrf-token': 'x'.repeat(csrfToken.length) })).toMatchObject({ status: 403 });
    const mine = browser;
    browser = new Browser();
    await signIn('both');
    const others = (await me()).body.csrfToken;
    browser = mine;
    expect(await write({ 'x-csrf-token': others })).toMatchObject({ status: 403 });
    // With its own it gets as far as the document, which is not valid.
    expect(await write({ 'x-csrf-token': csrfToken })).toMatchObject({ status: 422 });
  });

  test.each([
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.test' },
    { origin: 'null' },
  ])('gets nothing by a cookie that the browser adds: %j', async (headers) => {
    await signIn('ada');
    const { csrfToken } = (await me()).body;
    expect(await me(headers as Record<string, string>)).toMatchObject({ status: 401 });
    expect(await write({ ...(headers as Record<string, string>), 'x-csrf-token': csrfToken })).toMatchObject({
      status: 401,
    });
    expect(
      (await browser.go(`${api.url}/auth/logout`, { method: 'POST', headers: headers as Record<string, string> }))
        .status,
    ).toBe(200);
    expect(await me()).toMatchObject({ status: 200 });
  });

  test('our own pages, and an address that was typed in, are no other site', async () => {
    await signIn('ada');
    for (const headers of [{ 'sec-fetch-site': 'same-origin', origin: api.url }, { 'sec-fetch-site': 'none' }])
      expect(await me(headers as Record<string, string>)).toMatchObject({ status: 200 });
  });

  test('a token in the header needs no CSRF token, and wins over a cookie', async () => {
    await signIn('ann');
    expect((await me({ authorization: 'Bearer auditor' })).body).toMatchObject({ role: 'auditor', csrfToken: null });
    expect(await me({ authorization: 'Bearer wrong' })).toMatchObject({ status: 401 });
    expect(await write({ authorization: 'Bearer admin', 'sec-fetch-site': 'cross-site' })).toMatchObject({
      status: 422,
    });
  });
});

test('who guesses tokens is told to wait; who has one is not held up by it', async () => {
  const guesses = await Promise.all(
    Array.from({ length: 70 }, (_none, n) => api.call('GET', '/me', { as: `guess-${n}` })),
  );
  expect(new Set(guesses.map((each) => each.status))).toEqual(new Set([401, 429]));
  const told = guesses.find((each) => each.status === 429);
  expect(Number(told?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await api.call('GET', '/me')).toMatchObject({ status: 200 });
});
