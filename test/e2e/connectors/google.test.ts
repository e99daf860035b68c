import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoGoogle } from '../../../scripts/demo/systems/google.ts';
import type { GoogleSimulator } from '../../../simulators/google/google.ts';
import { lacks } from '../../support/lacks.ts';
import { type Stack, startStackWith } from '../../support/stack.ts';

const within = { timeout: 20_000, interval: 50 };
const GROUP = 'workspace-admins@acme.test';

describe.skipIf(lacks('temporalCli', 'postgres'))('a request for access in Google Workspace, end to end', () => {
  let stack: Stack & { readonly simulator: GoogleSimulator };
  beforeAll(async () => {
    stack = await startStackWith(demoGoogle);
  });
  afterAll(() => stack?.stop());

  test('is approved in Jira, given in the Workspace, and ends on time', async () => {
    const key = stack.raise({ application: 'Google', accessType: 'Workspace Admins', duration: '4s' });
    await stack.waitFor(key, 'awaiting_approval');
    expect(stack.simulator.membersOf(GROUP)).toEqual([]);
    stack.move('lead@acme.test', 'Approved', key);
    await stack.waitFor(key, 'active');
    expect(stack.simulator.membersOf(GROUP)).toEqual(['alice@acme.test']);
    await stack.waitFor(key, 'expired');
    expect(stack.simulator.membersOf(GROUP)).toEqual([]);
  });

  test('an administrator role is given, and taken away when it is revoked', async () => {
    const key = stack.raise({ application: 'Google', accessType: 'Room Keeper', duration: '1h' });
    await stack.waitFor(key, 'awaiting_approval');
    stack.move('lead@acme.test', 'Approved', key);
    await stack.waitFor(key, 'active');
    expect(stack.simulator.state.roleAssignments).toMatchObject([{ scopeType: 'CUSTOMER' }]);
    const revocation = await stack.api('POST', '/revocations', 'demo-admin', {
      subject: 'alice@acme.test',
      reason: 'moved on',
    });
    expect(revocation.status).toBe(202);
    await stack.waitFor(key, 'revoked');
    expect(stack.simulator.state.roleAssignments).toEqual([]);
    await expect.poll(() => stack.statusOf(key), within).toBe('Revoked');
  });
});
