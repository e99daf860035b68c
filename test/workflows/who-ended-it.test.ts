/** What the trail says of edits while access is held, and of removals that come too late. */
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { lacks } from '../parts/lacks.ts';
import { configurationDocument } from '../support/configuration.ts';
import { accountFor } from '../support/fake-jira.ts';
import { createScene, type Scene } from '../support/scene.ts';
import { useWorld } from '../support/use-world.ts';
import type { World } from '../support/world.ts';

describe.skipIf(lacks('timeSkippingServer'))('the trail', () => {
  let environment: TestWorkflowEnvironment;
  let world: World;
  let scene: Scene;
  useWorld(configurationDocument, (open) => {
    ({ environment, world } = open);
  });
  beforeEach(() => {
    scene = createScene(world);
  });

  test('an edit of access that is held changes nothing, and the trail names its author', async () => {
    const key = await scene.approved({ duration: '1h' });
    world.jira.edit(key, 'mallory@acme.test', { duration: '20d' }, ['duration']);
    await world.nudge(key);
    await environment.sleep('1 minute');
    const edits = async () => {
      const { items } = await world.store.audit.list({ requestKey: key, limit: 100 });
      return items.filter(({ action }) => action === 'request.edited');
    };
    await expect.poll(edits).toMatchObject([{ actor: 'mallory@acme.test', details: { fields: ['duration'] } }]);
    expect(await world.ended(key)).toBe('expired');
    const [lease] = await world.store.ledger.leasesOfRequest(key);
    expect(Date.parse(lease?.endedAt ?? '') - Date.parse(lease?.startedAt ?? '')).toBeLessThan(2 * 3_600_000);
  });

  test('a removal of access that ends while it waits does not say that its requester ended it', async () => {
    const key = await scene.approved({ duration: '1h' });
    const removal = scene.nextKey();
    world.jira.raise(removal, {
      by: 'bob@acme.test',
      subject: accountFor(scene.alice),
      requestType: 'Request Access Removal',
    });
    await world.nudge(removal);
    await world.until(removal, 'awaiting_approval');
    await environment.sleep('61 minutes');
    await world.until(key, 'expired');
    world.jira.move(removal, 'owner@acme.test', 'Approved');
    await world.nudge(removal);
    expect(await world.ended(removal)).toBe('revoked');
    const { items } = await world.store.audit.list({ requestKey: removal, limit: 100 });
    const row = items.find(({ action }) => action === 'access.removed');
    expect(row).toMatchObject({
      actor: 'leasehold',
      reason: 'Access to Okta / Admin had ended before it was to be removed.',
    });
  });
});
