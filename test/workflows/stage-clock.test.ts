import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { lacks } from '../parts/lacks.ts';
import { configurationDocument, documentWithStages, rule } from '../support/configuration.ts';
import { createScene, type Scene } from '../support/scene.ts';
import { useWorld } from '../support/use-world.ts';
import type { World } from '../support/world.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** The tolerance for the run's own work. */
const SOON = 120_000;

const SLOW = { remindAfter: '4h', escalateAfter: '24h', escalateTo: [{ owner: true }], declineAfter: '7d' };

describe.skipIf(lacks('timeSkippingServer'))('the clock of a stage', () => {
  let environment: TestWorkflowEnvironment;
  let world: World;
  let scene: Scene;
  useWorld(configurationDocument, (open) => {
    ({ environment, world } = open);
  });
  beforeEach(() => {
    scene = createScene(world);
  });

  const stages = (...changes: Record<string, unknown>[]): Promise<void> =>
    world.configure(documentWithStages(...changes));
  const actions = async (key: string): Promise<string[]> => (await scene.rows(key)).map((row) => row.action);
  const within = (ms: number, least: number): void => {
    expect(ms).toBeGreaterThanOrEqual(least);
    expect(ms).toBeLessThan(least + SOON);
  };

  test('reminds after its time, escalates after its time, declines after its time', async () => {
    await stages(SLOW);
    const key = await scene.waiting();
    expect(await world.ended(key)).toBe('declined');
    within(await scene.after(key, 'request.reminded'), 4 * HOUR);
    within(await scene.after(key, 'request.escalated'), DAY);
    within(await scene.after(key, 'request.declined'), 7 * DAY);
    expect((await scene.rows(key)).find((row) => row.action === 'request.declined')).toMatchObject({
      actor: 'leasehold',
      reason: 'Nobody decided within 7 days, so the request was declined.',
    });
    await expect.poll(() => world.statusOf(key)).toBe('Declined');
    expect(scene.holds('admins')).toBe(false);
  });

  test('the people of an escalation may decide, and so may the first approvers', async () => {
    await stages(SLOW);
    const [first, second] = [await scene.waiting(), await scene.waiting()];
    for (const key of [first, second]) {
      await expect(world.decide(key, 'owner@acme.test', 'approve')).rejects.toThrow();
    }
    await environment.sleep('25 hours');
    await expect.poll(() => actions(second)).toContain('request.escalated');
    await world.decide(first, 'owner@acme.test', 'approve');
    await world.until(first, 'active');
    await world.decide(second, 'lead@acme.test', 'deny');
    expect(await world.ended(second)).toBe('denied');
    expect((await world.view(first)).decisions).toMatchObject([{ by: 'owner@acme.test' }]);
  });

  test('a decision in time leaves nothing to remind of', async () => {
    await stages(SLOW);
    const key = await scene.waiting({ duration: '30d' });
    await environment.sleep('3 hours');
    await scene.move(key, 'lead@acme.test', 'Approved');
    expect(await world.ended(key)).toBe('expired');
    expect((await actions(key)).filter((action) => /reminded|escalated|declined/.test(action))).toEqual([]);
  });

  test('a move by another person, or a click that does not count, does not reset the clock', async () => {
    await stages({ declineAfter: '2d' });
    const key = await scene.waiting();
    await environment.sleep('47 hours');
    await scene.move(key, 'mallory@acme.test', 'Approved');
    await expect.poll(() => world.said(key)).toContain('"mallory" is not an approver');
    expect(await world.ended(key)).toBe('declined');
    within(await scene.after(key, 'request.declined'), 2 * DAY);
  });

  test('each stage has its own clock, from when it opens', async () => {
    await stages({ declineAfter: '2d' }, { approvers: [{ user: 'carol@acme.test' }], declineAfter: '3d' });
    const key = await scene.waiting();
    await environment.sleep('40 hours');
    await world.decide(key, 'lead@acme.test', 'approve');
    expect(await world.ended(key)).toBe('declined');
    const [approved, declined] = [await scene.after(key, 'stage.approved'), await scene.after(key, 'request.declined')];
    within(declined - approved, 3 * DAY);
    // The people who were asked still see it, and no further step is announced.
    expect((await world.view(key)).stages).toMatchObject([
      { state: 'approved', approvers: [{ email: 'lead@acme.test' }] },
      { state: 'skipped', approvers: [{ email: 'carol@acme.test' }] },
    ]);
  });

  test('a request that ends on its first stage says that the second is not needed', async () => {
    await stages({}, { approvers: [{ user: 'carol@acme.test' }] });
    const key = await scene.waiting();
    await scene.move(key, scene.alice, 'Canceled');
    expect(await world.ended(key)).toBe('withdrawn');
    expect((await world.view(key)).stages.map((each) => each.state)).toEqual(['skipped', 'skipped']);
    await expect.poll(() => world.said(key)).toContain('2. Stage 2: not needed');
  });

  test('an approval short of the number does not stop the clock, and gives nothing', async () => {
    await stages({
      approvers: [{ user: 'lead@acme.test' }, { user: 'carol@acme.test' }],
      require: 2,
      declineAfter: '2d',
    });
    const key = await scene.waiting();
    await world.decide(key, 'lead@acme.test', 'approve');
    expect(await world.ended(key)).toBe('declined');
    expect(scene.holds('admins')).toBe(false);
  });

  test('a later change of the rule does not affect a pending request', async () => {
    await stages(SLOW);
    const key = await scene.waiting({ duration: '2h' });
    await world.configure(
      configurationDocument({ rules: [rule({ active: false }), rule({ key: 'other', duration: { max: '1h' } })] }),
    );
    await scene.move(key, 'lead@acme.test', 'Approved');
    await world.until(key, 'active');
    const [lease] = await world.store.ledger.leasesOfRequest(key);
    expect(lease).toMatchObject({ rule: 'okta-admin', durationMs: 2 * HOUR });
  });

  describe('a turn that is handed on', () => {
    const two = { approvers: [{ user: 'lead@acme.test' }, { user: 'carol@acme.test' }], require: 2 };

    test('is decided by who took it, for the seat of who gave it', async () => {
      await stages(two);
      const key = await scene.waiting();
      await world.reassign(key, 'lead@acme.test', 'eve@acme.test');
      await expect(world.decide(key, 'lead@acme.test', 'approve')).rejects.toThrow();
      await world.decide(key, 'eve@acme.test', 'approve');
      await world.decide(key, 'carol@acme.test', 'approve');
      await world.until(key, 'active');
      expect((await world.view(key)).decisions).toMatchObject([
        { by: 'eve@acme.test', inPlaceOf: 'lead@acme.test' },
        { by: 'carol@acme.test' },
      ]);
      expect(await actions(key)).toContain('request.reassigned');
    });

    test('never gives anyone a second vote', async () => {
      await stages(two);
      const key = await scene.waiting();
      await world.decide(key, 'carol@acme.test', 'approve');
      for (const to of ['carol@acme.test', scene.alice])
        await expect(world.reassign(key, 'lead@acme.test', to), to).rejects.toThrow();
      await expect(world.reassign(key, 'carol@acme.test', 'eve@acme.test')).rejects.toThrow();
      expect((await world.view(key)).state).toBe('awaiting_approval');
    });

    test('does not reach who approved an earlier stage', async () => {
      await stages({}, { approvers: [{ user: 'carol@acme.test' }] });
      const key = await scene.waiting();
      await world.decide(key, 'lead@acme.test', 'approve');
      await expect.poll(async () => (await world.view(key)).stages[1]?.state).toBe('open');
      await expect(world.reassign(key, 'carol@acme.test', 'lead@acme.test')).rejects.toThrow();
      await world.reassign(key, 'carol@acme.test', 'eve@acme.test');
      await world.decide(key, 'eve@acme.test', 'approve');
      await world.until(key, 'active');
    });

    test('goes to the people in the rule, also as members of a group', async () => {
      world.okta.members.set('Deputies', new Set(['dora@acme.test']));
      await stages({ ...two, reassignTo: [{ user: 'eve@acme.test' }, { group: 'okta:Deputies' }] });
      const key = await scene.waiting();
      await expect(world.reassign(key, 'lead@acme.test', 'mallory@acme.test')).rejects.toThrow();
      await world.reassign(key, 'lead@acme.test', 'dora@acme.test');
      await world.reassign(key, 'carol@acme.test', 'eve@acme.test');
      await world.decide(key, 'dora@acme.test', 'approve');
      await world.decide(key, 'eve@acme.test', 'approve');
      await world.until(key, 'active');
    });
  });

  test('a second click on a stage that is over answers with the first result; who came too late is told who decided', async () => {
    await stages(
      { approvers: [{ user: 'lead@acme.test' }, { user: 'eve@acme.test' }] },
      { approvers: [{ user: 'carol@acme.test' }] },
    );
    const key = await scene.waiting();
    await world.decide(key, 'lead@acme.test', 'approve');
    await expect.poll(async () => (await world.view(key)).stages[1]?.state).toBe('open');
    await expect(world.decide(key, 'lead@acme.test', 'approve')).resolves.toMatchObject({ state: 'awaiting_approval' });
    await expect(world.decide(key, 'eve@acme.test', 'deny')).rejects.toMatchObject({
      cause: {
        type: 'DecisionClosed',
        message: expect.stringMatching(/^This stage was approved by lead@acme\.test at /),
      },
    });
    await expect(world.decide(key, 'mallory@acme.test', 'deny')).rejects.toMatchObject({
      cause: { type: 'DecisionForbidden' },
    });
    expect((await world.view(key)).decisions).toHaveLength(1);
  });
});
