/** How a person came to hold something: each system's own ways, from the state of its simulator. */
import { afterEach, describe, expect, test } from 'vitest';
import { createConnector as bitbucketConnector } from '../../connectors/bitbucket/bitbucket.ts';
import { createConnector as confluenceConnector } from '../../connectors/confluence/confluence.ts';
import type { Connector } from '../../connectors/connector.ts';
import { createConnector as jiraConnector } from '../../connectors/jira/jira.ts';
import type { Entitlement } from '../../domain/policy.ts';
import { endpointValidator } from '../contracts/endpoints.ts';
import { contractValidator } from '../contracts/validate.ts';
import { startBitbucketSimulator } from '../simulators/bitbucket/bitbucket.ts';
import { startConfluenceSimulator } from '../simulators/confluence/confluence.ts';
import { startEntraSimulator } from '../simulators/entra/entra.ts';
import { startJiraSimulator } from '../simulators/jira/jira.ts';
import type { RecordedRequest } from '../simulators/misbehave.ts';
import { awsUnderTest, ENGINEERS, POWER } from './aws/aws-under-test.ts';
import { connectTo, graphExchanges, PERMISSIONS, SECRET, TENANT } from './entra/tenant.ts';

const TOKEN = 'the token of the test';
const EMAIL = { email: 'leasehold-bot@acme.test' };

const first = <Item>([item]: readonly Item[]): Item => {
  if (item === undefined) throw new Error('It is in the simulator.');
  return item;
};
const held = async (connector: Connector, entitlement: Entitlement) => {
  const alice = await connector.findSubject({ email: 'alice@acme.test' }, {});
  if (alice === undefined) throw new Error('Alice is in the simulator.');
  return (await connector.held(alice, entitlement, {})).found;
};

interface Contract {
  problemsOf(exchange: RecordedRequest): readonly string[];
}

describe('what a person holds through a group', () => {
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });
  /** Closes the simulator after the test, and checks its traffic. */
  const checked = (
    simulator: { close(): Promise<void> },
    exchanges: () => readonly RecordedRequest[],
    by: Contract,
  ) => {
    closing.push(async () => {
      const problems = exchanges().flatMap((exchange) => by.problemsOf(exchange));
      await simulator.close();
      expect([...new Set(problems)]).toEqual([]);
    });
  };

  test('is shown in Bitbucket, with the permission of the group', async () => {
    const bitbucket = await startBitbucketSimulator({ token: TOKEN });
    checked(bitbucket, () => bitbucket.misbehaving.requests, endpointValidator('bitbucket.txt'));
    const connector = bitbucketConnector({
      application: 'bitbucket',
      url: bitbucket.url,
      credentials: { apiToken: TOKEN },
      settings: { workspace: 'acme', ...EMAIL },
      timeoutMs: 2_000,
    });
    const { state } = bitbucket;
    const place = first(state.repositories);
    place.groups = { 'payments-developers': 'write' };
    const read: Entitlement = { type: 'repository', id: place.id, parameters: { permission: 'read' } };
    expect(await held(connector, read)).toEqual([]);
    const alice = first(state.members.filter(({ email }) => email === 'alice@acme.test'));
    first(state.groups.filter(({ slug }) => slug === 'payments-developers')).members.push(alice.uuid);
    expect(await held(connector, read)).toMatchObject([
      { way: 'group', through: 'Payments Developers', extent: 'more', apart: true },
    ]);
  });

  test('is shown in Confluence', async () => {
    const confluence = await startConfluenceSimulator({ token: TOKEN });
    checked(confluence, () => confluence.misbehaving.requests, endpointValidator('confluence.txt'));
    const connector = confluenceConnector({
      application: 'confluence',
      url: confluence.url,
      credentials: { apiToken: TOKEN },
      settings: EMAIL,
      timeoutMs: 2_000,
    });
    const { state } = confluence;
    const [space, group] = [first(state.spaces), first(state.groups)];
    const alice = first(state.users.filter(({ email }) => email === 'alice@acme.test'));
    group.members.push(alice.accountId);
    const operation = { key: 'export', targetType: 'space' };
    space.permissions.push({ id: '99', principal: { type: 'group', id: group.id }, operation });
    const parameters = { operation: 'export', target: 'space' };
    expect(await held(connector, { type: 'space-permission', id: space.key, parameters })).toMatchObject([
      { way: 'group', through: group.name, extent: 'same', apart: true },
    ]);
  });

  test('is shown in Jira', async () => {
    const jira = await startJiraSimulator({ token: TOKEN });
    checked(jira, () => jira.misbehaving.requests, contractValidator('jira.json'));
    const connector = jiraConnector({
      application: 'jira',
      url: jira.url,
      credentials: { apiToken: TOKEN },
      settings: EMAIL,
      timeoutMs: 2_000,
    });
    const group = first(jira.state.groups);
    const role = jira.state.project?.roles.find(({ name }) => name === 'Service Desk Customers');
    if (role === undefined) throw new Error('The role is in the simulator.');
    role.groups = [group.groupId];
    const alice = first(jira.state.users.filter(({ emailAddress }) => emailAddress === 'alice@acme.test'));
    group.members.push(alice.accountId);
    expect(
      await held(connector, { type: 'project-role', name: role.name, parameters: { project: 'ACCESS' } }),
    ).toMatchObject([{ way: 'group', through: group.name, extent: 'same', apart: true }]);
  });

  test('is shown in Entra, also through a group in a group, and by the rule of a dynamic group', async () => {
    const entra = await startEntraSimulator({
      tenantId: TENANT,
      clients: [{ clientId: 'app', secret: SECRET, permissions: PERMISSIONS }],
    });
    checked(entra, () => graphExchanges(entra), contractValidator('entra.json'));
    const connector = connectTo(entra.url);
    const { state } = entra;
    const alice = first(state.users.filter(({ mail }) => mail === 'alice@acme.test'));
    const named = (name: string) => first(state.groups.filter(({ displayName }) => displayName === name));
    const [outer, inner] = [named('Entra-Viewers'), named('Entra-Admins')];
    const viewers: Entitlement = { type: 'group', id: outer.id };
    expect(await held(connector, viewers)).toEqual([]);
    inner.members.push(alice.id);
    outer.members.push(inner.id);
    expect(await held(connector, viewers)).toMatchObject([{ way: 'group', extent: 'same', apart: true }]);
    const dynamic = first(state.groups.filter(({ groupTypes }) => groupTypes.includes('DynamicMembership')));
    expect(await held(connector, { type: 'group', id: dynamic.id })).toMatchObject([{ way: 'rule', apart: false }]);
    const application = first(state.applications);
    const role = first(application.appRoles.filter(({ allowedMemberTypes }) => allowedMemberTypes.includes('User')));
    const createdDateTime = '2026-01-05T09:00:00Z';
    application.assignments.push({ id: 'assigned', appRoleId: role.id, principalId: inner.id, createdDateTime });
    const appRole: Entitlement = { type: 'app-role', id: application.id, parameters: { role: role.value } };
    expect(await held(connector, appRole)).toMatchObject([{ way: 'group', extent: 'same', apart: true }]);
  });
});

describe('what a person holds through a group in AWS', () => {
  const system = awsUnderTest();

  test('is shown beside an assignment of their own', async () => {
    const alice = await system.person('alice');
    expect((await system.connector.held(alice, POWER, {})).found).toEqual([]);
    await system.connector.grant(alice, ENGINEERS, {});
    const group = first(system.aws.state.groups.filter(({ name }) => name === ENGINEERS.name));
    system.aws.state.assignments.push({ ...system.assignmentOf(group.id), principalType: 'GROUP' });
    expect((await system.connector.held(alice, POWER, {})).found).toMatchObject([{ way: 'group', apart: true }]);
    await system.connector.grant(alice, POWER, {});
    expect((await system.connector.held(alice, POWER, {})).found.map(({ way }) => way)).toEqual(['direct', 'group']);
  });
});
