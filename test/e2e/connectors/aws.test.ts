import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demo } from '../../demo/systems/aws.ts';
import { lacks } from '../../parts/lacks.ts';
import type { AwsSimulator } from '../../simulators/aws/aws.ts';
import { startStackWith } from '../../support/stack.ts';

describe.skipIf(lacks('temporalCli', 'postgres'))('AWS, end to end', () => {
  let stack: Awaited<ReturnType<typeof startStackWith<AwsSimulator>>>;
  beforeAll(async () => {
    stack = await startStackWith(demo);
  });
  afterAll(() => stack?.stop());

  test('an assignment on an account is asked for in Jira, approved, waited for, given, and ends on time', async () => {
    const { state } = stack.simulator;
    const key = stack.raise({ application: 'AWS', accessType: 'Payments production', duration: '6s' });
    await stack.waitFor(key, 'awaiting_approval');
    expect(state.operations).toEqual([]);
    stack.move('lead@acme.test', 'Approved', key);
    await stack.waitFor(key, 'active');
    const alice = state.users.find(({ email }) => email === 'alice@acme.test');
    expect(state.assignments).toMatchObject([{ account: '210987654321', principal: alice?.id }]);
    await stack.waitFor(key, 'expired');
    expect(state.assignments).toEqual([]);
    // Each was started once, and had succeeded before any notification.
    expect(state.operations.map(({ kind, status }) => `${kind} ${status}`)).toEqual([
      'creation SUCCEEDED',
      'deletion SUCCEEDED',
    ]);
  });
});
