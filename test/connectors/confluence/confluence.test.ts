import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { explainConfluence } from '../../../connectors/confluence/classify.ts';
import { createConnector } from '../../../connectors/confluence/confluence.ts';
import type { Connector, ConnectorOptions, ProviderSubject } from '../../../connectors/connector.ts';
import type { Entitlement } from '../../../domain/policy.ts';
import { ProviderError } from '../../../domain/provider-error.ts';
import { endpointValidator } from '../../contracts/endpoints.ts';
import { type ConfluenceSimulator, startConfluenceSimulator } from '../../simulators/confluence/confluence.ts';
import { freshConfluence } from '../../simulators/confluence/state.ts';

const TOKEN = 'the token of the test';
const can = (operation: string, target: string): Entitlement => ({
  type: 'space-permission',
  id: 'PAY',
  parameters: { operation, target },
});
const as = (role: string): Entitlement => ({ type: 'space-role', id: 'PAY', parameters: { role } });

describe('the Confluence connector', () => {
  let confluence: ConfluenceSimulator;
  let connector: Connector;
  let alice: ProviderSubject;

  const connect = (more: Partial<ConnectorOptions> = {}): Connector =>
    createConnector({
      application: 'confluence',
      url: confluence.url,
      credentials: { apiToken: TOKEN },
      settings: { email: 'leasehold-bot@acme.test' },
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
  const held = (): readonly string[] =>
    confluence.state.spaces[1]?.permissions
      .filter(({ principal }) => principal.id === alice.id)
      .map(({ operation }) => `${operation.key} ${operation.targetType}`) ?? [];

  beforeAll(async () => {
    confluence = await startConfluenceSimulator({ token: TOKEN });
    connector = connect();
    const found = await connector.findSubject({ email: 'alice@acme.test' }, {});
    if (found === undefined) throw new Error('Alice is in the simulator.');
    alice = found;
  });
  beforeEach(() => Object.assign(confluence.state, freshConfluence()));
  afterEach(() => confluence.misbehaving.clear());
  afterAll(async () => {
    const contract = endpointValidator('confluence.txt');
    const problems = confluence.misbehaving.requests.flatMap((exchange) => contract.problemsOf(exchange));
    expect([...new Set(problems)]).toEqual([]);
    await confluence.close();
  });

  test('a person who hides their e-mail, or has it as a name, is found only by account id', async () => {
    const [, bob] = confluence.state.users;
    if (bob === undefined) throw new Error('Bob is in the simulator.');
    confluence.state.users[1] = { ...bob, emailHidden: true };
    confluence.state.users.push({ ...bob, accountId: 'evil', displayName: bob.email, email: 'evil@acme.test' });
    expect(await connector.findSubject({ email: bob.email }, {})).toBeUndefined();
    expect(await connector.findSubject({ email: bob.email, login: bob.accountId }, {})).toMatchObject({
      id: bob.accountId,
      email: bob.email,
    });
  });

  test('without Jira at the site nobody is said to have no account', async () => {
    confluence.state.jira = false;
    const error = await failure(connector.findSubject({ email: 'alice@acme.test' }, {}));
    expect(error.message).toContain('Map the e-mail to the Atlassian account id in identities');
    const checks = await connector.testConnection([], {});
    expect(checks.filter((check) => !check.ok).map((check) => check.name)).toEqual(['Can look people up by e-mail']);
  });

  test('a permission beside the one to read is given and taken by itself; without it, it says what is missing', async () => {
    const missing = await failure(connector.grant(alice, can('create', 'page'), {}));
    expect(missing.kind).toBe('invalid');
    expect(missing.message).toContain('Name the permission to read the space first');
    await connector.grant(alice, can('read', 'space'), {});
    await connector.grant(alice, can('create', 'page'), {});
    expect(held()).toEqual(['read space', 'create page']);
    await connector.revoke(alice, can('create', 'page'), {});
    expect(held()).toEqual(['read space']);
  });

  test('taking a level away in its own order ends with nothing, although reading takes the rest along', async () => {
    for (const each of [can('read', 'space'), can('create', 'page')]) await connector.grant(alice, each, {});
    expect(await connector.revoke(alice, can('read', 'space'), {})).toMatchObject({ changed: true });
    expect(await connector.revoke(alice, can('create', 'page'), {})).toMatchObject({ changed: false });
    expect(held()).toEqual([]);
  });

  test('two who give the same at once both succeed', async () => {
    await Promise.all([1, 2].map(() => connector.grant(alice, can('read', 'space'), {})));
    expect(held()).toEqual(['read space']);
  });

  test('where there are roles alone it says which entitlement type to use', async () => {
    confluence.state.mode = 'ROLES';
    const error = await failure(connector.grant(alice, can('read', 'space'), {}));
    expect(error.kind).toBe('invalid');
    expect(error.message).toContain('use the entitlement type space-role');
    expect(await connector.grant(alice, as('Viewer'), {})).toMatchObject({ changed: true });
  });

  test('giving a role ends with it, whichever was held; another one is not taken away', async () => {
    const role = () =>
      confluence.state.roles.find(({ id }) => id === confluence.state.spaces[1]?.roles[alice.id])?.name;
    await connector.grant(alice, as('Viewer'), {});
    await connector.grant(alice, as('0b5b1c0a-0000-4000-8000-00000000000b'), {});
    expect(role()).toBe('Collaborator');
    expect(await connector.revoke(alice, as('Viewer'), {})).toMatchObject({ changed: false });
    expect(role()).toBe('Collaborator');
    expect(await failure(connector.grant(alice, as('Emperor'), {}))).toMatchObject({
      kind: 'not_found',
      message: expect.stringContaining('it has: Admin, Collaborator, Viewer'),
    });
  });

  test.each([
    [{ type: 'space-permission', id: 'PAY' }, 'parameters.operation'],
    [{ type: 'space-role', id: 'PAY' }, 'parameters.role'],
  ] as const)('%j is refused with what is missing', async (entitlement, sentence) => {
    expect((await failure(connector.grant(alice, entitlement, {}))).message).toContain(sentence);
  });

  test('a rate limit is waited for to the minute where Atlassian says no more', async () => {
    const reset = `${new Date(Date.now() + 300_000).toISOString().slice(0, 16)}Z`;
    const { headers, status, body } = { headers: { 'x-ratelimit-reset': reset }, status: 429, body: {} };
    expect(explainConfluence(body, status, headers).retryAt).toBe(Date.parse(reset));
    expect(explainConfluence(body, status, { ...headers, 'retry-after': '5' }).retryAt).toBeLessThan(
      Date.now() + 6_000,
    );
  });

  test('the address may be written with /wiki, as the browser shows it', async () => {
    expect(await connect({ url: `${confluence.url}/wiki` }).holds(alice, as('Viewer'), {})).toBe(false);
  });

  test('Test Connection names each check', async () => {
    const entitlements: Entitlement[] = [
      { type: 'group', name: 'handbook-editors' },
      can('read', 'space'),
      as('Admin'),
    ];
    const checks = await connector.testConnection(entitlements, {});
    expect(checks.map((check) => `${check.ok ? 'ok' : 'no'} ${check.name}`)).toEqual([
      'ok URL',
      'ok API token',
      'ok Can read its own account',
      'ok Can look people up by e-mail',
      'ok Can change group handbook-editors',
      'ok Can change space-permission PAY',
      'ok Can change space-role PAY',
    ]);
  });
});
