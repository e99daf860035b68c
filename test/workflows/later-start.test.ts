/** A later start: what was approved is planned again when it comes. */
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { ProviderError } from '../../domain/provider-error.ts';
import { lacks } from '../parts/lacks.ts';
import { configurationDocument, documentWithStages, rule, stage } from '../support/configuration.ts';
import { createScene, type Scene } from '../support/scene.ts';
import { useWorld } from '../support/use-world.ts';
import type { World } from '../support/world.ts';

const DAY = 24 * 3_600_000;
const SAM = 'sam@acme.test';

describe.skipIf(lacks('timeSkippingServer'))('access that starts later', () => {
  let environment: TestWorkflowEnvironment;
  let world: World;
  let scene: Scene;
  useWorld(configurationDocument, (open) => {
    ({ environment, world } = open);
  });
  beforeEach(async () => {
    scene = createScene(world);
    world.okta.suspended.clear();
    world.okta.unknown.clear();
    world.okta.beforeMembers = () => {};
    await world.configure(configurationDocument());
  });

  async function approvedFor(days: number, asked: object = {}, by = 'lead@acme.test'): Promise<string> {
    const startAt = new Date(Date.parse(await world.now()) + days * DAY).toISOString();
    const key = await scene.waiting({ startAt, duration: '1h', ...asked });
    await scene.move(key, by, 'Approved');
    await expect.poll(async () => (await world.store.requests.get(key))?.state).toBe('approved');
    return key;
  }

  test('starts as it was approved, and also if the rule asks fewer or gives longer by then', async () => {
    const key = await approvedFor(5);
    await world.configure(
      configurationDocument({ rules: [rule({ approval: undefined, duration: { default: '8h', max: '60d' } })] }),
    );
    expect(await world.ended(key)).toBe('expired');
    expect(await world.store.ledger.leasesOfRequest(key)).toMatchObject([{ durationMs: DAY / 24 }]);
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['no rule', { rules: [] }, 'No access rule covers'],
    [
      'more approvers',
      { rules: [rule({ approval: { stages: [stage(), stage({ approvers: [{ owner: true }] })] } })] },
      'has changed since this was approved',
    ],
    ['less time', { rules: [rule({ duration: { max: '10m' } })] }, 'has changed since this was approved'],
  ])('does not start with %s', async (_what, changes, sentence) => {
    const key = await approvedFor(5);
    await world.configure(configurationDocument(changes));
    expect(await world.ended(key)).toBe('declined');
    expect(world.said(key)).toContain(sentence);
    expect(await world.store.ledger.leasesOfRequest(key)).toEqual([]);
  });

  test('does not start with a duty of since', async () => {
    const viewer = await scene.waiting({ accessType: 'Viewer', duration: '20d' }).catch(() => scene.key);
    await world.until(viewer, 'active');
    const key = await approvedFor(5);
    const conflicting = ['Admin', 'Viewer'].map((accessLevel) => ({ application: 'okta', accessLevel }));
    await world.configure(
      configurationDocument({ separationOfDuties: [{ name: 'watch-or-rule', conflicting, effect: 'deny' }] }),
    );
    expect(await world.ended(key)).toBe('declined');
    expect(world.said(key)).toContain('separation of duties "watch-or-rule"');
  });

  test('does not start when the approver’s or the subject’s account is gone', async () => {
    const key = await approvedFor(5);
    world.okta.suspended.add('lead@acme.test');
    expect(await world.ended(key)).toBe('declined');
    expect(world.said(key)).toContain('lead@acme.test can no longer approve');
    world.okta.suspended.clear();
    const second = await approvedFor(5);
    world.okta.unknown.add(scene.alice);
    expect(await world.ended(second)).toBe('declined');
    expect(world.said(second)).toContain('has no active account');
  });

  test('does not start if what is asked was edited after the approval', async () => {
    const key = await approvedFor(5);
    world.jira.edit(key, scene.alice, { duration: '29d' }, ['duration']);
    await world.nudge(key);
    expect(await world.ended(key)).toBe('declined');
    expect(world.said(key)).toContain('edited the duration after this was approved');
    expect(await world.store.ledger.leasesOfRequest(key)).toEqual([]);
    const rows = await world.store.audit.list({ requestKey: key, action: 'request.edited' });
    expect(rows.items).toMatchObject([{ actor: scene.alice }]);
  });

  test('starts by the word of a person to whom a turn was handed', async () => {
    await world.configure(documentWithStages({}));
    const startAt = new Date(Date.parse(await world.now()) + 5 * DAY).toISOString();
    const key = await scene.waiting({ startAt, duration: '1h' });
    await world.reassign(key, 'lead@acme.test', 'bob@acme.test');
    await world.decide(key, 'bob@acme.test', 'approve');
    expect(await world.ended(key)).toBe('expired');
  });

  test('is checked at each attempt to start it, also when one is tried again after a failure', async () => {
    world.okta.members.set('Security', new Set([SAM, 'sue@acme.test']));
    await world.configure(documentWithStages({ approvers: [{ group: 'okta:Security' }] }));
    const key = await approvedFor(5, {}, SAM);
    world.okta.members.set('Security', new Set(['sue@acme.test']));
    world.okta.unknown.add(SAM);
    world.okta.beforeMembers = () => {
      throw new ProviderError('unauthorized', 'Okta refuses the token.', { system: 'okta' });
    };
    await environment.sleep('6 days');
    await expect.poll(async () => (await world.store.requests.get(key))?.state).toBe('failed');
    world.okta.beforeMembers = () => {};
    await scene.move(key, scene.alice, 'Approved');
    expect(await world.ended(key)).toBe('declined');
    expect(world.said(key)).toContain(`${SAM} can no longer approve`);
    // The attempt that failed has left an ended lease.
    expect(await world.store.ledger.leasesOfRequest(key)).toMatchObject([{ state: 'ended', startedAt: null }]);
    expect(scene.holds('admins')).toBe(false);
  });

  test('is declined when it is more than 90 days ahead, or than the configuration allows', async () => {
    const startAt = async (days: number) => new Date(Date.parse(await world.now()) + days * DAY).toISOString();
    const raise = async (days: number) => {
      const key = scene.nextKey();
      world.jira.raise(key, { by: scene.alice, startAt: await startAt(days) });
      await world.nudge(key);
      return key;
    };
    const far = await raise(91);
    expect(await world.ended(far)).toBe('declined');
    expect(world.said(far)).toContain('starts at most 90 days ahead');
    await world.configure(configurationDocument({ maxStartAhead: '7d' }));
    const week = await raise(8);
    expect(await world.ended(week)).toBe('declined');
    expect(world.said(week)).toContain('at most 7 days ahead');
    await environment.sleep('1s');
  });
});

describe.skipIf(lacks('timeSkippingServer'))('a duty that was added while a request waited', () => {
  let world: World;
  useWorld(configurationDocument, (open) => {
    world = open.world;
  });

  test.each([
    ['denies', 'deny', 'may not be held together'],
    ['asks for more approval', { stages: [stage()] }, 'needs approval of its own'],
  ])('(%s) stops the access, although the other level was held at planning', async (_what, effect, sentence) => {
    await world.configure(configurationDocument());
    const scene = createScene(world);
    const viewer = scene.nextKey();
    world.jira.raise(viewer, { by: scene.alice, accessType: 'Viewer' });
    await world.nudge(viewer);
    await world.until(viewer, 'active');
    const admin = await scene.waiting();
    const conflicting = ['Admin', 'Viewer'].map((accessLevel) => ({ application: 'okta', accessLevel }));
    await world.configure(
      configurationDocument({ separationOfDuties: [{ name: 'watch-or-rule', conflicting, effect }] }),
    );
    await scene.move(admin, 'lead@acme.test', 'Approved');
    expect(await world.ended(admin)).toBe('declined');
    expect(world.said(admin)).toContain(sentence);
    expect(scene.holds('admins')).toBe(false);
  });
});
