import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { extendAll } from '../../domain/ledger/lease.ts';
import { ledgerChanged } from '../../workflows/contract/access-request.ts';
import { requestWorkflowId } from '../../workflows/contract/ids.ts';
import { lacks } from '../parts/lacks.ts';
import { configurationDocument, rule } from '../support/configuration.ts';
import { createScene, type Scene } from '../support/scene.ts';
import { useWorld } from '../support/use-world.ts';
import type { World } from '../support/world.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** The tolerance for the run's own work. */
const SOON = 120_000;
const RULES = [rule({ duration: { default: '8h', max: '10d' }, remindBeforeExpiry: ['1h'] })];

describe.skipIf(lacks('timeSkippingServer'))('the length of access', () => {
  let environment: TestWorkflowEnvironment;
  let world: World;
  let scene: Scene;
  useWorld(
    () => configurationDocument({ rules: RULES }),
    (open) => {
      ({ environment, world } = open);
    },
  );
  beforeEach(() => {
    scene = createScene(world);
  });

  /** As the API does: checks the rule's max, writes to the ledger, and signals the run. */
  async function extend(key: string, ms: number): Promise<string> {
    const leases = await world.store.ledger.leasesOfRequest(key);
    const extension = extendAll(leases, ms, await world.now());
    if (extension.outcome === 'refused') return extension.sentence;
    await world.store.ledger.extendLease(leases[0]?.id ?? '', extension.expiresAt, []);
    await environment.client.workflow.getHandle(requestWorkflowId(key)).signal(ledgerChanged);
    return 'extended';
  }
  const lasted = async (key: string): Promise<number> => {
    const [lease] = await world.store.ledger.leasesOfRequest(key);
    return Date.parse(lease?.endedAt ?? '') - Date.parse(lease?.startedAt ?? '');
  };
  const expectAbout = (ms: number, least: number): void => {
    expect(ms).toBeGreaterThanOrEqual(least);
    expect(ms).toBeLessThan(least + SOON);
  };
  const inDays = async (days: number): Promise<string> =>
    new Date(Date.parse(await world.now()) + days * DAY).toISOString();

  describe('an extension', () => {
    test('within the max moves the end, with a new comment and a new reminder', async () => {
      const key = await scene.approved({ duration: '1d' });
      await environment.sleep('12 hours');
      expect(await extend(key, 2 * DAY)).toBe('extended');
      await expect.poll(() => world.said(key)).toContain('was extended; it lasts until');
      expect(await world.ended(key)).toBe('expired');
      expectAbout(await lasted(key), 2 * DAY + 12 * HOUR);
      const rows = await scene.rows(key);
      const reminded = rows.filter((row) => row.action === 'access.reminded');
      expect(reminded).toHaveLength(1);
      const ended = Date.parse(rows.find((row) => row.action === 'lease.ended')?.at ?? '');
      expect(Math.abs(ended - Date.parse(reminded[0]?.at ?? '') - HOUR)).toBeLessThan(SOON);
      expect(scene.holds('admins')).toBe(false);
    });

    test('beyond the max is refused, however often and in whatever steps', async () => {
      const key = await scene.approved({ duration: '1d' });
      expect(await extend(key, 11 * DAY)).toContain('The rule allows at most 10 days');
      for (let day = 0; day < 12; day += 1) {
        await extend(key, 3 * DAY);
        await environment.sleep('1 day');
      }
      expect(await world.ended(key)).toBe('expired');
      expect(await lasted(key)).toBeLessThanOrEqual(10 * DAY + SOON);
      expect(await lasted(key)).toBeGreaterThan(9 * DAY);
      expect(scene.holds('admins')).toBe(false);
    });

    test('is not possible when the access is over', async () => {
      const key = await scene.approved({ duration: '1h' });
      expect(await world.ended(key)).toBe('expired');
      expect(await extend(key, HOUR)).toContain('raise a new request');
      expect(scene.holds('admins')).toBe(false);
    });

    test('by asking again lasts as long as the new request says, from when that was given', async () => {
      const first = await scene.approved({ duration: '1d' });
      await environment.sleep('20 hours');
      const second = await scene.approved({ duration: '1d' });
      await expect.poll(() => world.said(second)).toContain('had it already; it is now kept');
      expect(await world.ended(first)).toBe('expired');
      expect(scene.holds('admins')).toBe(true);
      expect(await world.ended(second)).toBe('expired');
      expectAbout(await lasted(second), DAY);
      expect(scene.holds('admins')).toBe(false);
    });
  });

  describe('a later start', () => {
    test('is waited for after the approval, and the time counts from it', async () => {
      const startAt = await inDays(5);
      const key = await scene.waiting({ duration: '2d', startAt });
      await scene.move(key, 'lead@acme.test', 'Approved');
      await world.until(key, 'approved');
      await environment.sleep('4 days');
      expect(scene.holds('admins')).toBe(false);
      await environment.sleep('25 hours');
      await world.until(key, 'active');
      expect(scene.holds('admins')).toBe(true);
      expect(await world.ended(key)).toBe('expired');
      const [lease] = await world.store.ledger.leasesOfRequest(key);
      expectAbout(Date.parse(lease?.startedAt ?? '') - Date.parse(startAt), 0);
      expectAbout(await lasted(key), 2 * DAY);
    });

    test('that passes before a decision takes effect at once when it is made', async () => {
      const key = await scene.waiting({ duration: '2d', startAt: await inDays(1) });
      await environment.sleep('3 days');
      await scene.move(key, 'lead@acme.test', 'Approved');
      await world.until(key, 'active');
      expect(await world.ended(key)).toBe('expired');
      expectAbout(await lasted(key), 2 * DAY);
    });

    test.each([
      ['the requester cancels', (s: Scene, key: string) => s.move(key, s.alice, 'Canceled')],
      ['an approver revokes', (s: Scene, key: string) => s.move(key, 'lead@acme.test', 'Revoked')],
      ['the owner denies', (s: Scene, key: string) => s.move(key, 'owner@acme.test', 'Denied')],
      [
        'the issue is deleted',
        async (s: Scene, key: string) => {
          world.jira.issues.delete(key);
          await world.nudge(key);
          void s;
        },
      ],
    ])('before it begins, %s: nothing is ever given', async (_what, end) => {
      const key = await scene.waiting({ startAt: await inDays(5) });
      await scene.move(key, 'lead@acme.test', 'Approved');
      await world.until(key, 'approved');
      await end(scene, key);
      expect(await world.ended(key)).toBe('withdrawn');
      expect(world.okta.calls.filter((call) => call.includes(scene.alice))).toEqual([]);
      expect(await world.store.ledger.leasesOfRequest(key)).toEqual([]);
      expect((await scene.rows(key)).map((row) => row.action)).toContain('request.withdrawn');
    });

    test('before it begins, a stranger’s move is put back and the start stays', async () => {
      const key = await scene.waiting({ duration: '1d', startAt: await inDays(2) });
      await scene.move(key, 'lead@acme.test', 'Approved');
      await world.until(key, 'approved');
      await scene.move(key, 'mallory@acme.test', 'Canceled');
      await expect.poll(() => world.said(key)).toContain('"mallory" may not end this access');
      await environment.sleep('3 days');
      expect(await world.ended(key)).toBe('expired');
      expect(scene.holds('admins')).toBe(false);
    });
  });
});
