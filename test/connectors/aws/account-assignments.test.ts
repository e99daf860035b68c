import { describe, expect, test } from 'vitest';
import type { Entitlement } from '../../../domain/policy.ts';
import { storeId } from '../../simulators/aws/state.ts';

import { awsUnderTest, POWER } from './aws-under-test.ts';

describe('the AWS connector', () => {
  const system = awsUnderTest();
  const { connect, person, members, failure, sent, assignmentOf } = system;

  describe('an account assignment', () => {
    test('is waited for until it has succeeded', async () => {
      system.aws.assignments.takesMs = 400;
      const alice = await person('alice');
      const { changed, requestId } = await system.connector.grant(alice, POWER, {});
      expect(changed).toBe(true);
      expect(system.aws.state.operations).toMatchObject([{ id: requestId, status: 'SUCCEEDED' }]);
      expect(system.aws.state.assignments).toEqual([assignmentOf(alice.id)]);
      expect((await system.connector.revoke(alice, POWER, {})).changed).toBe(true);
      expect(system.aws.state.assignments).toEqual([]);
    });

    test('that fails is told with its reason, and is no success', async () => {
      system.aws.assignments.failure = 'The account is suspended.';
      const alice = await person('alice');
      const error = await failure(system.connector.grant(alice, POWER, {}));
      expect(error).toMatchObject({
        kind: 'invalid',
        message: expect.stringContaining('PowerUserAccess on account 210987654321 to alice@acme.test: The account'),
        details: { requestId: system.aws.state.operations[0]?.id },
      });
      expect(await system.connector.holds(alice, POWER, {})).toBe(false);
    });

    test('that is still in progress when asked for again is waited for before it is repeated', async () => {
      system.aws.assignments.takesMs = 1_500;
      const alice = await person('alice');
      const error = await failure(connect({ timeoutMs: 400 }).grant(alice, POWER, {}));
      expect(error).toMatchObject({ kind: 'unavailable', message: expect.stringContaining('still at it') });
      expect(await system.connector.grant(alice, POWER, {})).toMatchObject({ changed: false });
      const [first, second] = system.aws.state.operations.filter(({ kind }) => kind === 'creation').slice(-2);
      expect(second?.startedAt).toBeGreaterThanOrEqual(first?.endsAt ?? Number.NaN);
      expect(system.aws.state.assignments).toEqual([assignmentOf(alice.id)]);
    });

    test('that is still in progress when it is revoked ends with nothing assigned', async () => {
      system.aws.assignments.takesMs = 700;
      const alice = await person('alice');
      await failure(connect({ timeoutMs: 200 }).grant(alice, POWER, {}));
      system.aws.assignments.takesMs = 0;
      expect(await system.connector.revoke(alice, POWER, {})).toMatchObject({ changed: true });
      expect(system.aws.state.assignments).toEqual([]);
      expect(await system.connector.holds(alice, POWER, {})).toBe(false);
    });

    test('that ends while it is looked for is seen, so that it can be taken', async () => {
      const alice = await person('alice');
      const match = 'POST / SWBExternalService.ListAccountAssignmentCreationStatus';
      system.aws.misbehaving.add({ match, fault: 'slow', delayMs: 500, times: 1 });
      system.aws.state.operations.push({
        id: '22222222-2222-4333-8444-555566667777',
        kind: 'creation',
        assignment: assignmentOf(alice.id),
        status: 'IN_PROGRESS',
        startedAt: Date.now(),
        endsAt: Date.now() + 400,
      });
      expect(await system.connector.revoke(alice, POWER, {})).toMatchObject({ changed: true });
      expect(system.aws.state.assignments).toEqual([]);
    });

    test('that is about to end when it is granted again is recreated', async () => {
      const alice = await person('alice');
      await system.connector.grant(alice, POWER, {});
      system.aws.assignments.takesMs = 700;
      await failure(connect({ timeoutMs: 200 }).revoke(alice, POWER, {}));
      system.aws.assignments.takesMs = 0;
      expect(await system.connector.grant(alice, POWER, {})).toMatchObject({ changed: true });
      expect(system.aws.state.assignments).toEqual([assignmentOf(alice.id)]);
    });

    test('of another person that is in progress is not waited for, and read only once', async () => {
      const alice = await person('alice');
      system.aws.assignments.takesMs = 60_000;
      await failure(connect({ timeoutMs: 200 }).grant(await person('bob'), POWER, {}));
      system.aws.assignments.takesMs = 0;
      const [theirs] = system.aws.state.operations;
      const looks = (): number =>
        system.aws.misbehaving.requests.filter(
          ({ body }) =>
            (body as { AccountAssignmentCreationRequestId?: string }).AccountAssignmentCreationRequestId === theirs?.id,
        ).length;
      const before = looks();
      expect(await system.connector.grant(alice, POWER, {})).toMatchObject({ changed: true });
      await system.connector.holds(await person('carol'), POWER, {});
      expect(looks() - before).toBe(1);
    });

    test('that conflicts with a change begun in the meantime is tried again later', async () => {
      const alice = await person('alice');
      const match = 'POST / SWBExternalService.ListAccountAssignments';
      system.aws.misbehaving.add({ match, fault: 'slow', delayMs: 300, times: 1 });
      const granting = failure(system.connector.grant(alice, POWER, {}));
      await expect.poll(() => system.aws.misbehaving.fired(), { interval: 5 }).toMatchObject([{ fired: 1 }]);
      system.aws.state.operations.push({
        id: '11111111-2222-4333-8444-555566667777',
        kind: 'deletion',
        assignment: assignmentOf(alice.id),
        status: 'IN_PROGRESS',
        startedAt: Date.now(),
        endsAt: Date.now() + 60_000,
      });
      expect(await granting).toMatchObject({ kind: 'unavailable', details: { code: 'ConflictException' } });
    });

    test('ends at once when the call is cancelled while it waits', async () => {
      system.aws.assignments.takesMs = 60_000;
      const cancel = new AbortController();
      const granting = failure(system.connector.grant(await person('alice'), POWER, { signal: cancel.signal }));
      await expect.poll(() => system.aws.state.operations.length).toBe(1);
      const started = Date.now();
      cancel.abort();
      expect((await granting).message).toContain('cancelled');
      expect(Date.now() - started).toBeLessThan(1_000);
    });

    test('to a group is not one to the person', async () => {
      system.aws.state.assignments.push({ ...assignmentOf(storeId(9_001)), principalType: 'GROUP' });
      expect(await system.connector.holds(await person('alice'), POWER, {})).toBe(false);
      expect(await members(POWER)).toEqual([]);
    });

    test('on another account is another one', async () => {
      const alice = await person('alice');
      await system.connector.grant(alice, POWER, {});
      const elsewhere: Entitlement = { ...POWER, parameters: { account: '111122223333' } };
      expect(await system.connector.revoke(alice, elsewhere, {})).toMatchObject({ changed: false });
      expect(await system.connector.holds(alice, POWER, {})).toBe(true);
      expect(await failure(system.connector.grant(alice, { ...POWER, parameters: {} }, {}))).toMatchObject({
        kind: 'invalid',
        message: expect.stringContaining('parameters.account'),
      });
    });

    test('finds a permission set by its name even after it was recreated', async () => {
      const alice = await person('alice');
      await system.connector.grant(alice, POWER, {});
      const described = sent('SWBExternalService.DescribePermissionSet');
      await system.connector.holds(alice, POWER, {});
      expect(sent('SWBExternalService.DescribePermissionSet') - described).toBe(1);
      const arn = assignmentOf('').permissionSet.replace(/2$/, '7');
      system.aws.state.permissionSets = system.aws.state.permissionSets.filter(({ name }) => name !== POWER.name);
      system.aws.state.permissionSets.push({ arn, name: 'PowerUserAccess' });
      expect(await system.connector.holds(alice, POWER, {})).toBe(false);
    });
  });
});
