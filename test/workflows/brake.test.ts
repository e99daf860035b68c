/** Moves that do not count, again and again: Leasehold stops moving the issue back, and decisions still count. */
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { lacks } from '../parts/lacks.ts';
import { configurationDocument, documentWithStages } from '../support/configuration.ts';
import { createScene, type Scene } from '../support/scene.ts';
import { useWorld } from '../support/use-world.ts';
import type { World } from '../support/world.ts';

const LEAD = 'lead@acme.test';
const MALLORY = 'mallory@acme.test';
const ADMINS = { admins: [{ user: 'ada@acme.test' }] };

describe.skipIf(lacks('timeSkippingServer'))('an issue that is moved again and again', () => {
  let environment: TestWorkflowEnvironment;
  let world: World;
  let scene: Scene;
  useWorld(
    () => configurationDocument(ADMINS),
    (open) => {
      ({ environment, world } = open);
    },
  );
  beforeEach(async () => {
    scene = createScene(world);
    await world.configure(configurationDocument(ADMINS));
  });

  const comments = (key: string, part: string): number =>
    (world.jira.issues.get(key)?.comments ?? []).filter((each) => each.key?.startsWith(part)).length;
  const refused = async (key: string): Promise<number> =>
    (await scene.rows(key))
      .filter((row) => row.action === 'decision.refused')
      .reduce((sum, row) => sum + Number(row.details?.count ?? 1), 0);
  /** A move that Leasehold has read: the time in which it reads no more is over. */
  async function moveAndRead(key: string, status: string): Promise<void> {
    await scene.move(key, MALLORY, status);
    await environment.sleep('31 seconds');
  }

  test('is put back five times in ten minutes, then left, and an approver still decides', async () => {
    const key = await scene.waiting({ duration: '30d' });
    for (let n = 1; n <= 5; n += 1) {
      await moveAndRead(key, 'Approved');
      await expect.poll(() => world.statusOf(key)).toBe('Waiting for approval');
      await expect.poll(() => comments(key, 'refused-')).toBe(n);
    }
    await moveAndRead(key, 'Approved');
    await expect.poll(() => comments(key, 'contested-')).toBe(1);
    await moveAndRead(key, 'Denied');
    await moveAndRead(key, 'Approved');
    expect(world.statusOf(key)).toBe('Approved');
    expect([comments(key, 'refused-'), comments(key, 'contested-')]).toEqual([5, 1]);

    const [said] = (world.jira.issues.get(key)?.comments ?? []).filter((each) => each.key?.startsWith('contested-'));
    expect(said?.paragraphs.join(' ')).toContain('leaves it where it is');
    expect(said?.mention?.map((each) => each.email)).toEqual([MALLORY, 'ada@acme.test']);
    expect(world.notified.filter((each) => each.issueKey === key && each.name === 'request.contested')).toHaveLength(1);
    expect((await world.view(key)).state).toBe('awaiting_approval');

    await world.decide(key, LEAD, 'approve');
    await world.until(key, 'active');
    await expect.poll(() => refused(key)).toBe(8);
    const contested = (await scene.rows(key)).filter((row) => row.action === 'request.contested');
    expect(contested).toMatchObject([{ actor: 'leasehold' }]);
  });

  test('is put back again after ten quiet minutes', async () => {
    const key = await scene.waiting();
    for (let n = 1; n <= 6; n += 1) await moveAndRead(key, n % 2 === 0 ? 'Denied' : 'Approved');
    await expect.poll(() => comments(key, 'contested-')).toBe(1);
    await environment.sleep('11 minutes');
    await moveAndRead(key, 'Approved');
    await expect.poll(() => world.statusOf(key)).toBe('Waiting for approval');
    expect(comments(key, 'refused-')).toBe(6);
  });

  test('in one reading: a flood is one row with a count', async () => {
    const key = await scene.waiting();
    for (let n = 0; n < 30; n += 1) world.jira.move(key, MALLORY, n % 2 === 0 ? 'Denied' : 'Approved');
    await world.nudge(key);
    await expect.poll(() => comments(key, 'contested-')).toBe(1);
    await world.decide(key, LEAD, 'deny');
    expect(await world.ended(key)).toBe('denied');
    expect([comments(key, 'refused-'), comments(key, 'contested-')]).toEqual([5, 1]);
    const rows = (await scene.rows(key)).filter((row) => row.action === 'decision.refused');
    expect(rows.map((row) => row.details?.count)).toEqual([30]);
  });

  test('by an approver who repeats an approval of which more are needed: left too', async () => {
    await world.configure({
      ...documentWithStages({ approvers: [{ user: LEAD }, { user: 'eve@acme.test' }], require: 2 }),
      ...ADMINS,
    });
    const key = await scene.waiting();
    for (let n = 0; n < 8; n += 1) world.jira.move(key, LEAD, 'Approved');
    await world.nudge(key);
    await expect.poll(() => comments(key, 'contested-')).toBe(1);
    expect(comments(key, 'counted-')).toBe(6);
    expect(await refused(key)).toBe(0);
    await world.decide(key, 'eve@acme.test', 'approve');
    await world.until(key, 'active');
  });

  const asked = (key: string): number => comments(key, 'asked-');
  /** An automation answers each question with an edit. */
  async function editAndRead(key: string, n: number): Promise<void> {
    world.jira.edit(key, 'robot@acme.test', { duration: n % 2 === 0 ? '2h' : '1h' }, ['duration']);
    await world.nudge(key);
    await environment.sleep('31 seconds');
  }

  test('and edited again and again: asked about six times, then once an hour, which is said once', async () => {
    const key = await scene.waiting({ duration: '1h' });
    for (let n = 0; n < 10; n += 1) await editAndRead(key, n);
    await expect.poll(() => comments(key, 'edited-')).toBe(6);
    expect(asked(key)).toBe(6);
    await environment.sleep('1 hour');
    await expect.poll(() => asked(key)).toBe(7);
    await editAndRead(key, 10);
    await environment.sleep('30 minutes');
    expect([asked(key), comments(key, 'edited-')]).toEqual([7, 6]);
    const contested = (await scene.rows(key)).filter((row) => row.action === 'request.contested');
    expect(contested).toMatchObject([{ reason: expect.stringContaining('an admin finds out what edits it') }]);
    const edits = (await scene.rows(key)).filter((row) => row.action === 'request.edited');
    expect(edits.length).toBeGreaterThanOrEqual(10);
    await environment.sleep('31 minutes');
    await expect.poll(() => asked(key)).toBe(8);
    await world.decide(key, LEAD, 'approve');
    await world.until(key, 'active');
  });

  test('and edited again and again is given up at once while it is not asked about', async () => {
    const key = await scene.waiting({ duration: '1h' });
    for (let n = 0; n < 7; n += 1) await editAndRead(key, n);
    await scene.move(key, scene.alice, 'Canceled');
    expect(await world.ended(key)).toBe('withdrawn');
    expect(asked(key)).toBe(6);
  });
});
