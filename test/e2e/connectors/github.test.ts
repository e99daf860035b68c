import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demo } from '../../demo/systems/github.ts';
import { lacks } from '../../parts/lacks.ts';
import type { GitHubSimulator } from '../../simulators/github/github.ts';
import { startStackWith } from '../../support/stack.ts';

describe.skipIf(lacks('temporalCli', 'postgres'))('GitHub, end to end', () => {
  let stack: Awaited<ReturnType<typeof startStackWith<GitHubSimulator>>>;
  beforeAll(async () => {
    stack = await startStackWith(demo);
  });
  afterAll(() => stack?.stop());

  const team = () => stack.simulator.state.teams.find((each) => each.slug === 'payments')?.members;
  const invitations = () =>
    stack.simulator.state.repositories.find((each) => each.name === 'payments-api')?.invitations;

  test('a team is asked for in Jira, approved, given, and ends on time', async () => {
    const key = stack.raise({ application: 'GitHub', accessType: 'Payments team', duration: '4s' });
    await stack.waitFor(key, 'awaiting_approval');
    expect(team()).toEqual([]);
    stack.move('lead@acme.test', 'Approved', key);
    await stack.waitFor(key, 'active');
    expect(team()).toEqual([{ login: 'alice-acme', role: 'member' }]);
    await stack.waitFor(key, 'expired');
    expect(team()).toEqual([]);
  });

  test('an invitation that nobody has accepted yet is given access, and is cancelled when it is revoked', async () => {
    const key = stack.raise({
      by: 'bob@acme.test',
      application: 'GitHub',
      accessType: 'Payments API maintainer',
      duration: '1h',
    });
    await stack.waitFor(key, 'awaiting_approval');
    stack.move('lead@acme.test', 'Approved', key);
    await stack.waitFor(key, 'active');
    expect(invitations()).toMatchObject([{ login: 'bob-acme', permission: 'maintain' }]);
    stack.move('bob@acme.test', 'Revoked', key);
    await stack.waitFor(key, 'revoked');
    expect(invitations()).toEqual([]);
  });
});
