/** Approvers are approvers when their decision counts: groups, accounts, delegations and owners of that moment. */
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ProviderError } from '../../domain/provider-error.ts';
import { lacks } from '../parts/lacks.ts';
import { configurationDocument, documentWithStages, rule, stage } from '../support/configuration.ts';
import { accountFor } from '../support/fake-jira.ts';
import { createScene, type Scene } from '../support/scene.ts';
import { useWorld } from '../support/use-world.ts';
import type { World } from '../support/world.ts';

const HOUR = 3_600_000;
const SECURITY = [{ group: 'okta:Security' }];

describe.skipIf(lacks('timeSkippingServer'))('a decision counts only of a person who', () => {
  let environment: TestWorkflowEnvironment;
  let world: World;
  let scene: Scene;
  useWorld(configurationDocument, (open) => {
    ({ environment, world } = open);
  });
  beforeEach(async () => {
    scene = createScene(world);
    world.okta.members.set('Security', new Set(['sam@acme.test', 'sue@acme.test']));
    await world.configure(documentWithStages({ approvers: SECURITY }));
  });
  afterEach(() => {
    world.okta.suspended.clear();
    world.okta.unknown.clear();
    world.jira.inactive.clear();
    world.okta.beforeMembers = () => {};
  });

  const dropped = async (key: string) =>
    (await scene.rows(key)).filter((row) => row.action === 'approver.dropped').map((row) => row.details);
  const askedNow = async (key: string) =>
    (await world.view(key)).stages.find((each) => each.state === 'open')?.approvers.map((each) => each.email);

  test('is in the group still: one who left it and whose account is gone does not give access', async () => {
    const key = await scene.waiting();
    world.okta.members.get('Security')?.delete('sam@acme.test');
    world.okta.unknown.add('sam@acme.test');
    await expect(world.decide(key, 'sam@acme.test', 'approve')).rejects.toThrow();
    await scene.move(key, 'sam@acme.test', 'Approved');
    await expect.poll(() => world.said(key)).toContain('"sam" is not an approver of the open stage');
    await expect.poll(() => world.statusOf(key)).toBe('Waiting for approval');
    expect(scene.holds('admins')).toBe(false);
    expect(await dropped(key)).toEqual([{ stage: 0, who: ['sam@acme.test'] }]);
    expect(await askedNow(key)).toEqual(['sue@acme.test']);
    await world.decide(key, 'sue@acme.test', 'approve');
    await world.until(key, 'active');
  });

  test('is in the group still: by a move in Jira, with a sentence', async () => {
    const key = await scene.waiting();
    world.okta.members.get('Security')?.delete('sam@acme.test');
    await scene.move(key, 'sam@acme.test', 'Approved');
    await expect.poll(() => world.said(key)).toContain('is no approver of this stage any more');
    expect(scene.holds('admins')).toBe(false);
    expect((await world.view(key)).decisions).toEqual([]);
  });

  test('has an active account, by the identity provider and by Jira', async () => {
    const key = await scene.waiting();
    world.okta.suspended.add('sam@acme.test');
    world.jira.inactive.add(accountFor('sue@acme.test').accountId);
    await expect(world.decide(key, 'sam@acme.test', 'approve')).rejects.toThrow();
    await expect(world.decide(key, 'sue@acme.test', 'approve')).rejects.toThrow();
    expect(scene.holds('admins')).toBe(false);
    // Nobody is left, so the stage is asked again: of the owner.
    await expect.poll(() => askedNow(key)).toEqual(['owner@acme.test']);
    await expect.poll(() => world.said(key)).toContain('Others are asked in their place');
    await world.decide(key, 'owner@acme.test', 'approve');
    await world.until(key, 'active');
  });

  test('stands in for another within the delegation’s period', async () => {
    const now = Date.parse(await world.now());
    const period = { start: new Date(now - HOUR).toISOString(), end: new Date(now + HOUR).toISOString() };
    await world.configure(
      configurationDocument({ delegates: [{ from: 'lead@acme.test', to: 'deputy@acme.test', ...period }] }),
    );
    const key = await scene.waiting();
    expect(await askedNow(key)).toEqual(['lead@acme.test', 'deputy@acme.test']);
    await environment.sleep('2 hours');
    await expect(world.decide(key, 'deputy@acme.test', 'approve')).rejects.toThrow();
    await scene.move(key, 'deputy@acme.test', 'Approved');
    await expect.poll(() => world.said(key)).toContain('"deputy" is not an approver');
    expect(scene.holds('admins')).toBe(false);
    await world.decide(key, 'lead@acme.test', 'approve');
    await world.until(key, 'active');
  });

  test('owns the application still', async () => {
    await world.configure(documentWithStages({ approvers: [{ owner: true }] }));
    const key = await scene.waiting();
    const [okta] = configurationDocument().applications as object[];
    await world.configure({
      ...documentWithStages({ approvers: [{ owner: true }] }),
      applications: [{ ...okta, owner: 'next@acme.test' }],
    });
    await expect(world.decide(key, 'owner@acme.test', 'approve')).rejects.toThrow();
    await expect.poll(() => askedNow(key)).toEqual(['next@acme.test']);
    await world.decide(key, 'next@acme.test', 'approve');
    await world.until(key, 'active');
  });

  test('still is one when the last decision counts: an early yes goes with the one who gave it', async () => {
    world.okta.members.set('Security', new Set(['sam@acme.test', 'sue@acme.test', 'sid@acme.test']));
    await world.configure(documentWithStages({ approvers: SECURITY, require: 2 }));
    const key = await scene.waiting();
    await world.decide(key, 'sam@acme.test', 'approve');
    world.okta.members.get('Security')?.delete('sam@acme.test');
    await world.decide(key, 'sue@acme.test', 'approve');
    await expect.poll(() => dropped(key)).toEqual([{ stage: 0, who: ['sam@acme.test'] }]);
    await expect.poll(() => world.said(key)).toContain('No longer an approver of this request');
    expect((await world.view(key)).state).toBe('awaiting_approval');
    expect(scene.holds('admins')).toBe(false);
    await scene.move(key, 'sid@acme.test', 'Approved');
    await world.until(key, 'active');
  });

  test('is asked again where too few are left: the votes of those who still are approvers count on', async () => {
    await world.configure(documentWithStages({ approvers: SECURITY, require: 2 }));
    const key = await scene.waiting();
    await world.decide(key, 'sue@acme.test', 'approve');
    world.okta.members.set('Security', new Set(['sue@acme.test', 'sid@acme.test']));
    await expect(world.decide(key, 'sam@acme.test', 'approve')).rejects.toThrow();
    await expect.poll(() => askedNow(key)).toEqual(['sue@acme.test', 'sid@acme.test']);
    await world.decide(key, 'sid@acme.test', 'approve');
    await world.until(key, 'active');
    expect((await world.view(key)).decisions.map((each) => each.by)).toEqual(['sue@acme.test', 'sid@acme.test']);
  });

  test('the directory knows: a decision waits until it answers, but no withdrawal does, nor one made after it', async () => {
    const [withdrawn, both, decided] = [await scene.waiting(), await scene.waiting(), await scene.waiting()];
    world.okta.beforeMembers = () => {
      throw new ProviderError('unavailable', 'Okta is unavailable.', { system: 'okta' });
    };
    await scene.move(decided, 'sam@acme.test', 'Approved');
    await scene.move(both, 'sam@acme.test', 'Approved');
    await scene.move(withdrawn, scene.alice, 'Revoked');
    await scene.move(both, scene.alice, 'Revoked');
    for (const key of [withdrawn, both])
      await expect.poll(async () => (await world.view(key)).state, { timeout: 20_000 }).toBe('withdrawn');
    expect((await world.view(decided)).state).toBe('awaiting_approval');
    world.okta.beforeMembers = () => {};
    await expect.poll(async () => (await world.view(decided)).state, { timeout: 60_000 }).toBe('active');
  });
});

describe.skipIf(lacks('timeSkippingServer'))('a named approver with an inactive account', () => {
  let world: World;
  let scene: Scene;
  useWorld(configurationDocument, (open) => {
    world = open.world;
  });
  beforeEach(() => {
    scene = createScene(world);
  });

  test.each([
    ['suspended in the identity provider', 'Okta', () => world.okta.suspended.add('lead@acme.test')],
    ['deactivated in Jira', 'Jira', () => world.jira.inactive.add(accountFor('lead@acme.test').accountId)],
  ])('(%s) is no seat, and the issue says so at once', async (_what, where, makeInactive) => {
    makeInactive();
    const key = await scene.waiting();
    world.okta.suspended.clear();
    world.jira.inactive.clear();
    const [asked] = (await world.view(key)).stages;
    expect(asked?.approvers).toMatchObject([{ email: 'owner@acme.test', via: 'fallback: owner' }]);
    expect(world.said(key)).toContain(`lead@acme.test is not asked: ${where} has no active account of theirs.`);
    await world.decide(key, 'owner@acme.test', 'approve');
    await world.until(key, 'active');
    await expect.poll(async () => (await scene.rows(key)).map((row) => row.action)).toContain('approver.dropped');
  });

  test('an identity provider that does not answer keeps nobody from being asked', async () => {
    const { findSubject } = world.okta.connector;
    let broken = true;
    world.okta.connector.findSubject = async (query, context) => {
      if (broken && query.email === 'lead@acme.test')
        throw new ProviderError('unavailable', 'Okta is unavailable.', { system: 'okta' });
      return findSubject(query, context);
    };
    const key = await scene.waiting();
    expect((await world.view(key)).stages[0]?.approvers).toMatchObject([{ email: 'lead@acme.test', via: 'user' }]);
    broken = false;
    await world.decide(key, 'lead@acme.test', 'approve');
    await world.until(key, 'active');
    world.okta.connector.findSubject = findSubject;
  });

  test('a turn goes only to a person whom the identity provider knows, and a delegate is one too', async () => {
    world.okta.unknown.add('ghost@acme.test');
    const now = Date.parse(await world.now());
    const period = { start: new Date(now - HOUR).toISOString(), end: new Date(now + HOUR).toISOString() };
    await world.configure(
      configurationDocument({ delegates: [{ from: 'lead@acme.test', to: 'ghost@acme.test', ...period }] }),
    );
    const key = await scene.waiting();
    expect((await world.view(key)).stages[0]?.approvers.map((each) => each.email)).toEqual(['lead@acme.test']);
    expect(world.said(key)).toContain('ghost@acme.test is not asked');
    await expect(world.reassign(key, 'lead@acme.test', 'ghost@acme.test')).rejects.toMatchObject({
      cause: { message: expect.stringContaining('Okta has no active account of ghost@acme.test') },
    });
    world.okta.unknown.clear();
    await world.reassign(key, 'lead@acme.test', 'bob@acme.test');
    await world.decide(key, 'bob@acme.test', 'approve');
    await world.until(key, 'active');
  });

  test('a turn that was handed on ends with the seat of the person who handed it on', async () => {
    world.okta.members.set('Security', new Set(['sam@acme.test', 'sue@acme.test']));
    await world.configure(documentWithStages({ approvers: SECURITY }));
    const key = await scene.waiting();
    await world.reassign(key, 'sam@acme.test', 'bob@acme.test');
    world.okta.members.get('Security')?.delete('sam@acme.test');
    await expect(world.decide(key, 'bob@acme.test', 'approve')).rejects.toThrow();
    expect(scene.holds('admins')).toBe(false);
  });
});

describe.skipIf(lacks('timeSkippingServer'))('one from each', () => {
  let world: World;
  let scene: Scene;
  useWorld(
    () =>
      configurationDocument({
        rules: [
          rule({ approval: { stages: [stage({ approvers: [...SECURITY, { owner: true }], require: { each: 1 } })] } }),
        ],
      }),
    (open) => {
      world = open.world;
    },
  );
  beforeEach(() => {
    scene = createScene(world);
    world.okta.members.set('Security', new Set(['sam@acme.test', 'sue@acme.test']));
  });

  test('two of the group are not enough, one of it and the owner are', async () => {
    const key = await scene.waiting();
    expect(world.said(key)).toContain(
      '1 of each must approve, and each person counts once: group okta:Security; owner.',
    );
    await world.decide(key, 'sam@acme.test', 'approve');
    await expect.poll(() => world.said(key)).toContain('1 of 2. It waits for approval by: owner.');
    await world.decide(key, 'sue@acme.test', 'approve');
    expect((await world.view(key)).state).toBe('awaiting_approval');
    await scene.move(key, 'owner@acme.test', 'Approved');
    await world.until(key, 'active');
    expect((await world.view(key)).stages).toMatchObject([{ require: 2, each: { count: 1 } }]);
  });

  test('an owner in the group is one of the two, and no other than they are now', async () => {
    world.okta.members.get('Security')?.add('owner@acme.test');
    const key = await scene.waiting();
    await world.decide(key, 'owner@acme.test', 'approve');
    expect((await world.view(key)).state).toBe('awaiting_approval');
    await world.decide(key, 'sue@acme.test', 'approve');
    await world.until(key, 'active');
  });

  test('owns all applications of a role that had one owner: with two owners since, neither decides for both', async () => {
    const [okta] = configurationDocument().applications as object[];
    const ownedBy = (second: string) => {
      const system = (key: string, owner: string) => ({
        ...okta,
        key,
        name: key.toUpperCase(),
        owner,
        accessLevels: [{ name: 'User', entitlements: [{ type: 'group', id: `${key}-users` }] }],
      });
      const approval = { stages: [stage(), stage({ approvers: [{ owner: true }] })] };
      const includes = ['one', 'two'].map((application) => ({ application, accessLevel: 'User' }));
      return configurationDocument({
        applications: [okta, system('one', 'olga@acme.test'), system('two', second)],
        rules: ['one', 'two'].map((key) => rule({ key, application: key, accessLevel: 'User', approval })),
        roles: [{ key: 'engineer', name: 'Engineer', includes }],
        admins: [{ user: 'ada@acme.test' }],
      });
    };
    await world.configure(ownedBy('olga@acme.test'));
    const key = await scene.waiting({ application: 'Engineer', accessType: undefined });
    await world.configure(ownedBy('otto@acme.test'));
    await world.decide(key, 'lead@acme.test', 'approve');
    const asked = async () => (await world.view(key)).stages[1]?.approvers.map((each) => each.email);
    await expect.poll(asked).toEqual(['ada@acme.test']);
    for (const owner of ['otto@acme.test', 'olga@acme.test'])
      await expect(world.decide(key, owner, 'approve')).rejects.toThrow();
    expect(scene.holds('one-users')).toBe(false);
  });
});
