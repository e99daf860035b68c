/** A run is gone before Jira took its last reports, and its state is final: no run of it is started again. */
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ProviderError } from '../../domain/provider-error.ts';
import type { RequestState } from '../../domain/state.ts';
import { requestWorkflowId } from '../../workflows/contract/ids.ts';
import { lacks } from '../parts/lacks.ts';
import { configurationDocument } from '../support/configuration.ts';
import { inRealTime, keeperRound } from '../support/keeper.ts';
import { createScene, type Scene } from '../support/scene.ts';
import { useWorld } from '../support/use-world.ts';
import type { World } from '../support/world.ts';

describe.skipIf(lacks('timeSkippingServer'))('what a run that is gone had left to report', () => {
  let environment: TestWorkflowEnvironment;
  let world: World;
  let scene: Scene;
  useWorld(configurationDocument, (open) => {
    ({ environment, world } = open);
  });
  beforeEach(() => {
    scene = createScene(world);
  });
  afterEach(() => {
    world.jira.failing = undefined;
  });

  const runOf = (key: string) => inRealTime(environment).workflow.getHandle(requestWorkflowId(key));
  const times = (key: string, text: string): number => world.said(key).split(text).length - 1;
  const failJira = (): void => {
    world.jira.failing = new ProviderError('unavailable', 'Jira does not answer.', { system: 'jira' });
  };
  const hasCome = (key: string, text: string) =>
    vi.waitFor(async () => {
      expect(world.said(key)).toContain(text);
      expect((await runOf(key).describe()).raw.pendingActivities ?? []).toEqual([]);
    }, 20_000);
  const saved = (key: string, state: RequestState) =>
    vi.waitFor(async () => expect((await world.store.requests.get(key))?.state).toBe(state), 20_000);
  /** Terminates the run while its report waits for Jira, brings Jira back, and lets an attempt's time pass. */
  const cut = async (key: string): Promise<void> => {
    await runOf(key).terminate('an operator');
    world.jira.failing = undefined;
    await keeperRound(environment);
    // What the closed run had under way may still arrive.
    expect(await world.store.requests.untold(key)).not.toEqual([]);
    await environment.sleep('31 seconds');
    await keeperRound(environment);
    await keeperRound(environment);
    expect(await world.store.requests.untold(key)).toEqual([]);
  };

  test('the end of access: said once, and the issue is moved', async () => {
    const key = await scene.approved({ duration: '1h' });
    await hasCome(key, 'confirmed');
    failJira();
    await environment.sleep('61 minutes');
    await saved(key, 'expired');
    expect(scene.holds('admins')).toBe(false);
    await cut(key);
    expect(world.statusOf(key)).toBe('Access Expired');
    expect(times(key, 'has ended')).toBe(1);
    expect(world.notified.filter((event) => event.issueKey === key && event.name === 'access.ended')).toHaveLength(1);
    expect((await runOf(key).describe()).status.name).toBe('TERMINATED');
  });

  test('a denial through the API', async () => {
    const key = await scene.waiting();
    await hasCome(key, 'waits for approval');
    failJira();
    await world.decide(key, 'lead@acme.test', 'deny', { comment: 'not needed' });
    await saved(key, 'denied');
    await cut(key);
    expect(world.statusOf(key)).toBe('Denied');
    expect(times(key, 'not needed')).toBe(1);
  });

  test('that access was given: the run that goes on with it says so', async () => {
    const key = await scene.waiting({ duration: '8h' });
    await hasCome(key, 'waits for approval');
    failJira();
    await world.decide(key, 'lead@acme.test', 'approve');
    await saved(key, 'active');
    await runOf(key).terminate('an operator');
    world.jira.failing = undefined;
    await keeperRound(environment);
    await hasCome(key, 'confirmed');
    expect(times(key, 'confirmed')).toBe(1);
    expect(times(key, 'approved')).toBeGreaterThan(0);
    expect(world.statusOf(key)).toBe('Access Granted');
    await expect.poll(() => world.store.requests.untold(key)).toEqual([]);
    await scene.move(key, scene.alice, 'Revoked');
    expect(await world.ended(key)).toBe('revoked');
  });
});
