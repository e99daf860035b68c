import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Connector, ConnectorOptions } from '../../../connectors/connector.ts';
import { cloudOf } from '../../../connectors/entra/clouds.ts';
import { type EntraSimulator, startEntraSimulator } from '../../simulators/entra/entra.ts';
import { makeCertificate } from './certificate.ts';
import { connectTo, failure, PERMISSIONS, SECRET, sent, TENANT } from './tenant.ts';

describe('signing in to Entra ID', () => {
  let entra: EntraSimulator;
  let connector: Connector;
  const pem = makeCertificate();
  const connect = (changes?: Partial<ConnectorOptions>): Connector => connectTo(entra.url, changes);

  beforeAll(async () => {
    entra = await startEntraSimulator({
      tenantId: TENANT,
      clients: [
        { clientId: 'app', secret: SECRET, permissions: PERMISSIONS },
        { clientId: 'with-certificate', certificate: pem.certificate, permissions: PERMISSIONS },
      ],
    });
    connector = connect();
  });
  afterEach(() => entra.misbehaving.clear());
  afterAll(() => entra.close());

  test('asks for one token and keeps it', async () => {
    await connector.findSubject({ email: 'alice@acme.test' }, {});
    await connector.findSubject({ email: 'bob@acme.test' }, {});
    expect(sent(entra, `POST /${TENANT}/oauth2`)).toBe(1);
  });

  test('with a certificate, whose key never leaves', async () => {
    const byCertificate = connect({
      credentials: { certificate: pem.both },
      settings: { tenantId: TENANT, clientId: 'with-certificate' },
    });
    expect(await byCertificate.findSubject({ email: 'bob@acme.test' }, {})).toMatchObject({ login: 'bob@acme.test' });
    const other = connect({
      credentials: { certificate: makeCertificate().both },
      settings: { tenantId: TENANT, clientId: 'with-certificate' },
    });
    const error = await failure('unauthorized', other.findSubject({ email: 'bob@acme.test' }, {}));
    expect(error).toMatchObject({ details: { code: 'AADSTS700027' }, message: expect.stringContaining('upload it') });
    const garbled = connect({ credentials: { certificate: 'no PEM' } });
    const unreadable = await failure('unauthorized', garbled.findSubject({ email: 'bob@acme.test' }, {}));
    expect(unreadable.message).toContain('does not contain a PEM-encoded certificate');
  });

  test.each([
    ['a wrong secret', { credentials: { clientSecret: 'wrong' } }, 'AADSTS7000215', 'give its value, not its id'],
    ['an app that there is not', { settings: { tenantId: TENANT, clientId: 'nobody' } }, 'AADSTS700016', 'clientId'],
    [
      'a tenant that there is not',
      { settings: { tenantId: 'ffffffff-0000-4000-8000-000000000001', clientId: 'app' } },
      'AADSTS90002',
      'check tenantId',
    ],
  ])('%s is said with what to do', async (_what, changes, code, advice) => {
    const error = await failure('unauthorized', connect(changes).findSubject({ email: 'bob@acme.test' }, {}));
    expect(error).toMatchObject({ details: { code, requestId: expect.any(String) } });
    expect(error.message).toContain(advice);
    expect(error.message).not.toContain('Trace ID');
  });

  test('a temporary failure is tried once here, and again when Temporal retries', async () => {
    const fresh = connect();
    const token = `POST /${TENANT}/oauth2/v2.0/token`;
    const find = () => fresh.findSubject({ email: 'bob@acme.test' }, {});
    entra.misbehaving.add({ match: token, fault: '429', times: 1, retryAfterSeconds: 40 });
    const limited = await failure('rate_limited', find());
    expect(Math.abs((limited.details.retryAt ?? 0) - Date.now() - 40_000)).toBeLessThan(3_000);
    entra.misbehaving.add({ match: token, fault: '503', times: 1 });
    await failure('unavailable', find());
    entra.misbehaving.add({ match: token, fault: 'drop-before', times: 1 });
    expect((await failure('unavailable', find())).message).toContain('dropped the connection');
    entra.misbehaving.add({ match: token, fault: 'slow', delayMs: 4_000, times: 1 });
    const slow = connect({ timeoutMs: 300 });
    const late = await failure('unavailable', slow.findSubject({ email: 'bob@acme.test' }, {}));
    expect(late.message).toContain('did not answer in time');
    expect(entra.misbehaving.fired().map((each) => each.fired)).toEqual([1, 1, 1, 1]);
    expect(await find()).toMatchObject({ login: 'bob@acme.test' });
  });

  test('a token that ends before its time is replaced at the next try', async () => {
    entra.revokeTokens();
    const error = await failure('unavailable', connector.findSubject({ email: 'bob@acme.test' }, {}));
    expect(error).toMatchObject({ details: { status: 401, code: 'InvalidAuthenticationToken' } });
    expect(await connector.findSubject({ email: 'bob@acme.test' }, {})).toBeDefined();
  });

  test('says which setting is missing', () => {
    expect(() => connect({ settings: { clientId: 'app' } })).toThrow('add settings.tenantId');
    expect(() => connect({ credentials: {} })).toThrow('needs clientSecret or certificate');
    expect(() => connect({ url: 'https://graph.example.com' })).toThrow('authorityHost');
    const ids = { tenantId: TENANT, clientId: 'app', clientSecret: SECRET };
    expect(() => connect({ settings: {}, credentials: ids })).not.toThrow();
  });

  test.each([
    ['https://graph.microsoft.com', undefined, 'https://login.microsoftonline.com', 'https://graph.microsoft.com/v1.0'],
    [
      'https://graph.microsoft.com/v1.0/',
      undefined,
      'https://login.microsoftonline.com',
      'https://graph.microsoft.com/v1.0',
    ],
    [
      'https://dod-graph.microsoft.us',
      undefined,
      'https://login.microsoftonline.us',
      'https://dod-graph.microsoft.us/v1.0',
    ],
    [
      'https://graph.acme.test/ms',
      'https://login.acme.test',
      'https://login.acme.test',
      'https://graph.acme.test/ms/v1.0',
    ],
    ['http://127.0.0.1:4000', undefined, 'https://127.0.0.1:4000', 'http://127.0.0.1:4000/v1.0'],
  ])('of Graph at %s', (url, given, authority, graph) => {
    expect(cloudOf(url, given)).toMatchObject({ authority, graph });
  });

  test('plain http stays on loopback', () => {
    expect(cloudOf('http://graph.microsoft.com', 'https://login.microsoftonline.com')).toBeUndefined();
    expect(cloudOf('https://graph.microsoft.com', undefined)?.insecure).toBe(false);
  });
});
