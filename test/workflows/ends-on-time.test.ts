/** Access ends on time whatever is away, cut or lost: the run's part of it. */
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { ProviderError } from '../../domain/provider-error.ts';
import { ledgerChanged } from '../../workflows/contract/access-request.ts';
import { requestWorkflowId } from '../../workflows/contract/ids.ts';
import { MAIN_TASK_QUEUE } from '../../workflows/contract/task-queues.ts';
import { lacks } from '../parts/lacks.ts';
import { configurationDocument, rule, stage } from '../support/configuration.ts';
import { createScene, type Scene } from '../support/scene.ts';
import { useWorld } from '../support/use-world.ts';
import type { World } from '../support/world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Two systems and a role of both; admins are the members of a group. */
function document(): Record<string, unknown> {
  const [okta] = configurationDocument().applications as object[];
  const system = (key: string) => ({
    ...okta,
    key,
    name: key.toUpperCase(),
    accessLevels: [{ name: 'User', entitlements: [{ type: 'group', id: `${key}-users` }] }],
  });
  const approved = { approval: { stages: [stage()] }, duration: { default: '1h', max: '30d' } };
  const glass = { breakGlass: { who: [{ group: 'okta:On-Call' }], max: '1h', reviewWithin: '24h' } };
  const keys = ['one', 'two'];
  return configurationDocument({
    applications: [okta, ...keys.map(system)],
    rules: [
      rule({ duration: { default: '1h', max: '365d' } }),
      rule({
        key: 'viewer',
        accessLevel: 'Viewer',
        approval: { stages: [stage({ approvers: [{ group: 'okta:Leads' }] })] },
      }),
      ...keys.map((key) => rule({ key, application: key, accessLevel: 'User', ...approved, ...glass })),
    ],
    roles: [{ key: 'both', name: 'Both', includes: keys.map((key) => ({ application: key, accessLevel: 'User' })) }],
    admins: [{ group: 'okta:Admins' }],
  });
}

const away = (what: string) => new ProviderError('unavailable', `${what} is away.`, { system: what });

describe.skipIf(lacks('timeSkippingServer'))('access ends on time', () => {
  let environment: TestWorkflowEnvironment;
  let world: World;
  let scene: Scene;
  useWorld(document, (open) => {
    ({ environment, world } = open);
  });
  beforeEach(() => {
    scene = createScene(world);
    world.jira.failing = undefined;
    world.okta.beforeWrite = () => {};
    world.okta.beforeMembers = () => {};
    world.okta.members.set('Leads', new Set(['lead@acme.test']));
  });

  const run = (key: string) => environment.client.workflow.getHandle(requestWorkflowId(key));
  /** The server skips no time any more once an activity of a terminated run is pending. */
  const terminate = async (key: string): Promise<void> => {
    const pending = async (): Promise<number> => {
      const { events } = await run(key).fetchHistory();
      const count = (what: string): number =>
        (events ?? []).filter((event) => (event as unknown as Record<string, unknown>)[what] != null).length;
      const ends = ['Completed', 'Failed', 'Canceled', 'TimedOut'].map((how) =>
        count(`activityTask${how}EventAttributes`),
      );
      return ends.reduce((left, each) => left - each, count('activityTaskScheduledEventAttributes'));
    };
    await expect.poll(pending, { timeout: 20_000 }).toBe(0);
    await run(key).terminate('an operator');
  };
  const startAgain = async (key: string): Promise<void> => {
    await environment.client.workflow.start('accessRequest', {
      workflowId: requestWorkflowId(key),
      taskQueue: MAIN_TASK_QUEUE,
      args: [{ version: 1, issueKey: key }],
    });
  };
  const leases = (key: string) => world.store.ledger.leasesOfRequest(key);
  /** How long each lease lasted, in milliseconds. */
  const lasted = async (key: string): Promise<number[]> =>
    (await leases(key)).map((lease) => Date.parse(lease.endedAt ?? '') - Date.parse(lease.startedAt ?? ''));
  const expectAnHour = async (key: string): Promise<void> => {
    const [length = Number.NaN] = await lasted(key);
    expect(length).toBeGreaterThanOrEqual(HOUR);
    expect(length).toBeLessThan(HOUR + MINUTE);
  };
  const failing = (verb: 'grant' | 'revoke', entitlement: string, error: () => Error): void => {
    world.okta.beforeWrite = (asked, email, what) => {
      if (asked === verb && what === entitlement && email === scene.alice) throw error();
    };
  };

  describe('while something is away', () => {
    test('Jira, when the issue has changed', async () => {
      const key = await scene.approved({ duration: '1h' });
      world.jira.failing = away('Jira');
      await world.nudge(key);
      await environment.sleep('10 hours');
      expect(scene.holds('admins')).toBe(false);
      await expectAnHour(key);
      world.jira.failing = undefined;
      expect(await world.ended(key)).toBe('expired');
    });

    test('the directory that knows who is an admin, when somebody has moved the issue to Revoked', async () => {
      const key = await scene.approved({ duration: '1h' });
      world.okta.beforeMembers = () => {
        throw away('Okta');
      };
      await scene.move(key, 'mallory@acme.test', 'Revoked');
      await environment.sleep('30 minutes');
      expect(scene.holds('admins')).toBe(true);
      await environment.sleep('10 hours');
      expect(scene.holds('admins')).toBe(false);
      await expectAnHour(key);
    });

    test('the directory, and the subject revokes as well: that is heard', async () => {
      const key = await scene.approved({ duration: '1h' });
      world.okta.beforeMembers = () => {
        throw away('Okta');
      };
      await scene.move(key, 'mallory@acme.test', 'Revoked');
      await scene.move(key, scene.alice, 'Revoked');
      expect(await world.ended(key)).toBe('revoked');
      expect((await lasted(key))[0]).toBeLessThan(5 * MINUTE);
    });

    describe('the second system of a role', () => {
      const role = { application: 'Both', accessType: undefined, duration: '1h' } as const;
      const halfGiven = async (asked: object = {}): Promise<string> => {
        failing('grant', 'two-users', () => away('Two'));
        const key = await scene.waiting({ ...role, ...asked });
        await scene.move(key, 'lead@acme.test', 'Approved');
        await expect.poll(() => scene.holds('one-users')).toBe(true);
        return key;
      };

      test('the first level ends with its hour', async () => {
        const key = await halfGiven();
        await environment.sleep('4 hours');
        expect(scene.holds('one-users')).toBe(false);
        await expectAnHour(key);
        world.okta.beforeWrite = () => {};
        expect(await world.ended(key)).toBe('expired');
        expect(scene.holds('two-users')).toBe(false);
      });

      test('it is given up meanwhile, and that is heard', async () => {
        const key = await halfGiven();
        await scene.move(key, scene.alice, 'Revoked');
        await expect.poll(() => scene.holds('one-users')).toBe(false);
        world.okta.beforeWrite = () => {};
        expect(await world.ended(key)).toBe('withdrawn');
        expect(scene.holds('two-users')).toBe(false);
      });

      test('an admin revokes the first level in the ledger, and that is heard', async () => {
        const key = await halfGiven();
        const [first] = await leases(key);
        const end = { reason: 'revoked', by: 'ada@acme.test', at: await world.now() } as const;
        await world.store.ledger.endLease(first?.id ?? '', end, []);
        await run(key).signal(ledgerChanged);
        await expect.poll(() => scene.holds('one-users')).toBe(false);
        world.okta.beforeWrite = () => {};
        expect(await world.ended(key)).toBe('revoked');
      });
    });
  });

  describe('when the run is', () => {
    test('terminated and started again: same lease, end and decisions, and nothing is asked or told again', async () => {
      const key = await scene.approved({ duration: '1h' });
      await expect.poll(() => world.statusOf(key)).toBe('Access Granted');
      const before = await world.view(key);
      const told = world.jira.issues.get(key)?.comments.length;
      await terminate(key);
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
      expect(await world.ended(key)).toBe('expired');
      await expectAnHour(key);
      expect(await leases(key)).toHaveLength(1);
    });

    test('terminated while a change is held: it is held on, and the old level is not given again', async () => {
      const held = await scene.approved({ duration: '10d' });
      const change = await scene.waiting({
        requestType: 'Request Access Change',
        accessType: 'Viewer',
        duration: '1h',
      });
      await scene.move(change, 'lead@acme.test', 'Approved');
      await world.until(change, 'active');
      expect(await world.ended(held)).toBe('revoked');
      await terminate(change);
      await startAgain(change);
      await world.until(change, 'active');
      expect([scene.holds('admins'), scene.holds('viewers')]).toEqual([false, true]);
      expect(await world.ended(change)).toBe('expired');
      expect(scene.holds('viewers')).toBe(false);
    });

    test('terminated after a failure to give: the next one waits for the retry, too', async () => {
      failing('grant', 'admins', () => new ProviderError('forbidden', 'Okta forbids it.', { system: 'okta' }));
      const key = await scene.waiting({ duration: '1h' });
      await scene.move(key, 'lead@acme.test', 'Approved');
      await world.until(key, 'failed');
      await expect.poll(async () => (await world.store.requests.get(key))?.state).toBe('failed');
      await expect.poll(() => world.statusOf(key)).toBe('Needs Attention');
      await terminate(key);
      await startAgain(key);
      await world.until(key, 'failed');
      world.okta.beforeWrite = () => {};
      await scene.move(key, 'lead@acme.test', 'Approved');
      await world.until(key, 'active');
    });

    test('told of a ledger that has lost its lease: it keeps its timer, and takes the access', async () => {
      const key = await scene.approved({ duration: '1h' });
      const { leasesOfRequest } = world.store.ledger;
      Object.assign(world.store.ledger, { leasesOfRequest: async () => [] });
      await run(key).signal(ledgerChanged);
      await environment.sleep('30 minutes');
      expect((await world.view(key)).state).toBe('active');
      Object.assign(world.store.ledger, { leasesOfRequest });
      expect(await world.ended(key)).toBe('expired');
      expect(scene.holds('admins')).toBe(false);
      await expectAnHour(key);
    });
  });

  describe('an order ends, or says why', () => {
    test('the issue is deleted while its stage opens: withdrawn', async () => {
      const key = scene.key;
      world.okta.beforeMembers = (group) => {
        if (group === 'Leads') world.jira.issues.delete(key);
      };
      world.jira.raise(key, { by: scene.alice, accessType: 'Viewer' });
      await world.nudge(key);
      expect(await world.ended(key)).toBe('withdrawn');
    });

    test('a token that expired between approval and giving: parked and told at once, taken back beside', async () => {
      const expired = () => new ProviderError('unauthorized', 'The token of Two has expired.', { system: 'two' });
      const { alice } = scene;
      world.okta.beforeWrite = (verb, email, what) => {
        if (email === alice && (what === 'two-users' || (verb === 'revoke' && what === 'one-users'))) throw expired();
      };
      const key = await scene.waiting({ application: 'Both', accessType: undefined, duration: '1h' });
      await scene.move(key, 'lead@acme.test', 'Approved');
      await world.until(key, 'failed');
      await expect.poll(() => world.said(key)).toContain('The token of Two has expired.');
      expect(scene.holds('one-users')).toBe(true);
      world.okta.beforeWrite = () => {};
      await environment.sleep('30 minutes');
      await expect.poll(() => scene.holds('one-users')).toBe(false);
    });
  });

  test('a year with an extension a month: on the day, in few events', async () => {
    const key = await scene.approved({ duration: '30d' });
    for (let month = 1; month < 12; month += 1) {
      await environment.sleep('29 days');
      const [lease] = await leases(key);
      const later = new Date(Date.parse(lease?.expiresAt ?? '') + 30 * 24 * HOUR).toISOString();
      await world.store.ledger.extendLease(lease?.id ?? '', later, []);
      await run(key).signal(ledgerChanged);
      await expect.poll(async () => (await world.view(key)).expiresAt).toBe(later);
    }
    expect(await world.ended(key)).toBe('expired');
    const [length = Number.NaN] = await lasted(key);
    expect(length).toBeGreaterThanOrEqual(360 * 24 * HOUR);
    expect(length).toBeLessThan(360 * 24 * HOUR + MINUTE);
    const { events } = await run(key).fetchHistory();
    expect(events?.length).toBeLessThan(400);
  });
});
