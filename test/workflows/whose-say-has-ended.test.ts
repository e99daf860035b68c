/** People who were asked, and whose say has ended since: handed turns, deleted accounts, ends, entries of "one from each". */
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lacks } from '../parts/lacks.ts';
import { configurationDocument, documentWithStages, rule, stage } from '../support/configuration.ts';
import { createScene, type Scene } from '../support/scene.ts';
import { useWorld } from '../support/use-world.ts';
import type { World } from '../support/world.ts';

const HOUR = 3_600_000;
const LEAD = 'lead@acme.test';
const OWNER = 'owner@acme.test';
const SAM = 'sam@acme.test';
const SUE = 'sue@acme.test';
const BOB = 'bob@acme.test';
const ZED = 'zed@acme.test';
const SECURITY = [{ group: 'okta:Security' }];

describe.skipIf(lacks('timeSkippingServer'))('a person whose say has ended', () => {
  let environment: TestWorkflowEnvironment;
  let world: World;
  let scene: Scene;
  useWorld(configurationDocument, (open) => {
    ({ environment, world } = open);
  });
  beforeEach(async () => {
    scene = createScene(world);
    world.okta.members.set('Security', new Set([SAM, SUE]));
    world.okta.members.set('Deputies', new Set([BOB]));
    await world.configure(documentWithStages({ approvers: SECURITY }));
  });
  afterEach(() => {
    world.okta.suspended.clear();
    world.okta.unknown.clear();
  });

  /** Bob stands in for the lead for an hour. */
  async function delegated(): Promise<string> {
    const now = Date.parse(await world.now());
    const period = { start: new Date(now - HOUR).toISOString(), end: new Date(now + HOUR).toISOString() };
    await world.configure(configurationDocument({ delegates: [{ from: LEAD, to: BOB, ...period }] }));
    return scene.waiting();
  }
  const waits = async (key: string): Promise<void> => {
    expect((await world.view(key)).state).toBe('awaiting_approval');
    expect(scene.holds('admins')).toBe(false);
  };
  const askedNow = async (key: string) =>
    (await world.view(key)).stages.find((each) => each.state === 'open')?.approvers.map((each) => each.email);

  describe('hands no turn on', () => {
    test.each([
      ['after the delegation’s end', () => environment.sleep('2 hours')],
      ['with a suspended account', async () => void world.okta.suspended.add(BOB)],
    ])('as a delegate %s', async (_what, end) => {
      const key = await delegated();
      await end();
      await expect(world.reassign(key, BOB, ZED)).rejects.toMatchObject({
        cause: { message: expect.stringContaining('is no approver of this stage any more') },
      });
      await expect(world.decide(key, ZED, 'approve')).rejects.toThrow();
      await waits(key);
      await expect.poll(() => askedNow(key)).toEqual([LEAD]);
    });
  });

  test('a turn that a delegate handed on ends with the delegation, also if it went through two hands', async () => {
    const key = await delegated();
    await world.reassign(key, BOB, ZED);
    await world.reassign(key, ZED, 'yve@acme.test');
    await environment.sleep('2 hours');
    await expect(world.decide(key, 'yve@acme.test', 'approve')).rejects.toThrow();
    await waits(key);
    await world.decide(key, LEAD, 'approve');
    await world.until(key, 'active');
  });

  test('a turn that was handed on within the group of reassignTo ends when its holder leaves the group', async () => {
    await world.configure(
      documentWithStages({ approvers: [{ user: LEAD }], reassignTo: [{ group: 'okta:Deputies' }] }),
    );
    const [left, stays] = [await scene.waiting(), await scene.waiting()];
    for (const key of [left, stays]) await world.reassign(key, LEAD, BOB);
    await world.decide(stays, BOB, 'approve');
    await world.until(stays, 'active');
    world.okta.members.get('Deputies')?.delete(BOB);
    await expect(world.decide(left, BOB, 'approve')).rejects.toThrow();
    expect((await world.view(left)).state).toBe('awaiting_approval');
  });

  test('a turn of a stand-in who handed it on stays a stand-in’s', async () => {
    world.okta.members.set('Security', new Set());
    const key = await scene.waiting();
    expect(await askedNow(key)).toEqual([OWNER]);
    await world.reassign(key, OWNER, BOB);
    await world.decide(key, BOB, 'approve');
    await world.until(key, 'active');
  });

  test('a named approver whose account was deleted is no seat, and the issue says so', async () => {
    await world.configure(configurationDocument());
    world.okta.unknown.add(LEAD);
    const key = await scene.waiting();
    expect(await askedNow(key)).toEqual([OWNER]);
    expect(world.said(key)).toContain(`${LEAD} is not asked: Okta has no active account of theirs.`);
    world.okta.unknown.clear();
    const later = await scene.waiting();
    expect(await askedNow(later)).toEqual([LEAD]);
    world.okta.unknown.add(LEAD);
    await expect(world.decide(later, LEAD, 'approve')).rejects.toThrow();
    await expect.poll(() => askedNow(later)).toEqual([OWNER]);
    await waits(later);
  });

  test('a former member does not end the request by "Declined"; a member does', async () => {
    const key = await scene.waiting();
    world.okta.members.get('Security')?.delete(SAM);
    await scene.move(key, SAM, 'Declined');
    await expect.poll(() => world.said(key)).toContain('is not an approver of the open stage');
    await expect.poll(() => world.statusOf(key)).toBe('Waiting for approval');
    await waits(key);
    await scene.move(key, SUE, 'Declined');
    await expect.poll(async () => (await world.view(key)).state).toBe('declined');
  });

  test('a former owner who is an admin too counts for no entry that names the owner', async () => {
    const ADA = 'ada@acme.test';
    const [okta] = configurationDocument().applications as object[];
    const document = (owner: string) => ({
      ...configurationDocument({ admins: [{ user: LEAD }, { user: ADA }] }),
      applications: [{ ...okta, owner }],
      rules: [
        rule({ approval: { stages: [stage({ approvers: [...SECURITY, { owner: true }], require: { each: 1 } })] } }),
      ],
    });
    world.okta.members.set('Security', new Set());
    await world.configure(document(LEAD));
    const key = await scene.waiting();
    await world.configure(document('next@acme.test'));
    await expect(world.decide(key, LEAD, 'approve')).rejects.toThrow();
    await expect.poll(() => askedNow(key)).toContain('next@acme.test');
    await world.decide(key, ADA, 'approve');
    await waits(key);
    await world.decide(key, 'next@acme.test', 'approve');
    await world.until(key, 'active');
  });

  test('the approver of the first stage may leave before the second gives the access: their yes counted, and stays', async () => {
    await world.configure(documentWithStages({ approvers: SECURITY }, { approvers: [{ owner: true }] }));
    const key = await scene.waiting();
    await world.decide(key, SAM, 'approve');
    await expect.poll(async () => (await world.view(key)).stages[1]?.state).toBe('open');
    world.okta.members.set('Security', new Set([SUE]));
    world.okta.unknown.add(SAM);
    await world.decide(key, OWNER, 'approve');
    await world.until(key, 'active');
  });
});
