import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ProviderError } from '../../domain/provider-error.ts';
import { lacks } from '../parts/lacks.ts';
import { configurationDocument, rule, stage } from '../support/configuration.ts';
import { createScene, type Scene } from '../support/scene.ts';
import { useWorld } from '../support/use-world.ts';
import type { World } from '../support/world.ts';

describe.skipIf(lacks('timeSkippingServer'))('a stage whose approvers are nobody', () => {
  let world: World;
  let scene: Scene;
  useWorld(configurationDocument, (open) => {
    world = open.world;
  });
  beforeEach(() => {
    scene = createScene(world);
  });
  afterEach(() => {
    world.okta.beforeMembers = () => {};
  });

  async function asked(approvers: object[], more: object = {}, application: object = {}): Promise<readonly string[]> {
    const [okta] = configurationDocument().applications as object[];
    await world.configure(
      configurationDocument({
        applications: [{ ...okta, ...application }],
        rules: [rule({ approval: { stages: [stage({ approvers, ...more })] } })],
        admins: ['ada@acme.test'],
      }),
    );
    const key = await scene.waiting();
    return (await world.view(key)).stages[0]?.approvers.map(({ email, via }) => `${email} (${via})`) ?? [];
  }

  test('an empty group: the fallback of the stage, then the owner, then the admins', async () => {
    const nobody = [{ group: 'okta:Empty' }];
    expect(await asked(nobody, { fallback: [{ user: 'carol@acme.test' }] })).toEqual([
      'carol@acme.test (fallback: user)',
    ]);
    expect(await asked(nobody)).toEqual(['owner@acme.test (fallback: owner)']);
    expect(await asked(nobody, {}, { owner: undefined })).toEqual(['ada@acme.test (fallback: user)']);
  });

  test('no manager, or the requester alone', async () => {
    expect(await asked([{ manager: true }])).toEqual(['owner@acme.test (fallback: owner)']);
    world.okta.members.set('Mine', new Set([scene.alice]));
    expect(await asked([{ group: 'okta:Mine' }])).toEqual(['owner@acme.test (fallback: owner)']);
  });

  test.each([
    ['not_found', 'Okta has no group "Gone".'],
    ['invalid', 'Okta has several groups "Gone".'],
  ] as const)(
    'a group that is gone or cannot be told from another (%s) is as good as empty',
    async (kind, sentence) => {
      world.okta.beforeMembers = (group) => {
        if (group === 'Gone') throw new ProviderError(kind, sentence, { system: 'okta' });
      };
      expect(await asked([{ group: 'okta:Gone' }])).toEqual(['owner@acme.test (fallback: owner)']);
    },
  );

  test('a group that cannot be read just now is waited for: it is not taken for empty', async () => {
    let refused = 0;
    world.okta.members.set('Peers', new Set(['peer@acme.test']));
    world.okta.beforeMembers = () => {
      refused += 1;
      if (refused < 3) throw new ProviderError('unavailable', 'Okta is away.', { system: 'okta' });
    };
    expect(await asked([{ group: 'okta:Peers' }])).toEqual(['peer@acme.test (group okta:Peers)']);
  });

  test('an admins’ group that is gone does not hold a removal up', async () => {
    world.okta.beforeMembers = () => {
      throw new ProviderError('not_found', 'Okta has no such group.', { system: 'okta' });
    };
    await world.configure(
      configurationDocument({ rules: [rule({ approval: undefined })], admins: [{ group: 'okta:Gone' }] }),
    );
    world.jira.raise(scene.key, { by: scene.alice });
    await world.nudge(scene.key);
    await world.until(scene.key, 'active');
    const removal = await scene.nextKey();
    world.jira.raise(removal, { by: scene.alice, requestType: 'Request Access Removal' });
    await world.nudge(removal);
    expect(await world.ended(removal)).toBe('revoked');
    expect(await world.ended(scene.key)).toBe('revoked');
  });
});
