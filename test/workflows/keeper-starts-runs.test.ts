/** The keeper of leases starts runs that are gone although no lease is left to hold. */
import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { grantIdFor } from '../../domain/ledger/records.ts';
import { requestWorkflowId, revocationWorkflowId } from '../../workflows/contract/ids.ts';
import { runOfOrder } from '../../workflows/contract/revocation.ts';
import { lacks } from '../parts/lacks.ts';
import { configurationDocument, rule } from '../support/configuration.ts';
import { comesToRest, keeperRound, overdueLease } from '../support/keeper.ts';
import { createScene, type Scene } from '../support/scene.ts';
import { useWorld } from '../support/use-world.ts';
import type { World } from '../support/world.ts';

const glass = { breakGlass: { who: [{ group: 'okta:On-Call' }], max: '1h', reviewWithin: '24h' } };

describe.skipIf(lacks('timeSkippingServer'))('the keeper of leases starts the run of', () => {
  let environment: TestWorkflowEnvironment;
  let world: World;
  let scene: Scene;
  useWorld(
    () => configurationDocument({ rules: [rule(glass)], admins: ['ada@acme.test'] }),
    (open) => {
      ({ environment, world } = open);
    },
  );
  beforeEach(() => {
    scene = createScene(world);
  });

  const runOf = (key: string) => environment.client.workflow.getHandle(requestWorkflowId(key));
  /** The server skips no time any more once an activity of a terminated run is pending. */
  const terminate = async (key: string, said: string): Promise<void> => {
    await expect.poll(() => world.said(key)).toContain(said);
    await comesToRest(environment, key);
    await runOf(key).terminate('an operator');
  };
  const count = async (key: string, action: string): Promise<number> =>
    (await scene.rows(key)).filter((row) => row.action === action).length;

  test('a request whose access a person ended in the ledger: it says who did', async () => {
    const key = await scene.approved({ duration: '8h' });
    await terminate(key, 'confirmed');
    const end = { reason: 'revoked', by: 'ada@acme.test', because: 'left the team', at: await world.now() } as const;
    await world.store.ledger.endLease(`${key}/1.1`, end, []);
    await keeperRound(environment);
    expect(await world.ended(key)).toBe('revoked');
    expect(scene.holds('admins')).toBe(false);
    expect(world.said(key)).toContain('ada@acme.test ended the access: left the team');
    expect(await world.store.requests.get(key)).toMatchObject({ state: 'revoked' });
  });

  test('an open review after its access has ended: it reminds, escalates, and waits for the verdict', async () => {
    const { key, alice } = scene;
    world.okta.profiles.set(alice, { email: alice, groups: ['On-Call'], attributes: {} });
    world.jira.raise(key, { by: alice, breakGlass: true, justification: 'production is down' });
    await world.nudge(key);
    await world.until(key, 'active');
    await environment.sleep('3 hours');
    await expect.poll(async () => (await world.store.requests.get(key))?.state).toBe('expired');
    await expect.poll(() => world.statusOf(key)).toBe('Access Expired');
    await terminate(key, 'has ended');
    await keeperRound(environment);
    await expect.poll(() => count(key, 'request.adopted')).toBe(1);
    expect((await world.view(key)).state).toBe('expired');
    await environment.sleep('10 hours');
    await expect.poll(() => world.said(key)).toContain('still waits for its review by lead@acme.test');
    await environment.sleep('12 hours');
    const review = () => world.store.reviews.get(`break-glass-${key}`);
    await expect.poll(async () => (await review())?.state).toBe('overdue');
    await expect
      .poll(() => world.said(key))
      .toContain('The review must still be closed, now also by lead@acme.test, "ada"');
    await world.review(key, 'ada@acme.test', 'keep', 'talked to alice');
    expect(await world.ended(key)).toBe('expired');
    expect(await review()).toMatchObject({ state: 'closed', items: [{ by: 'ada@acme.test' }] });
    // Nothing that the first run reported was reported again.
    expect(await count(key, 'access.expired')).toBe(1);
    const names = world.notified.filter((event) => event.issueKey === key).map((event) => event.name);
    expect(names).toHaveLength(new Set(names).size);
    await keeperRound(environment);
    expect((await runOf(key).describe()).status.name).toBe('COMPLETED');
  });

  describe('an order to revoke', () => {
    const stored = async (agoMs: number): Promise<string> => {
      await overdueLease(world, { id: `${scene.key}/1.1`, subject: scene.alice, durationMs: null });
      const [id, grantId] = [randomUUID(), grantIdFor('okta', scene.alice, 'Admin')];
      const order = { id, reason: 'left', by: 'ada@acme.test', suspendSubject: null, grantIds: [grantId] };
      const at = new Date(Date.parse(await world.now()) - agoMs).toISOString();
      await world.store.revocations.create({ ...order, at });
      return id;
    };
    const handleOf = (id: string) => environment.client.workflow.getHandle(revocationWorkflowId(id));
    const expectCarriedOut = async (id: string): Promise<void> => {
      expect(await handleOf(id).result()).toEqual({ revoked: 1, failed: 0, parts: [] });
      expect(scene.holds('admins')).toBe(false);
      expect(await world.store.revocations.get(id)).toMatchObject({ state: 'done', revoked: 1 });
    };

    test('that Temporal does not know, but not before the API had time to start it', async () => {
      const id = await stored(0);
      await keeperRound(environment);
      await expect(handleOf(id).describe()).rejects.toThrow('not found');
      await environment.sleep('1 minute');
      await keeperRound(environment);
      await expectCarriedOut(id);
    });

    test('that was terminated', async () => {
      const id = await stored(60_000);
      const { workflowType, options } = runOfOrder(id, 'test');
      // No worker serves this queue: it is cut before it has done anything.
      await environment.client.workflow.start(workflowType, { ...options, taskQueue: 'nobody' });
      await handleOf(id).terminate('an operator');
      await keeperRound(environment);
      await expectCarriedOut(id);
    });
  });
});
