/** Access ends on time whatever is away, cut or lost: the run's part of it. */
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { ProviderError } from '../../domain/provider-error.ts';
import { ledgerChanged } from '../../workflows/contract/access-request.ts';
import { requestWorkflowId } from '../../workflows/contract/ids.ts';
import { lacks } from '../parts/lacks.ts';
import { createScene, type Scene } from '../support/scene.ts';
import { twoSystems } from '../support/two-systems.ts';
import { useWorld } from '../support/use-world.ts';
import type { World } from '../support/world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const away = (what: string) => new ProviderError('unavailable', `${what} is away.`, { system: what });

describe.skipIf(lacks('timeSkippingServer'))('access ends on time', () => {
  let environment: TestWorkflowEnvironment;
  let world: World;
  let scene: Scene;
  useWorld(twoSystems, (open) => {
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
  const leases = (key: string) => world.store.ledger.leasesOfRequest(key);
  /** How long each lease lasted, in milliseconds. */
  const lasted = async (key: string): Promise<number[]> =>
    (await leases(key)).map((lease) => Date.parse(lease.endedAt ?? '') - Date.parse(lease.startedAt ?? ''));
  const expectAnHour = async (key: string): Promise<void> => {
    const [length = Number.NaN] = await lasted(key);
    expect(length).toBeGreaterThanOrEqual(HOUR);
    expect(length).toBeLessThan(HOUR + MINUTE);
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

    test('the directory of the approvers, when their stage opens: nothing is given, and the request waits', async () => {
      world.okta.beforeMembers = (group) => {
        if (group === 'Leads') throw away('Okta');
      };
      const { key } = scene;
      world.jira.raise(key, { by: scene.alice, accessType: 'Viewer', duration: '1h' });
      await world.nudge(key);
      await environment.sleep('10 hours');
      expect((await world.view(key)).state).toBe('awaiting_approval');
      expect(scene.holds('viewers')).toBe(false);
      world.okta.beforeMembers = () => {};
      await environment.sleep('10 minutes');
      await scene.move(key, 'lead@acme.test', 'Approved');
      expect(await world.ended(key)).toBe('expired');
      await expectAnHour(key);
    });

    test('the issue, deleted while the access is held', async () => {
      const key = await scene.approved({ duration: '1h' });
      expect(scene.holds('admins')).toBe(true);
      world.jira.issues.delete(key);
      await world.nudge(key);
      expect(await world.ended(key)).toBe('expired');
      expect(scene.holds('admins')).toBe(false);
      await expectAnHour(key);
    });
  });

  describe('when the run is', () => {
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
