/**
 * What one person does alone needs their standing of that moment: break glass, its review, a removal at once, and the
 * end or the retry of approved access.
 */
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ProviderError } from '../../domain/provider-error.ts';
import { requestWorkflowId } from '../../workflows/contract/ids.ts';
import { lacks } from '../parts/lacks.ts';
import { configurationDocument, documentWithStages, rule, stage } from '../support/configuration.ts';
import { accountFor } from '../support/fake-jira.ts';
import { createScene, type Scene } from '../support/scene.ts';
import { useWorld } from '../support/use-world.ts';
import type { World } from '../support/world.ts';

const LEAD = 'lead@acme.test';
const OWNER = 'owner@acme.test';
const ADA = 'ada@acme.test';
const SAM = 'sam@acme.test';
const SUE = 'sue@acme.test';
const SECURITY = [{ group: 'okta:Security' }];

describe.skipIf(lacks('timeSkippingServer'))('alone', () => {
  let environment: TestWorkflowEnvironment;
  let world: World;
  let scene: Scene;
  useWorld(configurationDocument, (open) => {
    ({ environment, world } = open);
  });
  beforeEach(() => {
    scene = createScene(world);
    world.okta.members.set('Security', new Set([SAM, SUE]));
  });
  afterEach(() => {
    world.okta.suspended.clear();
    world.okta.unknown.clear();
    world.jira.inactive.clear();
    world.okta.beforeWrite = () => {};
  });

  describe('after break glass', () => {
    const configured = (stages: object[] = [stage()]) =>
      world.configure(
        configurationDocument({
          rules: [
            rule({
              approval: { stages },
              breakGlass: { who: [{ group: 'okta:On-Call' }], max: '3d', reviewWithin: '24h' },
            }),
          ],
          admins: [ADA],
        }),
      );
    const raised = async (): Promise<string> => {
      world.okta.profiles.set(scene.alice, { email: scene.alice, groups: ['On-Call'], attributes: {} });
      const key = scene.nextKey();
      world.jira.raise(key, { by: scene.alice, breakGlass: true, justification: 'production is down' });
      await world.nudge(key);
      return key;
    };
    const broken = async (): Promise<string> => {
      const key = await raised();
      await world.until(key, 'active');
      await expect.poll(async () => (await world.view(key)).review?.id).toBe(`break-glass-${key}`);
      return key;
    };
    const refused = { cause: { message: expect.stringContaining('would not be asked any more') } };

    test.each([
      ['suspended', () => world.okta.suspended.add(LEAD)],
      ['deleted', () => world.okta.unknown.add(LEAD)],
      ['deactivated in Jira', () => world.jira.inactive.add(accountFor(LEAD).accountId)],
    ])('no reviewer decides whose account is %s; an admin does when it is overdue', async (_what, out) => {
      await configured();
      const key = await broken();
      out();
      await expect(world.review(key, LEAD, 'keep')).rejects.toMatchObject(refused);
      expect((await world.view(key)).review?.verdict).toBe(null);
      await environment.sleep('25 hours');
      await expect.poll(async () => (await world.view(key)).review?.reviewers).toContain(ADA);
      await world.review(key, ADA, 'keep');
      expect((await world.view(key)).review?.verdict).toBe('keep');
    });

    test('no reviewer decides who has left the reviewing group, also of a run that was started again', async () => {
      await configured([stage({ approvers: SECURITY })]);
      const key = await broken();
      world.okta.members.get('Security')?.delete(SAM);
      await expect(world.review(key, SAM, 'keep')).rejects.toMatchObject(refused);
      await environment.client.workflow.getHandle(requestWorkflowId(key)).terminate('by the test');
      await world.nudge(key);
      await world.until(key, 'active');
      await expect.poll(async () => (await world.view(key)).review?.id).toBe(`break-glass-${key}`);
      await expect(world.review(key, SAM, 'keep')).rejects.toMatchObject(refused);
      await world.review(key, SUE, 'keep');
      expect((await world.view(key)).review?.verdict).toBe('keep');
    });

    test('nobody breaks the glass with a suspended account', async () => {
      await configured();
      world.okta.suspended.add(scene.alice);
      const key = await raised();
      await world.until(key, 'declined');
      expect(world.said(key)).toContain('has no active account');
      expect(scene.holds('admins')).toBe(false);
    });
  });

  test('no suspended admin removes the access of others at once: the owner is asked', async () => {
    await world.configure(configurationDocument({ admins: [{ user: ADA }] }));
    await scene.approved({ duration: '8h' });
    world.okta.suspended.add(ADA);
    const removal = { by: ADA, subject: accountFor(scene.alice), requestType: 'Request Access Removal' };
    const [first, second] = [scene.nextKey(), scene.nextKey()];
    world.jira.raise(first, removal);
    await world.nudge(first);
    await expect.poll(async () => (await world.view(first)).state).toBe('awaiting_approval');
    expect(scene.holds('admins')).toBe(true);
    world.okta.suspended.clear();
    world.jira.raise(second, removal);
    await world.nudge(second);
    await world.until(second, 'revoked');
    expect(scene.holds('admins')).toBe(false);
  });

  test('no suspended owner removes the access of others at once', async () => {
    await world.configure(configurationDocument());
    await scene.approved({ duration: '8h' });
    world.okta.suspended.add(OWNER);
    const key = scene.nextKey();
    world.jira.raise(key, { by: OWNER, subject: accountFor(scene.alice), requestType: 'Request Access Removal' });
    await world.nudge(key);
    await world.until(key, 'declined');
    expect(scene.holds('admins')).toBe(true);
  });

  describe('of approved access', () => {
    const failed = async (): Promise<string> => {
      await world.configure(documentWithStages({ approvers: SECURITY }));
      const key = await scene.waiting();
      world.okta.beforeWrite = () => {
        throw new ProviderError('forbidden', 'Okta forbids it.', { system: 'okta' });
      };
      await world.decide(key, SUE, 'approve');
      await world.until(key, 'failed');
      world.okta.beforeWrite = () => {};
      return key;
    };

    test('nobody has it tried again, or gives it up, who was asked once and has left', async () => {
      const key = await failed();
      world.okta.members.set('Security', new Set([SUE]));
      await scene.move(key, SAM, 'Approved');
      await expect.poll(() => world.said(key)).toContain('"sam" may not end this access');
      await scene.move(key, SAM, 'Declined');
      await expect.poll(() => world.statusOf(key)).toBe('Needs Attention');
      expect((await world.view(key)).state).toBe('failed');
      await scene.move(key, SUE, 'Approved');
      await world.until(key, 'active');
    });

    test('nobody revokes it who was asked once and has left; an approver and an owner of now do', async () => {
      await world.configure(documentWithStages({ approvers: SECURITY }));
      const key = await scene.waiting();
      await world.decide(key, SUE, 'approve');
      await world.until(key, 'active');
      world.okta.unknown.add(SAM);
      await scene.move(key, SAM, 'Revoked');
      await expect.poll(() => world.said(key)).toContain('"sam" may not end this access');
      expect(scene.holds('admins')).toBe(true);
      const [okta] = configurationDocument().applications as object[];
      await world.configure({
        ...documentWithStages({ approvers: SECURITY }),
        applications: [{ ...okta, owner: 'next@acme.test' }],
      });
      await scene.move(key, OWNER, 'Revoked');
      await expect.poll(() => world.said(key)).toContain('"owner" may not end this access');
      await scene.move(key, 'next@acme.test', 'Revoked');
      await world.until(key, 'revoked');
    });

    test('an approver who approves and gives up in one go has it given up', async () => {
      await world.configure(documentWithStages({ approvers: SECURITY }));
      const key = await scene.waiting();
      world.jira.move(key, SUE, 'Approved');
      world.jira.move(key, SUE, 'Declined');
      await world.nudge(key);
      await world.until(key, 'withdrawn');
      expect(scene.holds('admins')).toBe(false);
    });
  });
});
