import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { configurationDocument, rule } from '../../test/support/configuration.ts';
import { OKTA } from '../../test/support/policy.ts';
import { readEnvironment } from '../environment/environment.ts';
import { CredentialError, resolveCredential } from '../secrets/credentials.ts';
import { hasValidMac, macOf } from '../secrets/mac.ts';
import { ConfigurationError, parseConfiguration, parseYaml } from './parse.ts';

function problemsOf(document: unknown): string[] {
  try {
    parseConfiguration(document, 'leasehold.yaml');
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message.split('\n');
    throw error;
  }
}

test('the example of the documentation is valid', async () => {
  const text = await readFile(new URL('../../test/fixtures/leasehold.yaml', import.meta.url), 'utf8');
  const { policy } = parseConfiguration(parseYaml(text, 'leasehold.yaml'), 'leasehold.yaml');
  expect(policy.rules[0]).toMatchObject({
    key: 'okta-admin',
    duration: { defaultMs: 28_800_000, permanent: 'forbid' },
    stages: [{ require: 1, declineAfterMs: 604_800_000 }],
  });
});

test('schedules have their own defaults unless an interval is given', () => {
  expect(parseConfiguration(configurationDocument(), 'test').schedules).toEqual({});
  const { schedules } = parseConfiguration(configurationDocument({ schedules: { birthright: '15m' } }), 'test');
  expect(schedules).toEqual({ birthright: 900_000 });
});

test('the guard against mass removals has a share and a number of its own', () => {
  const guard = (birthrightGuard: unknown) =>
    parseConfiguration(configurationDocument({ birthrightGuard }), 'test').policy.birthrightGuard;
  expect(guard(undefined)).toBeUndefined();
  expect(guard({ share: '35%' })).toEqual({ share: 0.35, atLeast: 5 });
  expect(guard({ share: 50, atLeast: 20 })).toEqual({ share: 0.5, atLeast: 20 });
});

test('all problems are told at once, with file, path and reason', () => {
  const problems = problemsOf(
    configurationDocument({
      version: 2,
      rules: [rule({ approvall: {}, duration: { default: 'soon' } })],
      identityProvider: 5,
    }),
  );
  expect(problems.length).toBeGreaterThanOrEqual(4);
  expect(problems.join('\n')).toMatch(/leasehold.yaml: version: must be 1/);
  expect(problems.join('\n')).toMatch(/rules\[0\]\.duration\.default: "soon" is not a duration/);
  expect(problems.join('\n')).toMatch(/approvall/);
});

test.each([
  [
    'a secret in plain text',
    { jira: { url: 'https://a.atlassian.net', email: 'b@x.test', apiToken: 's3cret', webhookSecret: 'env:X' } },
    'never the secret itself',
  ],
  [
    'http to somewhere else',
    { jira: { url: 'http://a.atlassian.net', email: 'b@x.test', apiToken: 'env:X', webhookSecret: 'env:X' } },
    'must be https://',
  ],
  [
    'a rule for an unknown application',
    { rules: [rule({ application: 'nowhere' })] },
    'there is no application "nowhere"',
  ],
  ['a rule for an unknown level', { rules: [rule({ accessLevel: 'Emperor' })] }, 'has no access level "Emperor"'],
  [
    'a birthright for everyone, by a forgotten condition',
    { roles: [{ key: 'r', name: 'R', includes: [{ application: 'okta', accessLevel: 'Viewer' }], birthright: {} }] },
    'must name at least one attribute',
  ],
  ['a share that is none', { birthrightGuard: { share: 'some' } }, '"some" is not a share'],
  ['a share of more than all', { birthrightGuard: { share: 120 } }, '"120" is not a share'],
  [
    'an unknown schedule',
    { schedules: { birthrite: '1h' } },
    'schedules.birthrite: unknown key; did you mean "birthright"?',
  ],
  ['a schedule faster than a second', { schedules: { birthright: '0.5s' } }, 'must be at least 1s'],
  [
    'an application named like a queue of our own',
    { applications: [{ ...OKTA, key: 'keeper' }], rules: [] },
    'is a name of Leasehold itself',
  ],
  ['two rules of one key', { rules: [rule(), rule()] }, '"okta-admin" is already used'],
  [
    'a default longer than the max',
    { rules: [rule({ duration: { default: '2d', max: '1d' } })] },
    'the default is longer than the max',
  ],
])('%s is refused', (_what, changes, sentence) => {
  const problems = problemsOf(configurationDocument(changes)).join('\n');
  expect(problems).toContain(sentence);
  expect(problems).not.toContain('s3cret');
});

test('credentials are found by reference, and errors name the reference, not the value', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'leasehold-credential-'));
  await writeFile(join(folder, 'token'), 'from a file\n');
  process.env.LEASEHOLD_TEST_TOKEN = 'from the environment';
  expect(await resolveCredential('env:LEASEHOLD_TEST_TOKEN')).toBe('from the environment');
  expect(await resolveCredential(`file:${join(folder, 'token')}`)).toBe('from a file');
  await expect(resolveCredential('env:LEASEHOLD_NOT_SET')).rejects.toThrow(CredentialError);
  await expect(resolveCredential('sealed:AAAA')).rejects.toThrow('LEASEHOLD_ENCRYPTION_KEY');
  await rm(folder, { recursive: true });
});

test('the environment is checked as a whole', () => {
  expect(readEnvironment({})).toMatchObject({ port: 8080, publicUrl: 'http://127.0.0.1:8080', databaseUrl: undefined });
  expect(() => readEnvironment({ PORT: 'many', DATABASE_URL: 'mysql://x' })).toThrow(
    /DATABASE_URL[\s\S]*PORT|PORT[\s\S]*DATABASE_URL/,
  );
});

test('a signature holds for the very message only', () => {
  const message = { issueKey: 'ACCESS-1', actor: 'lead@acme.test', decision: 'approve' };
  const signed = { ...message, mac: macOf('key', 'decision', message) };
  expect(hasValidMac('key', 'decision', signed)).toBe(true);
  expect(hasValidMac('key', 'verdict', signed)).toBe(false);
  expect(hasValidMac('key', 'decision', Object.assign({}, signed, { decision: 'deny' }))).toBe(false);
  expect(hasValidMac('other', 'decision', signed)).toBe(false);
  expect(hasValidMac('key', 'decision', { ...signed, mac: '' })).toBe(false);
});
