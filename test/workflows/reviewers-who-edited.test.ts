/** A reviewer who edited break glass does not review it, also in the eyes of a run that takes it over. */
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { requestWorkflowId } from '../../workflows/contract/ids.ts';
import { lacks } from '../parts/lacks.ts';
import { configurationDocument, rule } from '../support/configuration.ts';
import { createScene, type Scene } from '../support/scene.ts';
import { useWorld } from '../support/use-world.ts';
import type { World } from '../support/world.ts';

const LEAD = 'lead@acme.test';
const SELF_REVIEW = { cause: { type: 'DecisionForbidden' } };

describe.skipIf(lacks('timeSkippingServer'))('a reviewer who edited break glass', () => {
  let environment: TestWorkflowEnvironment;
  let world: World;
  let scene: Scene;
  useWorld(
    () =>
      configurationDocument({
        rules: [rule({ breakGlass: { who: [{ group: 'okta:On-Call' }], max: '3d', reviewWithin: '24h' } })],
        admins: ['ada@acme.test'],
      }),
    (open) => {
      ({ environment, world } = open);
    },
  );
  beforeEach(() => {
    scene = createScene(world);
    world.okta.profiles.set(scene.alice, { email: scene.alice, groups: ['On-Call'], attributes: {} });
  });
  const inReview = async (key: string): Promise<void> => {
    await world.until(key, 'active');
    await expect.poll(async () => (await world.view(key)).review?.id).toBe(`break-glass-${key}`);
  };
  const editedByLead = async (key: string): Promise<boolean> =>
    ((await world.store.requests.kept(key))?.editors ?? []).some((each) => each.email === LEAD);
  /** Broken by alice, and edited by the lead, which is saved. */
  async function broken(): Promise<string> {
    const key = scene.nextKey();
    world.jira.raise(key, { by: scene.alice, breakGlass: true, justification: 'production is down' });
    await world.nudge(key);
    await inReview(key);
    world.jira.edit(key, LEAD, { justification: 'all was planned, no incident' }, ['justification']);
    await world.nudge(key);
    await expect.poll(() => editedByLead(key)).toBe(true);
    await expect(world.review(key, LEAD, 'keep')).rejects.toMatchObject(SELF_REVIEW);
    return key;
  }

  test('does not review it in a run that was started again, whatever was saved since', async () => {
    const key = await broken();
    // A move that is reverted is saved as acted on, and the edit before it with it.
    await scene.move(key, 'mallory@acme.test', 'Denied');
    await expect.poll(() => world.statusOf(key)).toBe('Access Granted');
    await environment.client.workflow.getHandle(requestWorkflowId(key)).terminate('by the test');
    await world.nudge(key);
    await inReview(key);
    await expect(world.review(key, LEAD, 'keep')).rejects.toMatchObject(SELF_REVIEW);
    expect((await world.view(key)).review?.verdict).toBe(null);
  });

  test('is saved beside what people are shown of the request', async () => {
    const key = await broken();
    expect((await world.store.requests.kept(key))?.editors).toMatchObject([{ email: LEAD }]);
    expect(await world.store.requests.get(key)).not.toHaveProperty('editors');
  });
});
