import { get } from 'node:https';
import { createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Connector, ConnectorOptions, EntitlementInfo, ProviderSubject } from '../../../connectors/connector.ts';
import { boundedAgents } from '../../../connectors/jira/agents.ts';
import { createConnector } from '../../../connectors/jira/jira.ts';
import type { Entitlement } from '../../../domain/policy.ts';
import { ProviderError } from '../../../domain/provider-error.ts';
import { contractValidator } from '../../contracts/validate.ts';
import { type JiraSimulator, startJiraSimulator } from '../../simulators/jira/jira.ts';

const TOKEN = 'the token of the test';
const ADMINS: Entitlement = { type: 'group', name: 'jira-admins' };
const TEAM: Entitlement = { type: 'project-role', name: 'Service Desk Customers', parameters: { project: 'ACCESS' } };

describe('the Jira connector', () => {
  let jira: JiraSimulator;
  let connector: Connector;
  let bob: ProviderSubject;

  const connect = (more: Partial<ConnectorOptions> = {}): Connector =>
    createConnector({
      application: 'jira',
      url: jira.url,
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
  const change = (email: string, how: object): void => {
    const at = jira.state.users.findIndex((user) => user.emailAddress === email);
    const user = jira.state.users[at];
    if (user === undefined) throw new Error(`${email} is not in the simulator.`);
    jira.state.users[at] = { ...user, ...how };
  };

  beforeAll(async () => {
    jira = await startJiraSimulator({ token: TOKEN });
    connector = connect();
    const found = await connector.findSubject({ email: 'bob@acme.test' }, {});
    if (found === undefined) throw new Error('Bob is in the simulator.');
    bob = found;
  });
  afterEach(() => {
    jira.misbehaving.clear();
    jira.state.withheld.splice(0);
  });
  afterAll(async () => {
    const contract = contractValidator('jira.json');
    const problems = jira.misbehaving.requests.flatMap((exchange) => contract.problemsOf(exchange));
    expect([...new Set(problems)]).toEqual([]);
    await jira.close();
  });

  test('a person who hides their e-mail, or has it as a name, is found only by account id', async () => {
    change('dave@acme.test', { emailHidden: true });
    change('mallory@acme.test', { displayName: 'dave@acme.test' });
    const login = jira.accountOf('dave@acme.test');
    expect(await connector.findSubject({ email: 'dave@acme.test' }, {})).toBeUndefined();
    expect(await connector.findSubject({ email: 'dave@acme.test', login }, {})).toMatchObject({
      id: login,
      email: 'dave@acme.test',
    });
    expect(await connector.findSubject({ email: 'dave@acme.test', login: '712020:gone' }, {})).toBeUndefined();
  });

  test('customers of the portal and apps are nobody who could be given something', async () => {
    expect(await connector.findSubject({ email: 'rosa@acme.test' }, {})).toBeUndefined();
    expect(await connector.findSubject({ email: 'leasehold-bot@acme.test' }, {})).toBeUndefined();
  });

  test('access of a deactivated account can still be revoked, because reactivation would restore it', async () => {
    await connector.grant(bob, ADMINS, {});
    change('bob@acme.test', { active: false });
    const found = await connector.findSubject({ email: 'bob@acme.test', login: bob.id }, {});
    expect(found).toMatchObject({ id: bob.id, suspended: true });
    expect(await connector.revoke(found ?? bob, ADMINS, {})).toMatchObject({ changed: true });
    expect(jira.state.groups[0]?.members).not.toContain(bob.id);
    change('bob@acme.test', { active: true });
  });

  test("a change carries Jira's id of the request", async () => {
    expect((await connector.grant(bob, TEAM, {})).requestId).toMatch(/^[0-9a-f]{32}$/);
    expect((await connector.revoke(bob, TEAM, {})).requestId).toMatch(/^[0-9a-f]{32}$/);
    jira.state.withheld.push('ADMINISTER');
    const refused = await failure(connector.grant(bob, ADMINS, {}));
    expect(refused).toMatchObject({
      kind: 'forbidden',
      details: { requestId: expect.stringMatching(/^[0-9a-f]{32}$/) },
    });
  });

  test.each([ADMINS, TEAM])('two who give $type at once both succeed', async (entitlement) => {
    await Promise.all([connector.grant(bob, entitlement, {}), connector.grant(bob, entitlement, {})]);
    expect(await connector.holds(bob, entitlement, {})).toBe(true);
    await connector.revoke(bob, entitlement, {});
    expect(await connector.holds(bob, entitlement, {})).toBe(false);
  });

  test('an unknown project, group or role is named for what it is', async () => {
    const elsewhere: Entitlement = { ...TEAM, parameters: { project: 'GONE' } };
    expect((await failure(connector.grant(bob, elsewhere, {}))).kind).toBe('not_found');
    expect((await failure(connector.revoke(bob, elsewhere, {}))).kind).toBe('not_found');
    const named = await failure(connector.grant(bob, { ...TEAM, name: 'Emperor' }, {}));
    expect(named.message).toContain('no role named "Emperor"');
    expect((await failure(connector.grant(bob, { type: 'group', name: 'gone' }, {}))).kind).toBe('not_found');
  });

  test.each([
    [{ type: 'project-role', name: 'Administrators' }, 'parameters.project'],
    [{ type: 'project-role', id: '1/../2', parameters: { project: 'ACCESS' } }, 'is a number'],
  ] as const)('%j is refused with what to write', async (entitlement, sentence) => {
    expect((await failure(connector.grant(bob, entitlement, {}))).message).toContain(sentence);
  });

  test('roles are listed with the project that they are in', async () => {
    const listed: EntitlementInfo[] = [];
    for await (const each of connector.listEntitlements('customers', {})) listed.push(each);
    expect(listed).toEqual([
      {
        type: 'project-role',
        id: '10102',
        name: 'Service Desk Customers',
        description: 'in Access Requests',
        parameters: { project: 'ACCESS' },
      },
    ]);
  });

  test('Test Connection names each check, and the permission that is missing', async () => {
    const names = async () =>
      (await connector.testConnection([ADMINS, TEAM], {})).map((check) => `${check.ok ? 'ok' : 'no'} ${check.name}`);
    expect(await names()).toEqual([
      'ok URL',
      'ok API token',
      'ok Can read its own account',
      'ok Can look people up',
      'ok Can change group jira-admins',
      'ok Can change project-role Service Desk Customers',
    ]);
    jira.state.withheld.push('ADMINISTER_PROJECTS');
    expect((await names()).at(-1)).toBe('no Can change project-role Service Desk Customers');
  });

  test('a connection that does not come about is given up, whatever the call may take', async () => {
    const silent = createServer();
    await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening));
    const address = silent.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { httpsAgent } = boundedAgents(200);
    // TLS starts, but the server never answers.
    const error = await new Promise<NodeJS.ErrnoException>((failed) => {
      get({ host: '127.0.0.1', port, agent: httpsAgent }).once('error', failed);
    });
    expect(error.code).toBe('ETIMEDOUT');
    const unreachable = await failure(
      connect({ url: `https://127.0.0.1:${port}`, timeoutMs: 300 }).findSubject({ email: 'bob@acme.test' }, {}),
    );
    expect(unreachable).toMatchObject({
      kind: 'unavailable',
      message: expect.stringContaining('did not answer in time'),
    });
    silent.close();
  });
});
