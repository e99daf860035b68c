/** Notifications: on the issue by mention, and to other channels by events. */
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { lacks } from '../parts/lacks.ts';
import { configurationDocument, documentWithStages } from '../support/configuration.ts';
import { createScene, type Scene } from '../support/scene.ts';
import { useWorld } from '../support/use-world.ts';
import type { World } from '../support/world.ts';

const TWO = { approvers: [{ user: 'lead@acme.test' }, { user: 'carol@acme.test' }] };

describe.skipIf(lacks('timeSkippingServer'))('notifications', () => {
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
  /** Accounts that the matching comment mentions. */
  async function mentioned(key: string, words: string): Promise<readonly (string | undefined)[]> {
    const find = () =>
      world.jira.issues.get(key)?.comments.find((each) => each.paragraphs.some((line) => line.includes(words)));
    await expect.poll(find, { message: words }).toBeDefined();
    return find()?.mention?.map((each) => each.accountId) ?? [];
  }
  const account = (name: string): string => `account:${name.includes('@') ? name : `${name}@acme.test`}`;
  const events = (key: string): string[] =>
    world.notified.filter((each) => each.issueKey === key).flatMap(({ name, also = [] }) => [name, ...also]);

  test('a person who takes over a turn is mentioned and shown as approver', async () => {
    await stages(TWO);
    const key = await scene.waiting();
    await world.reassign(key, 'lead@acme.test', 'dora@acme.test');
    expect(await mentioned(key, 'lead@acme.test handed the decision to dora@acme.test')).toEqual([account('dora')]);
    await expect.poll(() => world.jira.issues.get(key)?.approvers).toEqual(['dora@acme.test', 'carol@acme.test']);
  });

  test('the people of an escalation are shown as approvers too', async () => {
    await stages({ escalateAfter: '1h', escalateTo: [{ owner: true }] });
    const key = await scene.waiting();
    await environment.sleep('2 hours');
    expect(await mentioned(key, 'has waited too long')).toEqual([account('owner')]);
    await expect.poll(() => world.jira.issues.get(key)?.approvers).toEqual(['lead@acme.test', 'owner@acme.test']);
  });

  test('the others of a stage hear at once that it was decided, and once', async () => {
    await stages(TWO, { approvers: [{ user: 'dora@acme.test' }, { user: 'emil@acme.test' }] });
    const key = await scene.waiting();
    await scene.move(key, 'lead@acme.test', 'Approved');
    expect(await mentioned(key, 'stage 2 of 2')).toEqual(['dora', 'emil', 'carol'].map(account));
    await expect.poll(() => world.said(key)).toContain('No decision is needed any more from "carol".');
    await scene.move(key, 'dora@acme.test', 'Approved');
    await world.until(key, 'active');
    expect(await mentioned(key, 'The provider confirmed it.')).toEqual([account(scene.alice), account('emil')]);
    await expect.poll(() => world.said(key)).toContain('No decision is needed any more from "emil".');
    await expect.poll(() => world.said(key).match(/No decision is needed any more from "carol"/g)).toHaveLength(1);
    await expect
      .poll(() => events(key))
      .toEqual(['request.waiting', 'request.waiting', 'access.given', 'request.decided']);
  });

  test('a person who is asked again by the next stage stays an approver', async () => {
    await stages(TWO, { approvers: [{ user: 'carol@acme.test' }] });
    const key = await scene.waiting();
    await scene.move(key, 'lead@acme.test', 'Approved');
    expect(await mentioned(key, 'stage 2 of 2')).toEqual([account('carol')]);
    expect(world.said(key)).not.toContain('No decision is needed any more');
  });

  test('when one approver declines, the others hear of it', async () => {
    await stages(TWO);
    const key = await scene.waiting();
    await scene.move(key, 'lead@acme.test', 'Declined');
    expect(await world.ended(key)).toBe('declined');
    expect(await mentioned(key, 'No decision is needed any more from "carol".')).toEqual([
      account(scene.alice),
      account('carol'),
    ]);
  });

  test('when nobody decided, nobody is said to have', async () => {
    await stages({ ...TWO, declineAfter: '1h' });
    const key = await scene.waiting();
    expect(await world.ended(key)).toBe('declined');
    expect(world.said(key)).not.toContain('No decision is needed any more');
  });

  test('an approval of a later start is told when it is made', async () => {
    await stages(TWO);
    const startAt = new Date(Date.parse(await world.now()) + 86_400_000).toISOString();
    const key = await scene.waiting({ startAt });
    await world.decide(key, 'lead@acme.test', 'approve');
    expect(await mentioned(key, 'is approved; it will be given at')).toEqual([account(scene.alice), account('carol')]);
    await expect.poll(() => events(key)).toEqual(['request.waiting', 'request.decided']);
    await environment.sleep('25 hours');
    await world.until(key, 'active');
    await expect.poll(() => events(key)).toEqual(['request.waiting', 'request.decided', 'access.given']);
  });

  test('the others hear who removed', async () => {
    await stages({ declineAfter: '9d' });
    const held = await scene.approved();
    const [okta] = configurationDocument().applications as object[];
    await world.configure(
      configurationDocument({
        applications: [{ ...okta, owner: undefined }],
        admins: ['ada@acme.test', 'ali@acme.test'],
      }),
    );
    const removal = scene.nextKey();
    world.jira.raise(removal, {
      by: 'mallory@acme.test',
      subject: { accountId: account(scene.alice), email: scene.alice },
      requestType: 'Request Access Removal',
    });
    await world.nudge(removal);
    await world.until(removal, 'awaiting_approval');
    await scene.move(removal, 'ada@acme.test', 'Approved');
    expect(await world.ended(removal)).toBe('revoked');
    expect(await mentioned(removal, 'no longer has')).toEqual([
      account('mallory'),
      account(scene.alice),
      account('ali'),
    ]);
    await expect.poll(() => events(removal)).toEqual(['request.waiting', 'access.ended', 'request.decided']);
    expect(await world.ended(held)).toBe('revoked');
  });
});
