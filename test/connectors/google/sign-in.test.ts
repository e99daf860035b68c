import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ConnectorOptions } from '../../../connectors/connector.ts';
import { type GoogleSimulator, startGoogleSimulator } from '../../simulators/google/google.ts';
import { ADMIN, accessOf, CLIENT, connectTo, failure, makeKey, SCOPES, sent } from './workspace.ts';

const BOB = { email: 'bob@acme.test' };

describe('signing in to Google Workspace', () => {
  const key = makeKey();
  let google: GoogleSimulator;
  const connect = (changes?: Partial<ConnectorOptions>) => connectTo(google.url, key, changes);

  beforeAll(async () => {
    google = await startGoogleSimulator({ access: accessOf(key) });
  });
  afterEach(() => google.misbehaving.clear());
  afterAll(() => google.close());

  test('asks for one token a scope, and keeps it', async () => {
    const connector = connect();
    const before = sent(google, 'POST /token');
    await connector.findSubject(BOB, {});
    await connector.findSubject(BOB, {});
    expect(sent(google, 'POST /token') - before).toBe(1);
    const bob = await connector.findSubject(BOB, {});
    if (bob !== undefined) await connector.profile?.(bob, {});
    expect(sent(google, 'POST /token') - before).toBe(2);
  });

  test('with the key file as it is, and with a PEM whose line breaks were escaped', async () => {
    const file = JSON.stringify({
      type: 'service_account',
      client_email: CLIENT,
      private_key: key.privateKey,
      token_uri: 'https://oauth2.googleapis.com/token',
    });
    expect(await connect({ credentials: { key: file } }).findSubject(BOB, {})).toMatchObject({ login: BOB.email });
    const escaped = { clientEmail: CLIENT, privateKey: key.privateKey.replaceAll('\n', '\\n') };
    expect(await connect({ credentials: escaped }).findSubject(BOB, {})).toMatchObject({ login: BOB.email });
  });

  test('says which credential is missing or cannot be read', () => {
    expect(() => connect({ credentials: { key: '{"type":"authorized_user"}' } })).toThrow('the whole JSON key file');
    expect(() => connect({ credentials: {} })).toThrow('needs in its credentials "key"');
    expect(() => connect({ settings: {} })).toThrow('add settings.subject');
    const garbled = { clientEmail: CLIENT, privateKey: '-----BEGIN PRIVATE KEY-----\nMIIE' };
    expect(() => connect({ credentials: garbled })).toThrow('cannot read the private key');
    expect(() => connect({ credentials: garbled })).not.toThrow('MIIE');
  });

  test.each([
    [
      'another key',
      { credentials: { clientEmail: CLIENT, privateKey: makeKey().privateKey } },
      'Invalid JWT Signature',
    ],
    [
      'an account that there is not',
      { credentials: { clientEmail: 'x@y.test', privateKey: key.privateKey } },
      'account not found',
    ],
    ['an administrator that there is not', { settings: { subject: 'nobody@acme.test' } }, 'Invalid email or User ID'],
  ])('%s is said with what to do', async (_what, changes, said) => {
    const error = await failure('unauthorized', connect(changes).findSubject(BOB, {}));
    expect(error).toMatchObject({ details: { code: 'invalid_grant' }, message: expect.stringContaining(said) });
    expect(error.message).toContain('Check that "subject" is an administrator');
  });

  test('delegation of some scopes disables only the features of the others', async () => {
    const scopes = SCOPES.filter((scope) => scope !== 'rolemanagement');
    const little = await startGoogleSimulator({ access: accessOf(key, { scopes }) });
    const connector = connectTo(little.url, key);
    const bob = await connector.findSubject(BOB, {});
    if (bob === undefined) throw new Error('Bob is in the simulator.');
    expect(await connector.grant(bob, { type: 'group', name: 'Workspace Admins' }, {})).toMatchObject({
      changed: true,
    });
    const error = await failure('unauthorized', connector.grant(bob, { type: 'admin-role', name: 'Room Keeper' }, {}));
    expect(error).toMatchObject({ details: { code: 'unauthorized_client' } });
    expect(error.message).toContain('Delegate the scopes in docs/connectors/google.md');
    await little.close();
  });

  test('a temporary failure is tried once here, and again when Temporal retries', async () => {
    const connector = connect();
    const find = () => connector.findSubject(BOB, {});
    google.misbehaving.add({ match: 'POST /token', fault: '429', times: 1, retryAfterSeconds: 40 });
    const limited = await failure('rate_limited', find());
    expect(Math.abs((limited.details.retryAt ?? 0) - Date.now() - 40_000)).toBeLessThan(3_000);
    google.misbehaving.add({ match: 'POST /token', fault: '503', times: 1 });
    await failure('unavailable', find());
    google.misbehaving.add({ match: 'POST /token', fault: 'drop-before', times: 1 });
    expect((await failure('unavailable', find())).message).toContain('dropped the connection');
    google.misbehaving.add({ match: 'POST /token', fault: 'slow', delayMs: 4_000, times: 1 });
    const late = await failure('unavailable', connect({ timeoutMs: 300 }).findSubject(BOB, {}));
    expect(late.message).toContain('did not answer in time');
    expect(google.misbehaving.fired().map((each) => each.fired)).toEqual([1, 1, 1, 1]);
    expect(await find()).toMatchObject({ login: BOB.email });
  });

  test('a token that ends before its time is replaced at the next try', async () => {
    const connector = connect({ settings: { subject: ADMIN } });
    await connector.findSubject(BOB, {});
    google.revokeTokens();
    const error = await failure('unavailable', connector.findSubject(BOB, {}));
    expect(error).toMatchObject({ details: { status: 401, code: 'authError' } });
    expect(await connector.findSubject(BOB, {})).toMatchObject({ login: BOB.email });
  });
});
