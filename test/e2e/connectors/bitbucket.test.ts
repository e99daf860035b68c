import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demo } from '../../demo/systems/bitbucket.ts';
import { lacks } from '../../parts/lacks.ts';
import type { BitbucketSimulator } from '../../simulators/bitbucket/bitbucket.ts';
import { type Stack, startStackWith } from '../../support/stack.ts';

describe.skipIf(lacks('temporalCli', 'postgres'))('a request for Bitbucket, end to end', () => {
  let stack: Stack & { readonly simulator: BitbucketSimulator };
  beforeAll(async () => {
    stack = await startStackWith(demo);
  });
  afterAll(() => stack?.stop());

  const permissions = (): readonly string[] =>
    [...stack.simulator.state.repositories, ...stack.simulator.state.projects].flatMap((place) =>
      Object.entries(place.permissions).map(
        ([uuid, permission]) =>
          `${stack.simulator.state.members.find((member) => member.uuid === uuid)?.email} ${permission} ${place.id}`,
      ),
    );

  test('two permissions of one level are given together, and end with it', async () => {
    const key = stack.raise({ application: 'Bitbucket', accessType: 'Payments Maintainer' });
    await stack.waitFor(key, 'awaiting_approval');
    expect(permissions()).toEqual([]);
    stack.move('lead@acme.test', 'Approved', key);
    await stack.waitFor(key, 'active');
    expect(permissions()).toEqual(['alice@acme.test admin payments-service', 'alice@acme.test write PAY']);
    stack.move('lead@acme.test', 'Revoked', key);
    await stack.waitFor(key, 'revoked');
    expect(permissions()).toEqual([]);
  });

  test('a group is given for a time', async () => {
    const key = stack.raise({ application: 'Bitbucket', accessType: 'Payments Developer', duration: '4s' });
    await stack.waitFor(key, 'awaiting_approval');
    stack.move('lead@acme.test', 'Approved', key);
    await stack.waitFor(key, 'active');
    expect(stack.simulator.membersOf('Payments Developers')).toEqual(['alice@acme.test']);
    await stack.waitFor(key, 'expired');
    expect(stack.simulator.membersOf('Payments Developers')).toEqual([]);
  });
});
