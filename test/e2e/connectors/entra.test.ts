import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoEntra } from '../../../scripts/demo/systems/entra.ts';
import type { EntraSimulator } from '../../../simulators/entra/entra.ts';
import { lacks } from '../../support/lacks.ts';
import { type Stack, startStackWith } from '../../support/stack.ts';

const within = { timeout: 20_000, interval: 50 };

describe.skipIf(lacks('temporalCli', 'postgres'))('a request for access in Entra ID, end to end', () => {
  let stack: Stack & { readonly simulator: EntraSimulator };
  beforeAll(async () => {
    stack = await startStackWith(demoEntra);
  });
  afterAll(() => stack?.stop());

  const holdsRole = (): boolean => {
    const { users, applications } = stack.simulator.state;
    const alice = users.find((user) => user.mail === 'alice@acme.test');
    return applications[0]?.assignments.some((each) => each.principalId === alice?.id) === true;
  };

  test('is approved in Jira, given in the tenant, and ends on time', async () => {
    const key = stack.raise({ application: 'Entra ID', accessType: 'Directory Admin', duration: '4s' });
    await stack.waitFor(key, 'awaiting_approval');
    expect(stack.simulator.membersOf('Entra-Admins')).toEqual([]);
    stack.move('lead@acme.test', 'Approved', key);
    await stack.waitFor(key, 'active');
    expect(stack.simulator.membersOf('Entra-Admins')).toEqual(['alice@acme.test']);
    await stack.waitFor(key, 'expired');
    expect(stack.simulator.membersOf('Entra-Admins')).toEqual([]);
  });

  test('an app role is given, and taken away when it is revoked', async () => {
    const key = stack.raise({ application: 'Entra ID', accessType: 'Salesforce Manager', duration: '1h' });
    await stack.waitFor(key, 'awaiting_approval');
    stack.move('lead@acme.test', 'Approved', key);
    await stack.waitFor(key, 'active');
    expect(holdsRole()).toBe(true);
    const revocation = await stack.api('POST', '/revocations', 'demo-admin', {
      subject: 'alice@acme.test',
      reason: 'moved on',
    });
    expect(revocation.status).toBe(202);
    await stack.waitFor(key, 'revoked');
    expect(holdsRole()).toBe(false);
    await expect.poll(() => stack.statusOf(key), within).toBe('Revoked');
  });
});
