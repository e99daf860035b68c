import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demo } from '../../demo/systems/jira.ts';
import { lacks } from '../../parts/lacks.ts';
import { type Stack, startStackWith } from '../../support/stack.ts';

describe.skipIf(lacks('temporalCli', 'postgres'))('a request for Jira, end to end', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStackWith(demo);
  });
  afterAll(() => stack?.stop());

  const emails = (accounts: readonly string[] | undefined): readonly (string | undefined)[] =>
    (accounts ?? []).map((id) => stack.jira.state.users.find((user) => user.accountId === id)?.emailAddress);
  const admins = () => emails(stack.jira.state.groups.find((group) => group.name === 'jira-admins')?.members);
  const customers = () =>
    emails(stack.jira.state.project?.roles.find((role) => role.name === 'Service Desk Customers')?.members);

  test('a group is given, and taken when it is revoked', async () => {
    const key = stack.raise({ application: 'Jira', accessType: 'Jira Admin' });
    await stack.waitFor(key, 'awaiting_approval');
    expect(admins()).not.toContain('alice@acme.test');
    stack.move('lead@acme.test', 'Approved', key);
    await stack.waitFor(key, 'active');
    expect(admins()).toContain('alice@acme.test');
    stack.move('lead@acme.test', 'Revoked', key);
    await stack.waitFor(key, 'revoked');
    expect(admins()).not.toContain('alice@acme.test');
    expect(admins()).toContain('admin@acme.test');
  });

  test('a role in a project is given for a time', async () => {
    const key = stack.raise({ application: 'Jira', accessType: 'Service Desk Customer', duration: '4s' });
    await stack.waitFor(key, 'awaiting_approval');
    stack.move('lead@acme.test', 'Approved', key);
    await stack.waitFor(key, 'active');
    expect(customers()).toEqual(['alice@acme.test']);
    await stack.waitFor(key, 'expired');
    expect(customers()).toEqual([]);
  });
});
