import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { entitlementKey } from '../../domain/policy.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import { requestWorkflowId } from '../../workflows/contract/ids.ts';
import { lacks } from '../parts/lacks.ts';
import { configurationDocument } from '../support/configuration.ts';
import { comesToRest, keeperRound, overdueLease } from '../support/keeper.ts';
import { requestView } from '../support/request-view.ts';
import { createScene, type Scene } from '../support/scene.ts';
import { useWorld } from '../support/use-world.ts';
import type { World } from '../support/world.ts';

const HOUR = 3_600_000;
const SAID = "Leasehold's keeper did";

/** Two systems, so that one can be unavailable. */
function twoSystems(): Record<string, unknown> {
  const [okta] = configurationDocument().applications as object[];
  const pay = {
    ...okta,
    key: 'pay',
    name: 'Pay',
    accessLevels: [{ name: 'User', entitlements: [{ type: 'group', id: 'payers' }] }],
  };
  return configurationDocument({ applications: [okta, pay] });
}

describe.skipIf(lacks('timeSkippingServer'))('the keeper of leases', () => {
  let environment: TestWorkflowEnvironment;
  let world: World;
  let scene: Scene;
  useWorld(twoSystems, (open) => {
    ({ environment, world } = open);
  });
  beforeEach(() => {
    world.okta.beforeWrite = () => {};
    world.jira.failing = undefined;
    scene = createScene(world);
  });

  const round = () => keeperRound(environment);
  const runOf = (key: string) => environment.client.workflow.getHandle(requestWorkflowId(key));
  const leaseOf = async (key: string) => (await world.store.ledger.leasesOfRequest(key))[0];
  const notified = (key: string, name: string) =>
    world.notified.filter((event) => event.issueKey === key && event.name === name);
  const trail = async (key: string, action: string) => (await scene.rows(key)).filter((row) => row.action === action);
  /** This server skips no time while an activity of a terminated run goes on, so the run must have come to rest. */
  const terminate = async (key: string, said: string) => {
    await vi.waitFor(() => expect(world.said(key)).toContain(said), 20_000);
    await comesToRest(environment, key);
    await runOf(key).terminate('test');
  };
  const unavailable = (id: string) => {
    world.okta.beforeWrite = (verb, _email, entitlement) => {
      if (verb === 'revoke' && entitlement === id)
        throw new ProviderError('unavailable', 'The provider does not answer.', { system: 'okta' });
    };
  };

  test('ends access on time whose run was terminated, reports it, and raises the alarm, once each', async () => {
    const key = await scene.approved({ duration: '1h' });
    await terminate(key, 'confirmed');
    await environment.sleep(HOUR + 31_000);
    expect(scene.holds('admins')).toBe(true);
    await round();
    expect(scene.holds('admins')).toBe(false);
    const lease = await leaseOf(key);
    expect(lease).toMatchObject({ state: 'ended', endReason: 'expired', endedBy: 'leasehold' });
    expect(Date.parse(lease?.endedAt ?? '') - Date.parse(lease?.expiresAt ?? '')).toBeLessThan(90_000);
    const [ended] = await trail(key, 'lease.ended');
    expect(ended).toMatchObject({ actor: 'leasehold', details: { why: 'keeper' } });
    expect(await trail(key, 'access.overdue')).toMatchObject([{ details: { lateMs: expect.any(Number) } }]);
    expect(notified(key, 'access.overdue')).toHaveLength(1);
    expect(world.said(key)).toContain(`${SAID}`);
    expect(world.said(key)).toContain('confirmed that it is gone');
    // The run was started again, and reports the end.
    expect(await world.ended(key)).toBe('expired');
    expect(world.statusOf(key)).toBe('Access Expired');
    expect(await world.store.requests.get(key)).toMatchObject({ state: 'expired' });
    expect(notified(key, 'access.ended')).toHaveLength(1);
    await round();
    await round();
    expect(world.said(key).split(SAID)).toHaveLength(2);
    expect(notified(key, 'access.overdue')).toHaveLength(1);
    expect(await trail(key, 'access.expired')).toHaveLength(1);
  });

  test('a run that did not end its access in time is signalled and reports the end itself', async () => {
    const key = await scene.approved({ duration: '8h' });
    const short = new Date(Date.parse(await world.now()) - 60_000).toISOString();
    await world.store.ledger.endLease(
      `${key}/1.1`,
      { reason: 'expired', by: 'leasehold', because: 'test', at: short },
      [],
    );
    // As after a lost signal: the ledger has ended it, and the run holds on.
    await environment.sleep(151_000);
    await round();
    expect(await world.ended(key)).toBe('expired');
    expect(scene.holds('admins')).toBe(false);
  });

  test('an extension in the last moment wins', async () => {
    await overdueLease(world, { id: 'EXTENDED-1/1.1', subject: scene.alice });
    const until = new Date(Date.parse(await world.now()) + HOUR).toISOString();
    await world.store.ledger.extendLease('EXTENDED-1/1.1', until, []);
    await round();
    expect(await leaseOf('EXTENDED-1')).toMatchObject({ state: 'live', expiresAt: until });
    await world.store.ledger.endLease('EXTENDED-1/1.1', { reason: 'revoked', by: 'test', at: until }, []);
  });

  test('one unavailable system delays no other, is alarmed once, and is taken when it answers', async () => {
    for (let n = 0; n < 20; n += 1)
      await overdueLease(world, {
        id: `AWAY-${n}/1.1`,
        subject: `away-${n}@acme.test`,
        application: 'pay',
        accessLevel: 'User',
        entitlements: [{ type: 'group', id: 'payers' }],
      });
    await overdueLease(world, { id: 'HERE-1/1.1', subject: scene.alice });
    unavailable('payers');
    await round();
    expect(scene.holds('admins')).toBe(false);
    expect(await leaseOf('AWAY-7')).toMatchObject({ state: 'ended', endReason: 'expired' });
    expect(world.okta.members.get('payers')?.size).toBe(20);
    // Not each of twenty was tried at a system that answered none of the first.
    const tries = world.okta.calls.filter((call) => call.startsWith('revoke away-')).length;
    expect(tries).toBeLessThan(15);
    await round();
    const stuck = (await world.store.audit.list({ action: 'access.stuck', limit: 200 })).items;
    const keys = stuck.map((row) => row.key);
    expect(keys.length).toBeGreaterThan(0);
    expect(new Set(keys).size).toBe(keys.length);
    world.okta.beforeWrite = () => {};
    await round();
    expect(world.okta.members.get('payers')?.size).toBe(0);
  });

  test('what a removal ended in the ledger is taken although its run was cancelled while it was stuck', async () => {
    await overdueLease(world, { id: 'STUCK-1/1.1', subject: scene.alice, durationMs: null });
    const end = { reason: 'removed', by: 'lead@acme.test', at: await world.now() } as const;
    await world.store.ledger.endLease('STUCK-1/1.1', end, []);
    await round();
    // An attempt of the run may be under way.
    expect(scene.holds('admins')).toBe(true);
    await environment.sleep('151 seconds');
    await round();
    expect(scene.holds('admins')).toBe(false);
    expect(await leaseOf('STUCK-1')).toMatchObject({ endReason: 'removed', endedBy: 'lead@acme.test' });
  });

  test('a live lease whose access a late removal took has it again', async () => {
    const id = 'LATE-1/1.1';
    await overdueLease(world, { id, subject: scene.alice, durationMs: null });
    const { ledger } = world.store;
    const begunAt = await world.now();
    const effect = { entitlement: entitlementKey({ type: 'group', id: 'admins' }), account: scene.alice } as const;
    await ledger.beginEffect(await ledger.holding('okta', scene.alice), {
      ...effect,
      verb: 'revoke',
      begunAt,
      recorded: false,
    });
    world.okta.members.get('admins')?.delete(scene.alice);
    await round();
    expect(scene.holds('admins')).toBe(false);
    await environment.sleep('121 seconds');
    await round();
    expect(scene.holds('admins')).toBe(true);
    expect((await ledger.holding('okta', scene.alice)).begun).toEqual([]);
    await ledger.endLease(id, { reason: 'removed', by: 'test', at: await world.now() }, []);
  });

  test('Jira’s outage delays only what is said', async () => {
    const { key } = scene;
    world.jira.raise(key, { by: scene.alice });
    await world.store.requests.save(requestView({ key, state: 'active', subject: scene.alice }), []);
    await overdueLease(world, { id: `${key}/1.1`, subject: scene.alice });
    world.jira.failing = new ProviderError('unavailable', 'Jira does not answer.', { system: 'jira' });
    await round();
    await round();
    expect(scene.holds('admins')).toBe(false);
    expect(notified(key, 'access.overdue')).toHaveLength(1);
    expect(world.said(key)).not.toContain(SAID);
    world.jira.failing = undefined;
    await round();
    expect(world.said(key).split(SAID)).toHaveLength(2);
    expect(await world.ended(key)).toBe('expired');
    expect(world.statusOf(key)).toBe('Access Expired');
  });

  test('hundreds of overdue leases are ended in portions, in runs of bounded length', async () => {
    for (let n = 0; n < 300; n += 1) await overdueLease(world, { id: `MANY-${n}/1.1`, subject: `many-${n}@acme.test` });
    const still = () => [...(world.okta.members.get('admins') ?? [])].filter((email) => email.startsWith('many-'));
    // How many are taken in one round depends on the machine.
    for (let n = 0; n < 20 && still().length > 0; n += 1) {
      const { workflowId } = await round();
      const { events } = await environment.client.workflow.getHandle(workflowId).fetchHistory();
      expect(events?.length).toBeLessThan(2_500);
    }
    expect(still()).toEqual([]);
    expect(await leaseOf('MANY-299')).toMatchObject({ state: 'ended', endReason: 'expired' });
  });

  test('a request whose run is gone before it was decided is started again', async () => {
    const key = await scene.waiting();
    await terminate(key, 'waits for approval');
    await round();
    await world.until(key, 'awaiting_approval');
    await scene.move(key, 'lead@acme.test', 'Approved');
    await world.until(key, 'active');
    expect(scene.holds('admins')).toBe(true);
  });
});
