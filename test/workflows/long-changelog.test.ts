/** A changelog that is read in portions: a decision does not count if an edit follows it, in whatever portion. */
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { lacks } from '../parts/lacks.ts';
import { configurationDocument, rule } from '../support/configuration.ts';
import { createScene, type Scene } from '../support/scene.ts';
import { useWorld } from '../support/use-world.ts';
import type { World } from '../support/world.ts';

const [LEAD, MALLORY] = ['lead@acme.test', 'mallory@acme.test'];

describe.skipIf(lacks('timeSkippingServer'))('an approval that many changes follow', () => {
  let environment: TestWorkflowEnvironment;
  let world: World;
  let scene: Scene;
  useWorld(
    () => configurationDocument({ rules: [rule(), rule({ key: 'okta-viewer', accessLevel: 'Viewer' })] }),
    (open) => {
      ({ environment, world } = open);
    },
  );
  beforeEach(() => {
    scene = createScene(world);
  });
  const moves = (key: string, times: number): void => {
    for (let n = 0; n < times; n += 1) world.jira.move(key, MALLORY, n % 2 === 0 ? 'Waiting for approval' : 'Approved');
  };

  test('does not count if one of them is an edit: it is planned and asked again', async () => {
    const key = await scene.waiting({ duration: '10m' });
    world.jira.move(key, LEAD, 'Approved');
    moves(key, 150);
    world.jira.edit(key, scene.alice, { accessType: 'Viewer' }, ['accessType']);
    await world.nudge(key);
    await expect.poll(async () => (await world.view(key)).accessLevel).toBe('Viewer');
    await world.until(key, 'awaiting_approval');
    expect((await world.view(key)).decisions).toEqual([]);
    expect(await world.store.ledger.leasesOfRequest(key)).toEqual([]);
  });

  test('counts if none of them is an edit', async () => {
    const key = await scene.waiting({ duration: '10m' });
    world.jira.move(key, LEAD, 'Approved');
    moves(key, 150);
    await world.nudge(key);
    await world.until(key, 'active');
  });

  test('does not count if they are more than are read at once, and its author learns it', async () => {
    const key = await scene.waiting({ duration: '10m' });
    world.jira.move(key, LEAD, 'Approved');
    for (let n = 0; n < 1_100; n += 1) world.jira.edit(key, MALLORY, {}, []);
    await world.nudge(key);
    await expect.poll(() => world.said(key)).toContain('an edit may be among the changes');
    await expect.poll(() => world.statusOf(key)).toBe('Waiting for approval');
    expect((await world.view(key)).decisions).toEqual([]);
    await environment.sleep('1 minute');
    await scene.move(key, LEAD, 'Approved');
    await world.until(key, 'active');
  });
});
