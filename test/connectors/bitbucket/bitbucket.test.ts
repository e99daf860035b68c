import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createConnector } from '../../../connectors/bitbucket/bitbucket.ts';
import type { Connector, ConnectorOptions, ProviderSubject } from '../../../connectors/connector.ts';
import type { Entitlement } from '../../../domain/policy.ts';
import { ProviderError } from '../../../domain/provider-error.ts';
import { endpointValidator } from '../../contracts/endpoints.ts';
import { type BitbucketSimulator, startBitbucketSimulator } from '../../simulators/bitbucket/bitbucket.ts';
import { uuidOf } from '../../simulators/bitbucket/state.ts';

const TOKEN = 'the token of the test';
const READ_ONLY = 'may only read';
const on = (permission: string): Entitlement => ({
  type: 'repository',
  id: 'payments-service',
  parameters: { permission },
});

describe('the Bitbucket connector', () => {
  let bitbucket: BitbucketSimulator;
  let connector: Connector;
  let alice: ProviderSubject;

  const connect = (token = TOKEN, more: Partial<ConnectorOptions> = {}): Connector =>
    createConnector({
      application: 'bitbucket',
      url: bitbucket.url,
      credentials: { apiToken: token },
      settings: { workspace: 'acme', email: 'leasehold-bot@acme.test' },
      timeoutMs: 2_000,
      ...more,
    });
  const failure = async (work: Promise<unknown>): Promise<ProviderError> => {
    const error = await work.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof ProviderError)) throw new Error(`expected a ProviderError, got ${String(error)}`);
    return error;
  };
  const permissions = () => bitbucket.state.repositories[0]?.permissions ?? {};

  beforeAll(async () => {
    bitbucket = await startBitbucketSimulator({ token: TOKEN, readOnlyToken: READ_ONLY });
    connector = connect();
    const found = await connector.findSubject({ email: 'alice@acme.test' }, {});
    if (found === undefined) throw new Error('Alice is in the simulator.');
    alice = found;
  });
  beforeEach(() => {
    for (const uuid of Object.keys(permissions())) delete permissions()[uuid];
  });
  afterEach(() => {
    bitbucket.misbehaving.clear();
    delete bitbucket.state.seats;
  });
  afterAll(async () => {
    const contract = endpointValidator('bitbucket.txt');
    const problems = bitbucket.misbehaving.requests.flatMap((exchange) => contract.problemsOf(exchange));
    expect([...new Set(problems)]).toEqual([]);
    await bitbucket.close();
  });

  test('finds a member by account id or UUID where the e-mail is mapped', async () => {
    const { account_id, uuid } = bitbucket.state.members[1] ?? { account_id: '', uuid: '' };
    for (const login of [account_id, uuid])
      expect(await connector.findSubject({ email: 'bob.private@acme.test', login }, {})).toMatchObject({
        id: uuid,
        email: 'bob.private@acme.test',
      });
    expect(await connector.findSubject({ email: 'x@acme.test', login: 'nobody:1' }, {})).toBeUndefined();
  });

  test('a name with quotation marks is looked for as it is', async () => {
    const named = { uuid: uuidOf('4e900000', 99), id: 'quoted', name: 'say "hi" \\ bye', permissions: {} };
    bitbucket.state.repositories.push(named);
    await connector.grant(alice, { type: 'repository', name: named.name, parameters: { permission: 'read' } }, {});
    expect(named.permissions).toEqual({ [alice.id]: 'read' });
    expect(await connector.findSubject({ email: 'x","alice@acme.test' }, {})).toBeUndefined();
  });

  test('giving ends with the permission that was asked, whichever was held; another one is not taken away', async () => {
    permissions()[alice.id] = 'admin';
    expect(await connector.holds(alice, on('write'), {})).toBe(false);
    expect(await connector.revoke(alice, on('write'), {})).toMatchObject({ changed: false });
    expect(permissions()).toEqual({ [alice.id]: 'admin' });
    expect(await connector.grant(alice, on('write'), {})).toMatchObject({ changed: true });
    expect(permissions()).toEqual({ [alice.id]: 'write' });
    expect(await connector.revoke(alice, on('write'), {})).toMatchObject({ changed: true });
    expect(permissions()).toEqual({});
  });

  test.each([
    [{ type: 'repository', id: 'website' }, 'one of read, write, admin'],
    [{ type: 'repository', id: 'website', parameters: { permission: 'owner' } }, 'one of read, write, admin'],
    [{ type: 'project', id: 'PAY', parameters: {} }, 'one of read, write, create-repo, admin'],
  ] as const)('%j is refused with the permissions that there are', async (entitlement, sentence) => {
    const error = await failure(connector.grant(alice, entitlement, {}));
    expect(error.kind).toBe('invalid');
    expect(error.message).toContain(sentence);
  });

  test('a repository that cannot be seen is not said to be taken away', async () => {
    const gone: Entitlement = { type: 'repository', id: 'gone', parameters: { permission: 'read' } };
    expect((await failure(connector.revoke(alice, gone, {}))).kind).toBe('not_found');
    expect((await failure(connector.revoke(alice, { type: 'group', id: 'gone' }, {}))).kind).toBe('not_found');
  });

  test('a person who left the workspace holds nothing', async () => {
    const left: ProviderSubject = { id: '{1ef70000-0000-4000-8000-000000000000}', login: 'left' };
    expect(await connector.revoke(left, on('read'), {})).toMatchObject({ changed: false });
  });

  test('a full plan and missing scopes are told with what to do', async () => {
    bitbucket.state.seats = 0;
    const full = await failure(connector.grant(alice, on('read'), {}));
    expect(full).toMatchObject({ kind: 'invalid', details: { status: 402, requestId: expect.any(String) } });
    expect(full.message).toContain('free one or upgrade the plan');
    const scopes = await failure(connect(READ_ONLY).grant(alice, on('read'), {}));
    expect(scopes).toMatchObject({ kind: 'forbidden' });
    expect(scopes.message).toContain('write:permission:bitbucket');
  });

  test('two who add the same member at once both succeed', async () => {
    const group: Entitlement = { type: 'group', id: 'payments-developers' };
    await Promise.all([connector.grant(alice, group, {}), connector.grant(alice, group, {})]);
    expect(bitbucket.membersOf('Payments Developers')).toEqual(['alice@acme.test']);
    await connector.revoke(alice, group, {});
  });

  test('missing configuration is named before anything is sent', () => {
    expect(() => connect(TOKEN, { settings: {} })).toThrow(/settings\.workspace/);
    expect(() => connect(TOKEN, { settings: { workspace: 'acme' } })).toThrow(/settings\.email/);
    expect(() => connect('')).toThrow(/credentials\.apiToken/);
  });

  test('Test Connection names each check', async () => {
    const checks = await connector.testConnection([on('read'), { type: 'group', name: 'Administrators' }], {});
    expect(checks.map((check) => `${check.ok ? 'ok' : 'no'} ${check.name}`)).toEqual([
      'ok URL',
      'ok API token',
      'ok Can read the workspace acme',
      'ok Can look people up by e-mail',
      'ok Can change repository payments-service',
      'ok Can change group Administrators',
    ]);
    const elsewhere = connect(TOKEN, { settings: { workspace: 'other', email: 'leasehold-bot@acme.test' } });
    const [failed] = (await elsewhere.testConnection([], {})).filter((check) => !check.ok);
    expect(failed?.detail).toContain('settings.workspace');
  });
});
