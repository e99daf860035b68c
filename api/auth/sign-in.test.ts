import { describe, expect, test } from 'vitest';
import { configurationDocument } from '../../test/support/configuration.ts';
import { Browser, startOidcServer } from '../../test/support/oidc-server.ts';
import { useOidc } from '../../test/support/use-oidc.ts';

const MINUTE = 60_000;

const oidc = useOidc();
const { begin, callback, document, get, me, signIn } = oidc;

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
    oidc.browser = new Browser();
    await signIn('ann');
    expect((await me()).body).toMatchObject({
      role: 'approver',
      applications: [],
      permissions: { 'access.read': 'own' },
    });
    expect(await get('/grants')).toMatchObject({ status: 403 });
    oidc.browser = new Browser();
    await signIn('olga');
    expect((await me()).body).toMatchObject({ role: 'owner', applications: ['okta'] });
  });

  test('a role that is taken out of the configuration is gone with the next request', async () => {
    await signIn('ada');
    await oidc.api.configure(document({ roleClaims: { groups: { Auditors: 'auditor' } } }));
    expect((await me()).body.role).toBe('approver');
    expect(await get('/configuration')).toMatchObject({ status: 403 });
  });

  test('without an e-mail address, or with one that is not verified, nobody is signed in', async () => {
    oidc.provider.accounts.set('nemo', { name: 'Nemo' });
    oidc.provider.accounts.set('eve', {
      email: 'admin@acme.test',
      email_verified: false,
      groups: ['Leasehold-Admins'],
    });
    for (const [login, why] of [
      ['nemo', 'does not return your e-mail address'],
      ['eve', 'is not verified'],
    ] as const) {
      oidc.browser = new Browser();
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
      await oidc.api.configure(document({ issuer: other.issuer }));
      // Signed in elsewhere is not signed in here.
      expect(await me()).toMatchObject({ status: 401 });
      await signIn('ada');
      expect((await me()).body).toMatchObject({ name: 'admin@acme.test', role: 'admin' });
    } finally {
      await other.stop();
    }
  });

  test('a provider that does not answer is told of in a sentence', async () => {
    await oidc.api.configure(document({ issuer: 'http://127.0.0.1:9' }));
    const answer = await oidc.browser.go(`${oidc.api.url}/auth/login`);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ detail: expect.stringContaining('auth.oidc.issuer') });
  });

  test('without a provider in the configuration nobody can sign in', async () => {
    await oidc.api.configure(configurationDocument());
    expect((await oidc.browser.go(`${oidc.api.url}/auth/login`)).status).toBe(404);
    expect((await oidc.browser.go(`${oidc.api.url}/auth/callback?code=x&state=y`)).status).toBe(404);
    expect((await oidc.browser.go(`${oidc.api.url}/auth/local`)).status).toBe(404);
  });
});

describe('a return from the provider', () => {
  const refusal = async (url: string): Promise<string> => {
    const response = await oidc.browser.go(url);
    expect(response.status).toBe(401);
    expect(response.headers.getSetCookie().some((each) => each.startsWith('leasehold_session='))).toBe(false);
    expect(await me()).toMatchObject({ status: 401 });
    return response.text();
  };

  test('with another state is refused', async () => {
    const url = new URL(await oidc.browser.signInAt(await begin(), 'ada', callback()));
    url.searchParams.set('state', 'x'.repeat(43));
    await refusal(url.href);
  });

  test('with another nonce in the ID token is refused', async () => {
    const authorization = new URL(await begin());
    authorization.searchParams.set('nonce', 'of-another-sign-in');
    await refusal(await oidc.browser.signInAt(authorization.href, 'ada', callback()));
  });

  test('with a code that was asked for with another PKCE challenge is refused', async () => {
    const authorization = new URL(await begin());
    authorization.searchParams.set('code_challenge', 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM');
    await refusal(await oidc.browser.signInAt(authorization.href, 'ada', callback()));
  });

  test('in another browser than the one that began is refused: nobody is signed in as somebody else by a link', async () => {
    const url = await oidc.browser.signInAt(await begin(), 'ada', callback());
    oidc.browser = new Browser();
    expect(await refusal(url)).toContain('did not start in this browser');
  });

  test('a second time, or after more than 10 minutes, is refused', async () => {
    const url = await oidc.browser.signInAt(await begin(), 'ada', callback());
    const late = oidc.api.clock.now;
    oidc.api.clock.now = new Date(late.getTime() + 11 * MINUTE);
    expect(await refusal(url)).toContain('more than 10 minutes');
    oidc.api.clock.now = late;
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
    expect(new URL(location, oidc.api.url).origin).toBe(oidc.api.url);
    expect(location).toMatch(/^\/(?!\/)/);
  });
});

test('who guesses tokens is told to wait; who has one is not held up by it', async () => {
  const guesses = await Promise.all(
    Array.from({ length: 70 }, (_none, n) => oidc.api.call('GET', '/me', { as: `guess-${n}` })),
  );
  expect(new Set(guesses.map((each) => each.status))).toEqual(new Set([401, 429]));
  const told = guesses.find((each) => each.status === 429);
  expect(Number(told?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await oidc.api.call('GET', '/me')).toMatchObject({ status: 200 });
});
