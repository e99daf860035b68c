import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import type { TrailLease } from '../../domain/ledger/trail-leases.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import { RECONCILE, type ReconcileInput, type ReconcileResult } from '../../workflows/contract/reconcile.ts';
import { MAIN_TASK_QUEUE } from '../../workflows/contract/task-queues.ts';
import { lacks } from '../parts/lacks.ts';
import { configurationDocument } from '../support/configuration.ts';
import { inRealTime, overdueLease } from '../support/keeper.ts';
import { createScene, type Scene } from '../support/scene.ts';
import { newLease } from '../support/store-suites.ts';
import { useWorld } from '../support/use-world.ts';
import type { World } from '../support/world.ts';

const HOUR = 3_600_000;

describe.skipIf(lacks('timeSkippingServer'))('the comparison of the ledger', () => {
  let environment: TestWorkflowEnvironment;
  let world: World;
  let scene: Scene;
  useWorld(configurationDocument, (open) => {
    ({ environment, world } = open);
  });
  beforeEach(() => {
    scene = createScene(world);
    world.okta.beforeHolds = () => {};
  });

  const run = (input: Omit<ReconcileInput, 'version'>): Promise<ReconcileResult> =>
    inRealTime(environment).workflow.execute(RECONCILE, {
      workflowId: `reconcile/${randomUUID()}`,
      taskQueue: MAIN_TASK_QUEUE,
      args: [{ version: 1, ...input }],
    });
  /** As the API does it. */
  const withTrail = async (leases: readonly TrailLease[], { adopt = false, dryRun = false } = {}) =>
    run({ part: 'trail', dryRun, order: await world.store.drafts.put({ by: 'admin@acme.test', adopt, leases }) });
  const holder = (email: string) => {
    const holders = world.okta.members.get('admins') ?? new Set();
    world.okta.members.set('admins', holders.add(email));
  };
  const lost = async (id: string, changes: Partial<TrailLease> = {}): Promise<TrailLease> => {
    const startedAt = new Date(Date.parse(await world.now()) - HOUR / 2).toISOString();
    const expiresAt = new Date(Date.parse(startedAt) + HOUR).toISOString();
    const lease = newLease({ id, subject: scene.alice, durationMs: HOUR });
    return { ...lease, startedAt, expiresAt, ended: false, ...changes };
  };

  test('a lease that a restored database has lost is ended and taken at the provider', async () => {
    holder(scene.alice);
    const lease = await lost('LOST-1/1.1');
    const shown = await withTrail([lease], { dryRun: true });
    expect(shown.differences).toMatchObject([{ kind: 'lost', about: lease.id, settled: true }]);
    expect(scene.holds('admins')).toBe(true);
    await withTrail([lease]);
    expect(scene.holds('admins')).toBe(false);
    expect(await world.store.ledger.lease(lease.id)).toMatchObject({ state: 'ended', endedBy: 'admin@acme.test' });
    expect((await withTrail([lease])).differences).toEqual([]);
  });

  test('it is adopted with the same end, on demand, and only if it is held and not over', async () => {
    holder(scene.alice);
    const extended = new Date(Date.parse(await world.now()) + 3 * HOUR).toISOString();
    const lease = await lost('LOST-2/1.1', { expiresAt: extended });
    await withTrail([lease], { adopt: true });
    expect(scene.holds('admins')).toBe(true);
    expect(await world.store.ledger.lease(lease.id)).toMatchObject({ state: 'live', expiresAt: extended });

    // A file gives nobody anything.
    const forged = await lost('LOST-3/1.1', { subject: `mallory-${scene.alice}` });
    await withTrail([forged], { adopt: true });
    expect(await world.store.ledger.lease(forged.id)).toMatchObject({ state: 'ended' });
    expect(world.okta.members.get('admins')?.has(forged.subject)).toBe(false);

    const over = await lost('LOST-4/1.1', { subject: `late-${scene.alice}`, expiresAt: await world.now() });
    holder(over.subject);
    await withTrail([over], { adopt: true });
    expect(world.okta.members.get('admins')?.has(over.subject)).toBe(false);
  });

  test('a lease that ended after the moment of the restore ends again', async () => {
    await overdueLease(world, { id: 'BACK-1/1.1', subject: scene.alice, durationMs: 8 * HOUR }, -7 * HOUR);
    await withTrail([await lost('BACK-1/1.1', { ended: true })]);
    expect(await world.store.ledger.lease('BACK-1/1.1')).toMatchObject({ state: 'ended', endReason: 'revoked' });
    expect(scene.holds('admins')).toBe(false);
  });

  test('what is still held after its end is taken, and what is missing is named', async () => {
    await overdueLease(world, { id: 'HELD-1/1.1', subject: scene.alice, durationMs: null });
    await withTrail([await lost('HELD-1/1.1', { ended: true })]);
    expect(scene.holds('admins')).toBe(false);
    // A stale answer had hidden it, or someone gave it back.
    holder(scene.alice);
    const found = expect.objectContaining({ kind: 'still_held', about: 'HELD-1/1.1' });
    expect((await run({ part: 'providers', dryRun: true })).differences).toContainEqual(found);
    expect(scene.holds('admins')).toBe(true);
    expect((await run({ part: 'providers', dryRun: false })).differences).toContainEqual(found);
    expect(scene.holds('admins')).toBe(false);

    await overdueLease(world, { id: 'GONE-1/1.1', subject: `gone-${scene.alice}`, durationMs: null });
    world.okta.members.get('admins')?.delete(`gone-${scene.alice}`);
    const { differences } = await run({ part: 'providers', dryRun: false });
    expect(differences).toContainEqual(expect.objectContaining({ kind: 'not_held', about: 'GONE-1/1.1' }));
    world.okta.beforeHolds = () => {
      throw new ProviderError('unavailable', 'Okta does not answer.', { system: 'okta' });
    };
    const away = await run({ part: 'providers', dryRun: false });
    expect(away.differences).toMatchObject([{ kind: 'unreadable', application: 'okta', settled: false }]);
  });

  test('requests without a run are found, and started unless it is a dry run', async () => {
    await overdueLease(world, { id: 'NORUN-1/1.1', subject: scene.alice, durationMs: null });
    const { differences, next } = await run({ part: 'runs', dryRun: true });
    expect(differences).toContainEqual(expect.objectContaining({ kind: 'run_missing', about: 'NORUN-1' }));
    expect(next).toBe('1/');
    expect((await run({ part: 'runs', dryRun: true, after: next })).next).toBe('2/');
    expect((await run({ part: 'runs', dryRun: true, after: '2/' })).next).toBeUndefined();
  });

  test.each([{ adopt: false }, { adopt: true }])(
    'access of a lost lease is not "held before" for a request since the restore ($adopt)',
    async ({ adopt }) => {
      holder(scene.alice);
      const lease = await lost(`LOST-${scene.key}/1.1`);
      // The holder is quicker than the operator.
      const key = await scene.approved({ duration: '2h' });
      const { differences } = await withTrail([lease], { adopt });
      expect(differences).toMatchObject([{ kind: 'lost', about: lease.id }]);
      if (adopt)
        await world.store.ledger.endLease(
          lease.id,
          {
            reason: 'expired',
            by: 'leasehold',
            at: await world.now(),
          },
          [],
        );
      expect(scene.holds('admins')).toBe(true);
      expect(await world.ended(key)).toBe('expired');
      expect(scene.holds('admins')).toBe(false);
    },
  );
});
