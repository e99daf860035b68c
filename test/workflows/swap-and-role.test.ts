import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { ProviderError } from '../../domain/provider-error.ts';
import { ledgerChanged, retryRequested } from '../../workflows/contract/access-request.ts';
import { requestWorkflowId } from '../../workflows/contract/ids.ts';
import { lacks } from '../parts/lacks.ts';
import { configurationDocument, rule, stage } from '../support/configuration.ts';
import { accountFor } from '../support/fake-jira.ts';
import { createScene, type Scene } from '../support/scene.ts';
import { useWorld } from '../support/use-world.ts';
import type { World } from '../support/world.ts';

const HOUR = 3_600_000;

/** Three systems with one level each, a role of all of them, and owners of two. */
function threeSystems(): Record<string, unknown> {
  const [okta] = configurationDocument().applications as object[];
  const system = (key: string, owner?: string) => ({
    ...okta,
    key,
    name: key.toUpperCase(),
    owner,
    accessLevels: [{ name: 'User', entitlements: [{ type: 'group', id: `${key}-users` }] }],
  });
  const keys = ['one', 'two', 'three'];
  return configurationDocument({
    applications: [
      okta,
      system('one', 'olga@acme.test'),
      system('two', 'otto@acme.test'),
      system('three', 'otto@acme.test'),
    ],
    rules: [
      rule(),
      rule({ key: 'viewer', accessLevel: 'Viewer' }),
      ...keys.map((key) =>
        rule({
          key,
          application: key,
          accessLevel: 'User',
          approval: { stages: [stage()] },
          duration: { default: '8h', max: '30d' },
        }),
      ),
    ],
    roles: [
      { key: 'engineer', name: 'Engineer', includes: keys.map((key) => ({ application: key, accessLevel: 'User' })) },
    ],
    admins: ['ada@acme.test'],
  });
}

const forbidden = (what: string) => new ProviderError('forbidden', `${what} forbids it.`, { system: what });
const away = (what: string) => new ProviderError('unavailable', `${what} is away.`, { system: what });

describe.skipIf(lacks('timeSkippingServer'))('a change, and a role', () => {
  let environment: TestWorkflowEnvironment;
  let world: World;
  let scene: Scene;
  useWorld(
    () => threeSystems(),
    (open) => {
      ({ environment, world } = open);
    },
  );
  beforeEach(async () => {
    scene = createScene(world);
    world.okta.beforeWrite = () => {};
    await world.configure(threeSystems());
  });

  const retry = (key: string) =>
    environment.client.workflow.getHandle(requestWorkflowId(key)).signal(retryRequested, { by: 'operator' });
  const actions = async (key: string): Promise<string[]> => (await scene.rows(key)).map((row) => row.action);
  const failing = (verb: 'grant' | 'revoke', entitlement: string, error: Error): void => {
    world.okta.beforeWrite = (asked, email, what) => {
      if (asked === verb && what === entitlement && email === scene.alice) throw error;
    };
  };

  describe('a change whose new level cannot be given', () => {
    /** Alice holds Admin, and her change to Viewer has failed. */
    async function failed(): Promise<{ held: string; change: string }> {
      const held = await scene.approved({ duration: '10d' });
      failing('grant', 'viewers', forbidden('Okta'));
      const change = await scene.waiting({ requestType: 'Request Access Change', accessType: 'Viewer' });
      await scene.move(change, 'lead@acme.test', 'Approved');
      await world.until(change, 'failed');
      await expect.poll(() => world.statusOf(change)).toBe('Needs Attention');
      return { held, change };
    }

    test('leaves the old one as it is, and the issue says so', async () => {
      const { held, change } = await failed();
      await expect.poll(() => world.said(change)).toContain('Okta forbids it.');
      await expect.poll(() => world.said(change)).toContain('alice-');
      await expect.poll(() => world.said(change)).toMatch(/"alice-\d+" keeps Okta \/ Admin\./);
      expect([scene.holds('admins'), scene.holds('viewers')]).toEqual([true, false]);
      expect((await world.view(held)).state).toBe('active');
    });

    test('is given up: the old one lasts until its own end', async () => {
      const { held, change } = await failed();
      await scene.move(change, scene.alice, 'Canceled');
      expect(await world.ended(change)).toBe('withdrawn');
      expect(scene.holds('admins')).toBe(true);
      expect(await world.ended(held)).toBe('expired');
      expect(scene.holds('admins')).toBe(false);
    });

    test('is fixed: the new level is granted, and only then the old one revoked', async () => {
      const { held, change } = await failed();
      world.okta.beforeWrite = () => {};
      await retry(change);
      await world.until(change, 'active');
      expect(await world.ended(held)).toBe('revoked');
      expect([scene.holds('admins'), scene.holds('viewers')]).toEqual([false, true]);
      await expect.poll(() => world.said(held)).toContain('has ended');
    });
  });

  test('a change by someone else to a level that asks nobody waits for the owner, and ends nothing before', async () => {
    await world.configure(
      configurationDocument({
        rules: [rule(), rule({ key: 'viewer', accessLevel: 'Viewer', approval: undefined })],
      }),
    );
    const held = await scene.approved({ duration: '10d' });
    const change = scene.nextKey();
    world.jira.raise(change, {
      by: 'mallory@acme.test',
      subject: accountFor(scene.alice),
      requestType: 'Request Access Change',
      accessType: 'Viewer',
    });
    await world.nudge(change);
    await world.until(change, 'awaiting_approval');
    expect((await world.view(change)).stages).toMatchObject([
      { name: 'Owner', approvers: [{ email: 'owner@acme.test' }] },
    ]);
    expect(scene.holds('admins')).toBe(true);
    await scene.move(change, 'owner@acme.test', 'Approved');
    await world.until(change, 'active');
    expect(await world.ended(held)).toBe('revoked');
  });

  test('a change while the old level cannot be taken gives the new one, and keeps trying', async () => {
    const held = await scene.approved({ duration: '10d' });
    failing('revoke', 'admins', away('Okta'));
    const change = await scene.waiting({ requestType: 'Request Access Change', accessType: 'Viewer' });
    await scene.move(change, 'lead@acme.test', 'Approved');
    await world.until(change, 'active');
    await environment.sleep('2 hours');
    expect([scene.holds('admins'), scene.holds('viewers')]).toEqual([true, true]);
    world.okta.beforeWrite = () => {};
    expect(await world.ended(held)).toBe('revoked');
    expect(scene.holds('admins')).toBe(false);
  });

  test('a change while the old level cannot be taken still ends the new one at its own time', async () => {
    const held = await scene.approved({ duration: '10d' });
    failing('revoke', 'admins', forbidden('Okta'));
    const change = await scene.waiting({
      requestType: 'Request Access Change',
      accessType: 'Viewer',
      duration: '4h',
    });
    await scene.move(change, 'lead@acme.test', 'Approved');
    await world.until(change, 'active');
    await environment.sleep('5 hours');
    await world.until(change, 'expired');
    expect([scene.holds('admins'), scene.holds('viewers')]).toEqual([true, false]);
    world.okta.beforeWrite = () => {};
    expect(await world.ended(change)).toBe('expired');
    expect(await world.ended(held)).toBe('revoked');
    expect(scene.holds('admins')).toBe(false);
  });

  describe('a role of three levels', () => {
    const groups = ['one-users', 'two-users', 'three-users'];
    const role = { application: 'Engineer', accessType: undefined };
    const held = (): boolean[] => groups.map((group) => scene.holds(group));
    const ofLeases = async (key: string) => {
      const leases = await world.store.ledger.leasesOfRequest(key);
      return leases.map(({ grantId, state, endReason }) => `${grantId.split('/')[0]} ${endReason ?? state}`);
    };

    test('whose third fails: the first two are taken back, the audit has it, and the issue says why', async () => {
      failing('grant', 'three-users', forbidden('Three'));
      const key = await scene.waiting(role);
      await scene.move(key, 'lead@acme.test', 'Approved');
      await world.until(key, 'failed');
      // Told first, taken back beside.
      await expect.poll(held).toEqual([false, false, false]);
      await expect.poll(() => ofLeases(key)).toEqual(['one failed', 'two failed', 'three failed']);
      // Each is recorded after it was read back.
      const changed = async (): Promise<string[]> => {
        const effects = (await scene.rows(key)).filter((row) => row.action.startsWith('provider.'));
        const changes = effects.filter((row) => row.details?.alreadySo === false);
        return changes.map(({ action, application }) => `${action} ${application}`).sort();
      };
      await expect
        .poll(changed)
        .toEqual(['provider.granted one', 'provider.granted two', 'provider.revoked one', 'provider.revoked two']);
      await expect.poll(() => actions(key)).toContain('request.failed');
      await expect.poll(() => world.said(key)).toContain('Access to Engineer could not be given: Three forbids it.');
      await expect.poll(() => world.said(key)).toContain('Any part of it that was given is taken back.');

      world.okta.beforeWrite = () => {};
      await retry(key);
      await world.until(key, 'active');
      expect(held()).toEqual([true, true, true]);
      expect(await world.ended(key)).toBe('expired');
      expect(held()).toEqual([false, false, false]);
    });

    test('whose third fails while the first cannot be taken back: the second is, at once', async () => {
      world.okta.beforeWrite = (verb, email, what) => {
        if (email !== scene.alice) return;
        if (verb === 'grant' && what === 'three-users') throw forbidden('Three');
        if (verb === 'revoke' && what === 'one-users') throw away('One');
      };
      const key = await scene.waiting(role);
      await scene.move(key, 'lead@acme.test', 'Approved');
      await expect.poll(() => world.okta.calls).toContain(`revoke ${scene.alice} two-users`);
      await expect.poll(held).toEqual([true, false, false]);
      world.okta.beforeWrite = () => {};
      await environment.sleep('1 hour');
      await world.until(key, 'failed');
      expect(held()).toEqual([false, false, false]);
    });

    test('ends as one, when the first of its levels must, also when the third was given hours later', async () => {
      failing('grant', 'three-users', away('Three'));
      const key = await scene.waiting({ ...role, duration: '8h' });
      await scene.move(key, 'lead@acme.test', 'Approved');
      await expect.poll(held).toEqual([true, true, false]);
      await environment.sleep('3 hours');
      world.okta.beforeWrite = () => {};
      await environment.sleep('20 minutes');
      await world.until(key, 'active');
      expect(await world.ended(key)).toBe('expired');
      expect(held()).toEqual([false, false, false]);
      for (const lease of await world.store.ledger.leasesOfRequest(key)) {
        const lasted = Date.parse(lease.endedAt ?? '') - Date.parse(lease.startedAt ?? '');
        expect(lasted, lease.grantId).toBeLessThan(8 * HOUR + 120_000);
      }
    });

    test('one system being away at the end keeps the access to no other', async () => {
      const key = await scene.approved({ ...role, duration: '2h' });
      failing('revoke', 'one-users', away('One'));
      await environment.sleep('3 hours');
      await expect.poll(held).toEqual([true, false, false]);
      await expect.poll(() => world.said(key)).toContain('could not be taken away yet: One is away.');
      world.okta.beforeWrite = () => {};
      expect(await world.ended(key)).toBe('expired');
      expect(held()).toEqual([false, false, false]);
    });

    test('is extended as one', async () => {
      const key = await scene.approved({ ...role, duration: '2h' });
      const leases = await world.store.ledger.leasesOfRequest(key);
      const later = new Date(Date.parse(await world.now()) + 9 * HOUR).toISOString();
      await world.store.ledger.extendLease(leases[1]?.id ?? '', later, []);
      await environment.client.workflow.getHandle(requestWorkflowId(key)).signal(ledgerChanged);
      await environment.sleep('8 hours');
      expect(held()).toEqual([true, true, true]);
      expect(await world.ended(key)).toBe('expired');
      for (const lease of await world.store.ledger.leasesOfRequest(key)) expect(lease.expiresAt).toBe(later);
      expect(held()).toEqual([false, false, false]);
    });

    test('of which one grant is revoked ends as a whole', async () => {
      const key = await scene.approved({ ...role, duration: '2d' });
      const [, second] = await world.store.ledger.leasesOfRequest(key);
      const at = await world.now();
      await world.store.ledger.endLease(second?.id ?? '', { reason: 'revoked', by: 'ada@acme.test', at }, []);
      await environment.client.workflow.getHandle(requestWorkflowId(key)).signal(ledgerChanged);
      expect(await world.ended(key)).toBe('revoked');
      expect(held()).toEqual([false, false, false]);
    });

    test('is removed when each owner has agreed about theirs', async () => {
      await scene.approved({ ...role, duration: '2d' });
      const removal = scene.nextKey();
      const asked = { by: 'mallory@acme.test', requestType: 'Request Access Removal', ...role };
      world.jira.raise(removal, { ...asked, subject: { accountId: `account:${scene.alice}`, email: scene.alice } });
      await world.nudge(removal);
      await world.until(removal, 'awaiting_approval');
      await world.decide(removal, 'olga@acme.test', 'approve');
      await expect.poll(async () => (await world.view(removal)).stages[1]?.state).toBe('open');
      expect(held()).toEqual([true, true, true]);
      await world.decide(removal, 'otto@acme.test', 'approve');
      expect(await world.ended(removal)).toBe('revoked');
      expect(held()).toEqual([false, false, false]);
    });
  });
});
