import { beforeEach, describe, expect, test, vi } from 'vitest';
import { ProviderError, SEVERAL_ACCOUNTS } from '../../domain/provider-error.ts';
import { lacks } from '../parts/lacks.ts';
import { configurationDocument } from '../support/configuration.ts';
import { createScene, type Scene } from '../support/scene.ts';
import { useWorld } from '../support/use-world.ts';
import type { World } from '../support/world.ts';

describe.skipIf(lacks('timeSkippingServer'))('B2: standing membership before the request', () => {
  let world: World;
  let scene: Scene;
  useWorld(configurationDocument, (open) => {
    ({ world } = open);
  });
  beforeEach(async () => {
    await world.configure(configurationDocument());
    scene = createScene(world);
  });

  /** Alice is in the group already: given by hand, by a rule, or by another tool. */
  const joined = (): void => {
    const members = world.okta.members.get('admins') ?? new Set<string>();
    world.okta.members.set('admins', members.add(scene.alice));
  };
  const comments = (key: string): string => JSON.stringify(world.jira.issues.get(key)?.comments ?? []);
  const writes = (): string[] => world.okta.calls.filter((call) => call.includes(scene.alice));

  test('is told to requester and approvers before asking, kept at the end, and told then', async () => {
    joined();
    const key = await scene.waiting({ duration: '1d' });
    const told = 'outside Leasehold (admins); nothing changes, and nothing will be taken at the end.';
    await expect.poll(() => comments(key)).toContain(told);
    expect((await world.store.requests.get(key))?.heldBefore).toMatchObject([
      { application: 'okta', accessLevel: 'Admin', whole: true, keep: true, sentence: expect.stringContaining(told) },
    ]);
    await scene.move(key, 'lead@acme.test', 'Approved');
    await world.until(key, 'active');
    await expect.poll(() => comments(key)).toContain('held it already, outside Leasehold, so nothing was changed');
    expect(await world.ended(key)).toBe('expired');
    expect(scene.holds('admins')).toBe(true);
    expect(writes()).toEqual([]);
    await expect.poll(() => comments(key)).toContain('keeps it, because they have it outside Leasehold');
    expect((await scene.rows(key)).map(({ action }) => action)).toContain('provider.kept');
  });

  test('ends with the lease where heldBefore: take says so, which is told before asking', async () => {
    const [okta] = configurationDocument().applications as object[];
    await world.configure(configurationDocument({ applications: [{ ...okta, heldBefore: 'take' }] }));
    joined();
    const key = await scene.waiting({ duration: '1d' });
    await expect.poll(() => comments(key)).toContain('nothing changes, and it ends with this access.');
    await scene.move(key, 'lead@acme.test', 'Approved');
    await world.until(key, 'active');
    expect(await world.ended(key)).toBe('expired');
    expect(scene.holds('admins')).toBe(false);
  });

  test('B5: of two accounts with one e-mail nobody is guessed: declined, with a sentence that names identities', async () => {
    const sentence = `Okta has several accounts with the e-mail address ${scene.alice}; name the right login in "identities" of the configuration.`;
    const { findSubject } = world.okta.connector;
    const finding = vi.spyOn(world.okta.connector, 'findSubject').mockImplementation(async (query, call) => {
      if (query.email !== scene.alice) return findSubject(query, call);
      throw new ProviderError('invalid', sentence, { system: 'okta', code: SEVERAL_ACCOUNTS });
    });
    world.jira.raise(scene.key, { by: scene.alice });
    await world.nudge(scene.key);
    await world.until(scene.key, 'declined');
    finding.mockRestore();
    expect((await world.store.requests.get(scene.key))?.reason).toBe(sentence);
  });

  test('is never what a lease of ours gave, also while it lasts', async () => {
    const first = await scene.approved({ duration: '1d' });
    const second = await scene.waiting({ duration: '2d' });
    expect(second).not.toBe(first);
    expect((await world.store.requests.get(second))?.heldBefore).toBeUndefined();
    await scene.move(second, 'lead@acme.test', 'Approved');
    await world.until(second, 'active');
    expect(await world.ended(second)).toBe('expired');
    expect(scene.holds('admins')).toBe(false);
  });
});
