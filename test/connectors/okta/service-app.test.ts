import { createPrivateKey } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Connector } from '../../../connectors/connector.ts';
import { createConnector } from '../../../connectors/okta/okta.ts';
import type { Entitlement } from '../../../domain/policy.ts';
import { ProviderError } from '../../../domain/provider-error.ts';
import { contractValidator } from '../../contracts/validate.ts';
import { type OktaSimulator, startOktaSimulator } from '../../simulators/okta/okta.ts';
import { type NewServiceApp, newServiceApp } from './service-app.ts';

const SCOPES = ['okta.users.manage', 'okta.groups.manage', 'okta.apps.manage'];
const ADMINS: Entitlement = { type: 'group', name: 'Okta-Admins' };

describe('Okta, signed in as a service app', () => {
  let okta: OktaSimulator;
  let plain: NewServiceApp;
  let bound: NewServiceApp;

  const connect = (app: NewServiceApp, more: Record<string, string> = {}, scopes?: string): Connector =>
    createConnector({
      application: 'okta',
      url: okta.url,
      credentials: { clientId: app.clientId, privateKey: app.privateKey, ...more },
      ...(scopes === undefined ? {} : { settings: { scopes } }),
      timeoutMs: 5_000,
    });
  const giveAndTake = async (connector: Connector): Promise<void> => {
    const alice = await connector.findSubject({ email: 'alice@acme.test' }, {});
    if (alice === undefined) throw new Error('Alice is in the simulator.');
    await connector.grant(alice, ADMINS, {});
    expect(okta.membersOf('Okta-Admins')).toEqual(['alice@acme.test']);
    await connector.revoke(alice, ADMINS, {});
    expect(okta.membersOf('Okta-Admins')).toEqual([]);
  };
  const failure = async (work: Promise<unknown>): Promise<ProviderError> => {
    const error = await work.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof ProviderError)) throw new Error(`expected a ProviderError, got ${String(error)}`);
    return error;
  };
  const tokensAsked = (): number => okta.misbehaving.requests.filter((each) => each.path === '/oauth2/v1/token').length;

  beforeAll(async () => {
    plain = await newServiceApp('0oaplain', SCOPES);
    bound = { ...(await newServiceApp('0oabound', SCOPES)), dpop: true };
    okta = await startOktaSimulator({ serviceApps: [plain, bound] });
  });
  afterAll(async () => {
    const contract = contractValidator('okta.json', 'okta-oauth.json');
    const problems = okta.misbehaving.requests.flatMap((exchange) => contract.problemsOf(exchange));
    expect([...new Set(problems)]).toEqual([]);
    await okta.close();
  });

  test('gets one token for many calls, and another when it has expired', async () => {
    const connector = connect(plain);
    const before = tokensAsked();
    await giveAndTake(connector);
    await giveAndTake(connector);
    expect(tokensAsked() - before).toBe(1);
    okta.tokens.expireAll();
    await giveAndTake(connector);
    expect(tokensAsked() - before).toBe(2);
  });

  test('proves possession of its key where the app asks for it, which is how Okta makes new ones', async () => {
    const connector = connect(bound);
    await giveAndTake(connector);
    okta.tokens.expireAll();
    await giveAndTake(connector);
  });

  test('takes a key in PEM, also in one line, and its id', async () => {
    const key = createPrivateKey({ key: JSON.parse(plain.privateKey), format: 'jwk' });
    const pem = key.export({ type: 'pkcs8', format: 'pem' }).toString();
    await giveAndTake(connect(plain, { privateKey: pem, keyId: 'first' }));
    await giveAndTake(connect(plain, { privateKey: pem.replaceAll('\n', '\\n') }));
  });

  test('says which scopes to grant, and when its key is not the one that Okta has', async () => {
    const scopes = await failure(
      connect(plain, {}, 'okta.users.manage, okta.logs.read').findSubject({ email: 'alice@acme.test' }, {}),
    );
    expect(scopes.details.code).toBe('invalid_scope');
    expect(scopes.message).toContain('name fewer in settings.scopes');
    const stranger = await newServiceApp('0oaplain', SCOPES);
    const key = await failure(connect(stranger).findSubject({ email: 'alice@acme.test' }, {}));
    expect(key).toMatchObject({ kind: 'unauthorized', details: { code: 'invalid_client', status: 401 } });
    expect(key.message).toContain('Okta has its public key');
  });

  test.each([
    ['429', 'rate_limited'],
    ['503', 'unavailable'],
  ] as const)('%s at the token endpoint is what it is, and not a bad token', async (fault, kind) => {
    okta.misbehaving.add({ match: 'POST /oauth2/v1/token', fault, times: 1 });
    const connector = connect(plain);
    expect((await failure(connector.findSubject({ email: 'alice@acme.test' }, {}))).kind).toBe(kind);
    await giveAndTake(connector);
    okta.misbehaving.clear();
  });

  test('Test Connection speaks of its key', async () => {
    const names = async (connector: Connector) =>
      (await connector.testConnection([ADMINS], {})).map((check) => `${check.ok ? 'ok' : 'no'} ${check.name}`);
    expect(await names(connect(plain))).toEqual([
      'ok URL',
      'ok Private key',
      'ok Can read users',
      'ok Can read groups',
      'ok Can change group Okta-Admins',
    ]);
    expect(await names(connect(await newServiceApp('0oaplain', SCOPES)))).toEqual(['ok URL', 'no Private key']);
  });

  test('missing configuration is named', () => {
    expect(() => connect({ ...plain, clientId: '' })).toThrow(/credentials\.clientId/);
  });

  test('a key that is none is not in the message', async () => {
    const error = await failure(
      connect(plain, { privateKey: 'not-a-key-but-secret' }).findSubject({ email: 'alice@acme.test' }, {}),
    );
    expect(error.message).not.toContain('secret');
  });
});
