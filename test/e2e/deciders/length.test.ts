/** Attacks on the length of access: an extension gives only what the rules would give as a whole, unasked. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { lacks } from '../../parts/lacks.ts';
import { type Stack, startStack } from '../../support/stack.ts';

const within = { timeout: 20_000, interval: 50 };

describe.skipIf(lacks('temporalCli', 'postgres'))('an extension', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack('length', {
      change(yaml) {
        const document = parse(yaml);
        const [rule, viewer] = document.rules;
        document.rules = [
          { ...rule, when: { request: { durationLongerThan: '10s' } } },
          { key: 'okta-short', application: 'okta', accessLevel: 'Admin', duration: { default: '5s', max: '30d' } },
          viewer,
        ];
        return stringify(document);
      },
    });
  });
  afterAll(() => stack?.stop());
  const extend = (level: string, duration: string) =>
    stack.api('POST', `/my/access/okta/mallory@acme.test/${level}/extension`, 'demo-mallory', { duration });

  test('is judged with the time since the start: it does not pass below a rule that asks for longer access', async () => {
    const key = stack.raise({ by: 'mallory@acme.test', duration: '18s' });
    await stack.waitFor(key, 'awaiting_approval');
    stack.move('lead@acme.test', 'Approved', key);
    await stack.waitFor(key, 'active');
    const { expiresAt } = await stack.request(key);
    await expect.poll(() => Date.parse(expiresAt ?? '') - Date.now(), within).toBeLessThan(9_000);
    expect(await extend('Admin', '10s')).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('Rule okta-admin asks for approval before this access lasts longer') },
    });
    expect((await stack.request(key)).expiresAt).toBe(expiresAt);
  });

  test('stays within the maximum that the rule has today', async () => {
    const key = stack.raise({ by: 'mallory@acme.test', accessType: 'Viewer', duration: '10m' });
    await stack.waitFor(key, 'active');
    const { headers, body } = await stack.api('GET', '/rules/okta-viewer', 'demo-admin');
    const saved = await fetch(`${stack.url}/api/v1/rules/okta-viewer`, {
      method: 'PUT',
      headers: {
        authorization: 'Bearer demo-admin',
        'content-type': 'application/json',
        'if-match': headers.get('etag') ?? '',
      },
      body: JSON.stringify({ ...body, duration: { default: '10m', max: '20m' } }),
    });
    expect(saved.status).toBe(200);
    expect(await extend('Viewer', '20m')).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('at most 20 minutes') },
    });
    expect((await extend('Viewer', '15m')).status).toBe(200);
    stack.move('mallory@acme.test', 'Revoked', key);
    await stack.waitFor(key, 'revoked');
  });
});
