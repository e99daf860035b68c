import { describe, expect, test } from 'vitest';
import { lacks } from '../parts/lacks.ts';
import { configurationDocument, rule, stage } from '../support/configuration.ts';
import { useWorld } from '../support/use-world.ts';
import type { World } from '../support/world.ts';

const DAY = 24 * 60 * 60_000;

describe.skipIf(lacks('timeSkippingServer'))('while a request waits', () => {
  let world: World;
  useWorld(configurationDocument, (open) => {
    world = open.world;
  });

  async function waiting(key: string): Promise<void> {
    world.jira.raise(key, { by: `${key.toLowerCase()}@acme.test`, duration: '2d' });
    await world.nudge(key);
    await world.until(key, 'awaiting_approval');
  }

  test('a rule that is changed, or gone, does not touch it: what was planned is what is carried out', async () => {
    await waiting('ACCESS-1');
    await world.configure(
      configurationDocument({
        rules: [
          rule({ approval: { stages: [stage({ approvers: [{ user: 'new@acme.test' }] })] }, duration: { max: '1h' } }),
        ],
      }),
    );
    world.jira.move('ACCESS-1', 'new@acme.test', 'Approved');
    await world.nudge('ACCESS-1');
    await expect.poll(() => world.said('ACCESS-1')).toContain('"new" is not an approver');
    await world.configure(configurationDocument({ rules: [] }));
    world.jira.move('ACCESS-1', 'lead@acme.test', 'Approved');
    await world.nudge('ACCESS-1');
    await world.until('ACCESS-1', 'active');
    const [lease] = await world.store.ledger.leasesOfRequest('ACCESS-1');
    expect(lease).toMatchObject({ rule: 'okta-admin', revision: 1, durationMs: 2 * DAY });
    expect(await world.ended('ACCESS-1')).toBe('expired');
  });

  test('a delegate decides in another’s place between two dates, and neither before nor after', async () => {
    const now = Date.parse(await world.now());
    const at = (days: number): string => new Date(now + days * DAY).toISOString();
    const delegates = [
      { from: 'lead@acme.test', to: 'former@acme.test', start: at(-20), end: at(-10) },
      { from: 'lead@acme.test', to: 'deputy@acme.test', start: at(-1), end: at(30) },
      { from: 'lead@acme.test', to: 'later@acme.test', start: at(40), end: at(50) },
    ];
    await world.configure(configurationDocument({ delegates }));
    await waiting('ACCESS-2');
    const asked = (await world.view('ACCESS-2')).stages[0]?.approvers.map(({ email, via }) => `${email} (${via})`);
    expect(asked).toEqual(['lead@acme.test (user)', 'deputy@acme.test (in place of lead@acme.test)']);
    for (const who of ['former@acme.test', 'later@acme.test'])
      await expect(world.decide('ACCESS-2', who, 'approve')).rejects.toThrow();
    await world.decide('ACCESS-2', 'deputy@acme.test', 'approve');
    await world.until('ACCESS-2', 'active');
    expect((await world.view('ACCESS-2')).decisions).toMatchObject([
      { by: 'deputy@acme.test', inPlaceOf: 'lead@acme.test', decision: 'approve' },
    ]);
  });
});
