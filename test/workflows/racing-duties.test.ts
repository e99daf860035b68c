import { describe, expect, test } from 'vitest';
import { lacks } from '../parts/lacks.ts';
import { configurationDocument, rule } from '../support/configuration.ts';
import { createScene } from '../support/scene.ts';
import { useWorld } from '../support/use-world.ts';
import type { World } from '../support/world.ts';

const levels = ['Admin', 'Viewer'].map((accessLevel) => ({ application: 'okta', accessLevel }));

describe.skipIf(lacks('timeSkippingServer'))('two requests for what one person may not hold together', () => {
  let world: World;

  useWorld(
    () =>
      configurationDocument({
        rules: [rule({ accessLevel: '*' })],
        separationOfDuties: [{ name: 'watch-or-rule', conflicting: levels, effect: 'deny' }],
      }),
    (open) => {
      world = open.world;
    },
  );

  test('are both approved at once: one is given, and the other declined with what it conflicts with', async () => {
    const scene = createScene(world);
    const admin = await scene.waiting({ accessType: 'Admin' });
    const viewer = await scene.waiting({ accessType: 'Viewer' });
    await Promise.all([admin, viewer].map((key) => scene.move(key, 'lead@acme.test', 'Approved')));
    const states = async () => {
      const views = await Promise.all([admin, viewer].map((key) => world.view(key)));
      return views.map((view) => view.state).sort();
    };
    await expect.poll(states, { timeout: 20_000 }).toEqual(['active', 'declined']);

    const adminWon = (await world.view(admin)).state === 'active';
    expect([scene.holds('admins'), scene.holds('viewers')]).toEqual([adminWon, !adminWon]);
    const [refused, wanted, held] = adminWon ? [viewer, 'Viewer', 'Admin'] : [admin, 'Admin', 'Viewer'];
    const sentence = `Okta / ${wanted} may not be held together with Okta / ${held}`;
    await expect.poll(() => world.said(refused)).toContain(sentence);
    await expect.poll(() => world.said(refused)).toContain('watch-or-rule');
    await expect.poll(() => world.statusOf(refused)).toBe('Declined');
    expect(await world.ended(refused)).toBe('declined');
    expect(await world.store.ledger.leasesOfRequest(refused)).toEqual([]);
    const actions = (await scene.rows(refused)).map((row) => row.action);
    expect(actions).toContain('request.declined');
    expect(actions).not.toContain('lease.opened');
  });

  test('is given one of them outside Leasehold while the request for the other waits: that is declined', async () => {
    const scene = createScene(world);
    const key = await scene.waiting({ accessType: 'Admin' });
    const viewers = world.okta.members.get('viewers') ?? new Set();
    world.okta.members.set('viewers', viewers.add(scene.alice));
    await scene.move(key, 'lead@acme.test', 'Approved');
    expect(await world.ended(key)).toBe('declined');
    expect(world.said(key)).toContain('held at the provider though not given through Leasehold');
    expect(scene.holds('admins')).toBe(false);
    expect(await world.store.ledger.leasesOfRequest(key)).toEqual([]);
  });
});
