import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demo } from '../../demo/systems/confluence.ts';
import { lacks } from '../../parts/lacks.ts';
import type { ConfluenceSimulator } from '../../simulators/confluence/confluence.ts';
import { type Stack, startStackWith } from '../../support/stack.ts';

describe.skipIf(lacks('temporalCli', 'postgres'))('a request for Confluence, end to end', () => {
  let stack: Stack & { readonly simulator: ConfluenceSimulator };
  beforeAll(async () => {
    stack = await startStackWith(demo);
  });
  afterAll(() => stack?.stop());

  const permissions = (): readonly string[] =>
    stack.simulator.state.spaces
      .flatMap((space) => space.permissions)
      .filter(({ principal }) => principal.id === stack.jira.accountOf('alice@acme.test'))
      .map(({ operation }) => `${operation.key} ${operation.targetType}`);

  test('the permissions of a level are given in their order, and end with it', async () => {
    const key = stack.raise({ application: 'Confluence', accessType: 'Payments Space' });
    await stack.waitFor(key, 'awaiting_approval');
    expect(permissions()).toEqual([]);
    stack.move('lead@acme.test', 'Approved', key);
    await stack.waitFor(key, 'active');
    expect(permissions()).toEqual(['read space', 'create page']);
    stack.move('lead@acme.test', 'Revoked', key);
    await stack.waitFor(key, 'revoked');
    expect(permissions()).toEqual([]);
  });

  test('a group is given for a time', async () => {
    const key = stack.raise({ application: 'Confluence', accessType: 'Handbook Editor', duration: '4s' });
    await stack.waitFor(key, 'awaiting_approval');
    stack.move('lead@acme.test', 'Approved', key);
    await stack.waitFor(key, 'active');
    expect(stack.simulator.membersOf('handbook-editors')).toEqual(['alice@acme.test']);
    await stack.waitFor(key, 'expired');
    expect(stack.simulator.membersOf('handbook-editors')).toEqual([]);
  });
});
