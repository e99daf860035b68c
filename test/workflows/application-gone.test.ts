import { describe, expect, test } from 'vitest';
import { lacks } from '../parts/lacks.ts';
import { configurationDocument } from '../support/configuration.ts';
import { createScene } from '../support/scene.ts';
import { useWorld } from '../support/use-world.ts';
import type { World } from '../support/world.ts';

const HOUR = 3_600_000;
/** The tolerance for the run's own work. */
const SOON = 120_000;

describe.skipIf(lacks('timeSkippingServer'))('an application that the configuration no longer has', () => {
  let world: World;
  useWorld(
    () => configurationDocument(),
    (open) => {
      ({ world } = open);
    },
  );

  test('access there ends on time, at the provider too, with the address that gave it', async () => {
    const scene = createScene(world);
    const key = await scene.approved({ duration: '8h' });
    await world.configure(configurationDocument({ applications: [], rules: [], identityProvider: undefined }));
    expect(await world.ended(key)).toBe('expired');
    expect(scene.holds('admins')).toBe(false);
    const [lease] = await world.store.ledger.leasesOfRequest(key);
    const lasted = Date.parse(lease?.endedAt ?? '') - Date.parse(lease?.startedAt ?? '');
    expect(lasted).toBeGreaterThanOrEqual(8 * HOUR);
    expect(lasted).toBeLessThan(8 * HOUR + SOON);
    expect((await scene.rows(key)).map((row) => row.action)).toContain('provider.revoked');
  });
});
