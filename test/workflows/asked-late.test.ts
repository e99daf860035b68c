/** The time to decide, and which decisions count, while Jira is away when a stage opens. */
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { ProviderError } from '../../domain/provider-error.ts';
import { lacks } from '../parts/lacks.ts';
import { configurationDocument, documentWithStages } from '../support/configuration.ts';
import { createScene, type Scene } from '../support/scene.ts';
import { useWorld } from '../support/use-world.ts';
import type { World } from '../support/world.ts';

const HOUR = 3_600_000;

describe.skipIf(lacks('timeSkippingServer'))('a question that is asked late', () => {
  let environment: TestWorkflowEnvironment;
  let world: World;
  let scene: Scene;
  useWorld(configurationDocument, (open) => {
    ({ environment, world } = open);
  });
  beforeEach(() => {
    scene = createScene(world);
  });

  /** Jira takes no comment while `work` runs. */
  async function unasked(key: string, work: () => Promise<void>): Promise<void> {
    const { side } = world.jira;
    const { comment } = side;
    side.comment = async () => {
      throw new ProviderError('unavailable', 'Jira is unavailable.', { system: 'jira' });
    };
    world.jira.raise(key, { by: scene.alice });
    await world.nudge(key);
    await work();
    side.comment = comment;
    // The next attempt.
    await environment.sleep('6 minutes');
    await world.until(key, 'awaiting_approval');
  }

  test('declines nobody for time before it stands on the issue, and from then on after the whole time', async () => {
    await world.configure(documentWithStages({ declineAfter: '2h' }));
    const key = scene.nextKey();
    await unasked(key, async () => {
      await environment.sleep('5 hours');
      expect((await world.view(key)).state).toBe('awaiting_approval');
    });
    const openedAt = Date.parse((await world.view(key)).stages[0]?.openedAt ?? '');
    expect(await world.ended(key)).toBe('declined');
    const declined = (await scene.rows(key)).find((row) => row.action === 'request.declined');
    expect(Date.parse(declined?.at ?? '')).toBeGreaterThanOrEqual(openedAt + 2 * HOUR);
    expect(await scene.after(key, 'request.declined')).toBeGreaterThanOrEqual(7 * HOUR);
  });

  test('takes no move and no answer of Jira from before it, and says so; the same again counts', async () => {
    await world.configure(documentWithStages({ approvers: [{ user: 'lead@acme.test' }, { user: 'owner@acme.test' }] }));
    const key = scene.nextKey();
    await unasked(key, async () => {
      await expect.poll(async () => (await world.view(key)).state).toBe('awaiting_approval');
      world.jira.answer(key, 'owner@acme.test', 'approve');
      world.jira.move(key, 'lead@acme.test', 'Approved');
      await world.nudge(key);
    });
    await expect.poll(() => world.statusOf(key)).toBe('Waiting for approval');
    await expect.poll(() => world.said(key).match(/decided before the question/g)).toHaveLength(2);
    expect(await world.view(key)).toMatchObject({ state: 'awaiting_approval', decisions: [] });
    expect(scene.holds('admins')).toBe(false);
    await scene.move(key, 'lead@acme.test', 'Approved');
    await world.until(key, 'active');
  });
});
