/**
 * A run that is cut while it gives. In a file of its own, in real time: the server skips no time any more once an activity
 * of a run that is over was pending.
 */
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { ProviderError } from '../../domain/provider-error.ts';
import { ledgerChanged } from '../../workflows/contract/access-request.ts';
import { requestWorkflowId } from '../../workflows/contract/ids.ts';
import { MAIN_TASK_QUEUE } from '../../workflows/contract/task-queues.ts';
import { lacks } from '../parts/lacks.ts';
import { inRealTime } from '../support/keeper.ts';
import { createScene, type Scene } from '../support/scene.ts';
import { newLease } from '../support/store-suites.ts';
import { twoSystems } from '../support/two-systems.ts';
import { useWorld } from '../support/use-world.ts';
import type { World } from '../support/world.ts';

describe.skipIf(lacks('timeSkippingServer'))('a run that is cut while it gives', () => {
  let environment: TestWorkflowEnvironment;
  let world: World;
  useWorld(twoSystems, (open) => {
    ({ environment, world } = open);
  });

  beforeEach(() => {
    world.jira.failing = undefined;
    world.okta.beforeWrite = () => {};
    world.okta.members.set('Leads', new Set(['lead@acme.test']));
  });

  const startAgain = async (key: string): Promise<void> => {
    await environment.client.workflow.start('accessRequest', {
      workflowId: requestWorkflowId(key),
      taskQueue: MAIN_TASK_QUEUE,
      args: [{ version: 1, issueKey: key }],
    });
  };
  /** Waits until the run has read the issue. */
  const hasRead = (key: string): Promise<void> =>
    expect
      .poll(async () => {
        const { events } = await environment.client.workflow.getHandle(requestWorkflowId(key)).fetchHistory();
        const asked = events?.find(
          (event) => event.activityTaskScheduledEventAttributes?.activityType?.name === 'readIssue',
        )?.eventId;
        return events?.some(
          ({ activityTaskCompletedEventAttributes: done }) =>
            asked != null && String(done?.scheduledEventId) === String(asked),
        );
      })
      .toBe(true);

  test('cancelled just before its lease opens: nothing is left that nobody takes', async () => {
    const scene = createScene(world);
    world.okta.beforeWrite = (verb) => {
      if (verb === 'grant') throw new ProviderError('unavailable', 'Okta is away.', { system: 'okta' });
    };
    const key = await scene.waiting({ duration: '1h' });
    await scene.move(key, 'lead@acme.test', 'Approved');
    await world.until(key, 'provisioning');
    const run = inRealTime(environment).workflow.getHandle(requestWorkflowId(key));
    await run.cancel();
    await expect(run.result()).rejects.toThrow();
    // Not earlier: this server loses the end of an activity that comes with its cancellation.
    world.okta.beforeWrite = () => {};
    expect(scene.holds('admins')).toBe(false);
    expect((await world.store.ledger.leasesOfRequest(key)).map((lease) => lease.state)).toEqual(['ended']);
  });

  test('terminated: the next one asks the provider, and says "given" only then', async () => {
    const scene = createScene(world);
    world.okta.beforeWrite = () => {
      throw new ProviderError('unavailable', 'Okta is away.', { system: 'okta' });
    };
    const key = await scene.waiting({ duration: '1h' });
    await scene.move(key, 'lead@acme.test', 'Approved');
    const leases = () => world.store.ledger.leasesOfRequest(key);
    await expect.poll(async () => (await leases()).map((lease) => lease.state)).toEqual(['pending']);
    const run = environment.client.workflow.getHandle(requestWorkflowId(key));
    await run.terminate('an operator');
    await startAgain(key);
    await expect.poll(async () => (await world.view(key)).state).toBe('provisioning');
    expect(world.said(key)).not.toContain('The provider confirmed it');
    const [pending] = await leases();
    world.okta.beforeWrite = () => {};
    await expect.poll(async () => (await world.view(key)).state, { timeout: 60_000 }).toBe('active');
    expect(scene.holds('admins')).toBe(true);
    const [live] = await leases();
    // Its time is the one that the first run began.
    expect(live).toMatchObject({ id: pending?.id, startedAt: pending?.startedAt, state: 'live' });
    expect(await leases()).toHaveLength(1);
  });

  test('terminated after a failure to give: the next one does not take the old approval for a retry', async () => {
    const scene = createScene(world);
    world.okta.beforeWrite = () => {
      throw new ProviderError('forbidden', 'Okta forbids it.', { system: 'okta' });
    };
    const key = await scene.waiting({ duration: '1h' });
    await scene.move(key, 'lead@acme.test', 'Approved');
    await world.until(key, 'failed');
    await expect.poll(() => world.statusOf(key)).toBe('Needs Attention');
    await environment.client.workflow.getHandle(requestWorkflowId(key)).terminate('an operator');
    await startAgain(key);
    await hasRead(key);
    expect((await world.view(key)).state).toBe('failed');
    expect((await scene.rows(key)).map((row) => row.action)).not.toContain('request.retried');
    world.okta.beforeWrite = () => {};
  });

  describe('reset to before a failure to give', () => {
    const end = { reason: 'failed', by: 'leasehold', because: 'Okta forbade it.' } as const;
    const attemptInLedger = async (key: string, alice: string, attempt: number) => {
      const lease = newLease({ id: `${key}/${attempt}.1`, subject: alice, durationMs: 3_600_000 });
      await world.store.ledger.openLease(lease, []);
      return lease.id;
    };
    const reset = async (scene: Scene): Promise<string> => {
      const key = await scene.waiting({ duration: '1h' });
      const first = await attemptInLedger(key, scene.alice, 1);
      await world.store.ledger.endLease(first, { ...end, at: await world.now() }, []);
      return key;
    };

    test('the access of the second attempt is held, and nothing is told as ended', async () => {
      const scene = createScene(world);
      const key = await reset(scene);
      const second = await attemptInLedger(key, scene.alice, 2);
      await world.store.ledger.confirmLease(second, await world.now(), []);
      world.okta.members.set('admins', new Set([scene.alice]));
      await scene.move(key, 'lead@acme.test', 'Approved');
      await world.until(key, 'active');
      await expect.poll(() => world.statusOf(key)).toBe('Access Granted');
      expect(scene.holds('admins')).toBe(true);
      expect((await world.store.ledger.lease(second))?.state).toBe('live');
      expect((await world.view(key)).expiresAt).toBe((await world.store.ledger.lease(second))?.expiresAt);
    });

    test('without a second attempt it is parked again, with the reason', async () => {
      const scene = createScene(world);
      const key = await reset(scene);
      await scene.move(key, 'lead@acme.test', 'Approved');
      await world.until(key, 'failed');
      expect((await world.view(key)).reason).toContain('Okta forbade it.');
      await scene.move(key, 'lead@acme.test', 'Approved');
      await world.until(key, 'active');
      expect(scene.holds('admins')).toBe(true);
    });
  });

  test('terminated before a later start: the next one does not heed a move that was refused', async () => {
    const scene = createScene(world);
    const startAt = new Date(Date.parse(await world.now()) + 5 * 24 * 3_600_000).toISOString();
    const key = await scene.waiting({ duration: '1h', startAt });
    await scene.move(key, scene.alice, 'Denied');
    await expect.poll(async () => (await scene.rows(key)).map((row) => row.action)).toContain('decision.refused');
    await scene.move(key, 'lead@acme.test', 'Approved');
    await expect.poll(async () => (await world.store.requests.get(key))?.state).toBe('approved');
    await environment.client.workflow.getHandle(requestWorkflowId(key)).terminate('an operator');
    await startAgain(key);
    await hasRead(key);
    expect(await world.view(key)).toMatchObject({ state: 'approved', reason: null });
  });

  test('terminated and started again: same lease, end and decisions, and nothing is asked or told again', async () => {
    const scene = createScene(world);
    const key = await scene.approved({ duration: '6s' });
    await expect.poll(() => world.statusOf(key)).toBe('Access Granted');
    const before = await world.view(key);
    const told = world.jira.issues.get(key)?.comments.length;
    await environment.client.workflow.getHandle(requestWorkflowId(key)).terminate('an operator');
    await startAgain(key);
    await world.until(key, 'active');
    const { decisions, expiresAt, stages } = await world.view(key);
    expect({ decisions, expiresAt, stages }).toEqual({
      decisions: before.decisions,
      expiresAt: before.expiresAt,
      stages: before.stages,
    });
    await expect.poll(async () => (await scene.rows(key)).map((row) => row.action)).toContain('request.adopted');
    expect(world.jira.issues.get(key)?.comments).toHaveLength(told ?? 0);
    await expect.poll(async () => (await world.view(key)).state, { timeout: 20_000 }).toBe('expired');
    const [lease, ...others] = await world.store.ledger.leasesOfRequest(key);
    expect(Date.parse(lease?.endedAt ?? '') - Date.parse(lease?.startedAt ?? '')).toBeLessThan(10_000);
    expect(others).toEqual([]);
  });

  test('terminated, and the provider does not show the access any more: it is not told as given, nor given again', async () => {
    const scene = createScene(world);
    const key = await scene.approved({ duration: '1h' });
    await expect.poll(() => world.statusOf(key)).toBe('Access Granted');
    await environment.client.workflow.getHandle(requestWorkflowId(key)).terminate('an operator');
    world.okta.members.get('admins')?.delete(scene.alice);
    await startAgain(key);
    await expect.poll(() => world.said(key), { timeout: 20_000 }).toContain('does not show all of it');
    expect(await world.view(key)).toMatchObject({ state: 'provisioning' });
    expect(scene.holds('admins')).toBe(false);
    world.okta.members.get('admins')?.add(scene.alice);
    await world.until(key, 'active');
    expect(world.okta.calls.filter((call) => call === `grant ${scene.alice} admins`)).toHaveLength(1);
  });

  test('terminated while a change is held: it is held on, and the old level is not given again', async () => {
    const scene = createScene(world);
    const held = await scene.approved({ duration: '10d' });
    const change = await scene.waiting({
      requestType: 'Request Access Change',
      accessType: 'Viewer',
      duration: '6s',
    });
    await scene.move(change, 'lead@acme.test', 'Approved');
    await world.until(change, 'active');
    await expect.poll(async () => (await world.view(held)).state, { timeout: 20_000 }).toBe('revoked');
    await environment.client.workflow.getHandle(requestWorkflowId(change)).terminate('an operator');
    await startAgain(change);
    await world.until(change, 'active');
    expect([scene.holds('admins'), scene.holds('viewers')]).toEqual([false, true]);
    await expect.poll(async () => (await world.view(change)).state, { timeout: 20_000 }).toBe('expired');
    expect(scene.holds('viewers')).toBe(false);
  });

  test('terminated and started again while Jira is away: the access ends on time', async () => {
    const scene = createScene(world);
    const key = await scene.approved({ duration: '4s' });
    await environment.client.workflow.getHandle(requestWorkflowId(key)).terminate('an operator');
    world.jira.failing = new ProviderError('unavailable', 'Jira is away.', { system: 'jira' });
    await startAgain(key);
    await expect.poll(() => scene.holds('admins'), { timeout: 20_000 }).toBe(false);
    const [lease] = await world.store.ledger.leasesOfRequest(key);
    expect(lease).toMatchObject({ state: 'ended', endReason: 'expired' });
    expect(Date.parse(lease?.endedAt ?? '') - Date.parse(lease?.startedAt ?? '')).toBeLessThan(8_000);
  });

  describe('while the second system of a role', () => {
    const role = { application: 'Both', accessType: undefined, duration: '6s' } as const;
    let scene: Scene;
    const leases = (key: string) => world.store.ledger.leasesOfRequest(key);
    const halfGiven = async (asked: object = {}): Promise<string> => {
      scene = createScene(world);
      world.okta.beforeWrite = (verb, _email, what) => {
        if (verb === 'grant' && what === 'two-users')
          throw new ProviderError('unavailable', 'Two is away.', { system: 'two' });
      };
      const key = await scene.waiting({ ...role, ...asked });
      await scene.move(key, 'lead@acme.test', 'Approved');
      await expect.poll(() => scene.holds('one-users')).toBe(true);
      return key;
    };

    test('the first level ends with its hour', async () => {
      const key = await halfGiven();
      await expect.poll(() => scene.holds('one-users'), { timeout: 20_000 }).toBe(false);
      const [first] = await leases(key);
      expect(Date.parse(first?.endedAt ?? '') - Date.parse(first?.startedAt ?? '')).toBeLessThan(10_000);
      world.okta.beforeWrite = () => {};
      await expect.poll(async () => (await world.view(key)).state, { timeout: 20_000 }).toBe('expired');
      expect(scene.holds('two-users')).toBe(false);
    });

    test('it is given up meanwhile, and that is heard', async () => {
      const key = await halfGiven();
      await scene.move(key, scene.alice, 'Revoked');
      await expect.poll(() => scene.holds('one-users')).toBe(false);
      world.okta.beforeWrite = () => {};
      await expect.poll(async () => (await world.view(key)).state, { timeout: 20_000 }).toBe('withdrawn');
      await expect.poll(() => scene.holds('two-users')).toBe(false);
    });

    test('an admin revokes the first level in the ledger, and that is heard', async () => {
      const key = await halfGiven();
      const [first] = await leases(key);
      const end = { reason: 'revoked', by: 'ada@acme.test', at: await world.now() } as const;
      await world.store.ledger.endLease(first?.id ?? '', end, []);
      await environment.client.workflow.getHandle(requestWorkflowId(key)).signal(ledgerChanged);
      await expect.poll(() => scene.holds('one-users')).toBe(false);
      world.okta.beforeWrite = () => {};
      await expect.poll(async () => (await world.view(key)).state, { timeout: 20_000 }).toBe('revoked');
    });
  });
});
