import { describe, expect, test } from 'vitest';
import { startApi } from '../../test/support/api-server.ts';
import { Browser } from '../../test/support/oidc-server.ts';
import { useOidc } from '../../test/support/use-oidc.ts';

const MINUTE = 60_000;

const oidc = useOidc();
const { begin, document, get, me, signIn } = oidc;

describe('a session', () => {
  const later = (ms: number): void => {
    oidc.api.clock.now = new Date(oidc.api.clock.now.getTime() + ms);
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
    await oidc.api.configure(document({}, { session: { idle: '5m', max: '8m' } }));
    await signIn('ada');
    later(4 * MINUTE);
    expect(await me()).toMatchObject({ status: 200 });
    later(4.5 * MINUTE);
    expect(await me()).toMatchObject({ status: 401 });
  });

  test('is worth nothing when it was changed, and a sign-in cookie is no session', async () => {
    await begin();
    const jar = oidc.browser.cookies(oidc.api.url);
    jar.set('leasehold_session', jar.get('leasehold_sign_in') ?? '');
    expect(await me()).toMatchObject({ status: 401 });
    await signIn('ada');
    const sealed = jar.get('leasehold_session') ?? '';
    jar.set('leasehold_session', `${sealed.slice(0, -4)}AAAA`);
    expect(await me()).toMatchObject({ status: 401 });
  });

  test('is over when somebody signs out, also for a copy of its cookie', async () => {
    await signIn('ada');
    const jar = oidc.browser.cookies(oidc.api.url);
    const copy = jar.get('leasehold_session') ?? '';
    const { csrfToken } = (await me()).body;
    const without = await oidc.browser.go(`${oidc.api.url}/auth/logout`, { method: 'POST' });
    expect(without.status).toBe(403);
    const out = await oidc.browser.go(`${oidc.api.url}/auth/logout`, {
      method: 'POST',
      headers: { 'x-csrf-token': csrfToken },
    });
    expect(await out.json()).toEqual({ endSessionUrl: expect.stringContaining(`${oidc.provider.issuer}/session/end`) });
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
    const mine = oidc.browser;
    oidc.browser = new Browser();
    await signIn('both');
    const others = (await me()).body.csrfToken;
    oidc.browser = mine;
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
      (
        await oidc.browser.go(`${oidc.api.url}/auth/logout`, {
          method: 'POST',
          headers: headers as Record<string, string>,
        })
      ).status,
    ).toBe(200);
    expect(await me()).toMatchObject({ status: 200 });
  });

  test('our own pages, and an address that was typed in, are no other site', async () => {
    await signIn('ada');
    for (const headers of [{ 'sec-fetch-site': 'same-origin', origin: oidc.api.url }, { 'sec-fetch-site': 'none' }])
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
