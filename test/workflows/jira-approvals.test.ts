/** Answers to Jira Service Management's own approvals, with time skipped: the people that count, and our own quorum. */
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { lacks } from '../parts/lacks.ts';
import { configurationDocument, documentWithStages, rule, stage } from '../support/configuration.ts';
import { createScene, type Scene } from '../support/scene.ts';
import { useWorld } from '../support/use-world.ts';
import type { World } from '../support/world.ts';

const TWO = { approvers: [{ user: 'lead@acme.test' }, { user: 'owner@acme.test' }], require: 2 };
const LATER = { id: '2', askedAt: '2026-06-01T00:00:00.000Z' };

describe.skipIf(lacks('timeSkippingServer'))('answers to Jira’s own approvals', () => {
  let environment: TestWorkflowEnvironment;
  let world: World;
  let scene: Scene;
  useWorld(configurationDocument, (open) => {
    ({ environment, world } = open);
  });
  beforeEach(() => {
    scene = createScene(world);
  });

  const stages = (...changes: Record<string, unknown>[]): Promise<void> =>
    world.configure(documentWithStages(...changes));
  async function answer(
    key: string,
    ...answers: Parameters<World['jira']['answer']> extends [string, ...infer R] ? R[] : never
  ) {
    for (const each of answers) world.jira.answer(key, ...each);
    await world.nudge(key);
  }

  test('an answer that Jira has not acted on counts: the access is given, and the issue moved along', async () => {
    await stages({});
    const key = await scene.waiting();
    await answer(key, ['lead@acme.test', 'approve']);
    await world.until(key, 'active');
    expect(scene.holds('admins')).toBe(true);
    expect((await world.view(key)).decisions).toMatchObject([
      { stage: 0, by: 'lead@acme.test', decision: 'approve', channel: 'jira' },
    ]);
  });

  test('a declining answer denies', async () => {
    await stages({});
    const key = await scene.waiting();
    await answer(key, ['lead@acme.test', 'deny']);
    expect(await world.ended(key)).toBe('denied');
    expect(scene.holds('admins')).toBe(false);
  });

  test('one answer of two is told, read again is not a second one, and the other person’s makes the quorum', async () => {
    await stages(TWO);
    const key = await scene.waiting();
    await answer(key, ['lead@acme.test', 'approve']);
    await expect.poll(() => world.said(key)).toContain('"lead" approved: 1 of 2. It waits for the others.');
    await world.nudge(key);
    await answer(key, ['lead@acme.test', 'approve', LATER]);
    await environment.sleep('1 hour');
    expect((await world.view(key)).state).toBe('awaiting_approval');
    await answer(key, ['owner@acme.test', 'approve']);
    await world.until(key, 'active');
    expect((await world.view(key)).decisions.map((each) => each.by)).toEqual(['lead@acme.test', 'owner@acme.test']);
    await expect.poll(() => world.said(key).match(/approved: 1 of 2/g)).toHaveLength(1);
  });

  test('Jira’s quorum is not ours: its move after one answer is put back, and counts once', async () => {
    await stages(TWO);
    const key = await scene.waiting();
    world.jira.answer(key, 'lead@acme.test', 'approve');
    await scene.move(key, 'lead@acme.test', 'Approved');
    await expect.poll(() => world.said(key)).toContain('"lead" approved: 1 of 2.');
    await expect.poll(() => world.statusOf(key)).toBe('Waiting for approval');
    await expect.poll(() => world.said(key).match(/approved: 1 of 2/g)).toHaveLength(1);
    expect((await world.view(key)).decisions).toHaveLength(1);
    expect(scene.holds('admins')).toBe(false);
  });

  test('the move in the name of who answered last is no second decision, and says nothing about the next stage', async () => {
    await stages(TWO, { approvers: [{ user: 'boss@acme.test' }] });
    const key = await scene.waiting();
    world.jira.answer(key, 'lead@acme.test', 'approve');
    world.jira.answer(key, 'owner@acme.test', 'approve');
    await scene.move(key, 'owner@acme.test', 'Approved');
    await expect.poll(async () => (await world.view(key)).stages[1]?.state).toBe('open');
    await expect.poll(() => world.statusOf(key)).toBe('Waiting for approval');
    await answer(key, ['boss@acme.test', 'approve', LATER]);
    await world.until(key, 'active');
    expect(world.said(key)).not.toContain('not an approver');
    expect((await world.view(key)).decisions.map((each) => each.by)).toEqual([
      'lead@acme.test',
      'owner@acme.test',
      'boss@acme.test',
    ]);
  });

  test('of answers read together a denial is not too late', async () => {
    await stages({ ...TWO, require: 1 });
    const key = await scene.waiting();
    await answer(key, ['lead@acme.test', 'approve'], ['owner@acme.test', 'deny']);
    expect(await world.ended(key)).toBe('denied');
  });

  test('an answer by a person outside the rule is refused and reported, and the issue stays', async () => {
    await stages({});
    const key = await scene.waiting();
    await answer(key, ['mallory@acme.test', 'approve']);
    await expect.poll(() => world.said(key)).toContain('"mallory" is not an approver');
    expect((await scene.rows(key)).map((row) => row.action)).toContain('decision.refused');
    await expect.poll(() => world.statusOf(key)).toBe('Waiting for approval');
    expect((await world.view(key)).decisions).toEqual([]);
    await answer(key, ['lead@acme.test', 'approve']);
    await world.until(key, 'active');
    await expect.poll(() => world.said(key).match(/"mallory" is not an approver/g)).toHaveLength(1);
  });

  test('nobody approves their own by an answer either', async () => {
    await stages({ approvers: [{ user: scene.alice }, { user: 'lead@acme.test' }] });
    const key = await scene.waiting();
    await answer(key, [scene.alice, 'approve']);
    await expect.poll(() => world.said(key)).toContain('Nobody decides on a request that they raised or edited');
    expect((await world.view(key)).decisions).toEqual([]);
  });

  test('an answer from before an edit does not approve what was edited; one from after it does', async () => {
    await stages(TWO);
    const key = await scene.waiting({ duration: '1h' });
    await answer(key, ['lead@acme.test', 'approve']);
    await expect.poll(async () => (await world.view(key)).decisions.length).toBe(1);
    // Read together with the edit, so their order is unknown.
    world.jira.answer(key, 'owner@acme.test', 'approve');
    world.jira.edit(key, scene.alice, { duration: '10d' }, ['duration']);
    await world.nudge(key);
    await expect.poll(async () => (await scene.rows(key)).map((row) => row.action)).toContain('request.edited');
    await world.until(key, 'awaiting_approval');
    await world.nudge(key);
    await environment.sleep('1 hour');
    expect(await world.view(key)).toMatchObject({ state: 'awaiting_approval', decisions: [] });
    await answer(key, ['lead@acme.test', 'approve', LATER], ['owner@acme.test', 'approve', LATER]);
    await world.until(key, 'active');
    expect((await world.view(key)).decisions).toHaveLength(2);
  });

  test('an edit and the answer to it that come before the answers are read are planned first: no other access is given', async () => {
    const approval = { stages: [stage()] };
    await world.configure(
      configurationDocument({
        rules: [rule({ approval }), rule({ key: 'okta-viewer', accessLevel: 'Viewer', approval })],
      }),
    );
    const key = await scene.waiting();
    const { readAnswers } = world.jira.side;
    let edited = false;
    world.jira.side.readAnswers = async (...input: Parameters<typeof readAnswers>) => {
      if (input[0] === key && !edited) {
        edited = true;
        world.jira.edit(key, scene.alice, { accessType: 'Viewer' }, ['accessType']);
        // The lead sees "Viewer" in Jira, and answers there.
        world.jira.answer(key, 'lead@acme.test', 'approve', {
          id: '7',
          askedAt: new Date(Date.now() - 60_000).toISOString(),
        });
      }
      return readAnswers(...input);
    };
    await world.nudge(key);
    await expect.poll(() => edited).toBe(true);
    await environment.sleep('1 minute');
    world.jira.side.readAnswers = readAnswers;
    await expect.poll(async () => (await world.view(key)).accessLevel).toBe('Viewer');
    await world.nudge(key);
    await environment.sleep('1 minute');
    expect(scene.holds('admins')).toBe(false);
  });
});
