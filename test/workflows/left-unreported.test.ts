/** A run is gone before Jira took its last reports, and its state is final: no run of it is started again. */
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ProviderError } from '../../domain/provider-error.ts';
import type { RequestState } from '../../domain/state.ts';
import { requestWorkflowId } from '../../workflows/contract/ids.ts';
import { lacks } from '../parts/lacks.ts';
import { configurationDocument } from '../support/configuration.ts';
import { comesToRest, inRealTime, keeperRound } from '../support/keeper.ts';
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

  const runOf = (key: string) => inRealTime(environment).workflow.getHandle(requestWorkflowId(key));
  /** How often a comment of this kind was written. */
  const times = (key: string, kind: string): number =>
    (world.jira.issues.get(key)?.comments ?? []).filter((comment) => comment.key.startsWith(kind)).length;
  const away = () => new ProviderError('unavailable', 'Jira does not answer.', { system: 'jira' });
  const failJira = (): void => {
    world.jira.failing = away();
  };
  /** Jira can be read, as a decision needs it. */
  const failComments = (): void => {
    vi.spyOn(world.jira.side, 'comment').mockImplementation(() => Promise.reject(away()));
  };
  const restoreJira = (): void => {
    world.jira.failing = undefined;
    vi.restoreAllMocks();
  };
  const hasCome = async (key: string, text: string): Promise<void> => {
    await vi.waitFor(() => expect(world.said(key)).toContain(text), 20_000);
    await comesToRest(environment, key);
  };
  const saved = (key: string, state: RequestState) =>
    vi.waitFor(async () => expect((await world.store.requests.get(key))?.state).toBe(state), 20_000);
  afterEach(restoreJira);

  /** Terminates the run while its report waits for Jira, brings Jira back, and lets an attempt's time pass. */
  const cut = async (key: string): Promise<void> => {
    await runOf(key).terminate('an operator');
    restoreJira();
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
    expect(times(key, 'ended-')).toBe(1);
    expect(world.notified.filter((event) => event.issueKey === key && event.name === 'access.ended')).toHaveLength(1);
    expect((await runOf(key).describe()).status.name).toBe('TERMINATED');
  });

  test('a denial through the API', async () => {
    const key = await scene.waiting();
    await hasCome(key, 'waits for approval');
    failComments();
    await world.decide(key, 'lead@acme.test', 'deny', { comment: 'not needed' });
    await saved(key, 'denied');
    await cut(key);
    expect(world.statusOf(key)).toBe('Denied');
    expect(times(key, 'denied-')).toBe(1);
  });

  test('a move that is reverted, while the access goes on: the next run of the request reports it', async () => {
    const key = await scene.approved({ duration: '8h' });
    await hasCome(key, 'confirmed');
    failComments();
    await scene.move(key, 'bob@acme.test', 'Denied');
    await expect.poll(() => world.store.requests.untold(key)).toHaveLength(1);
    await runOf(key).terminate('an operator');
    restoreJira();
    await keeperRound(environment);
    await expect.poll(() => world.statusOf(key)).toBe('Access Granted');
    expect(times(key, 'refused-')).toBe(1);
    await expect.poll(() => world.store.requests.untold(key)).toEqual([]);
    await scene.move(key, scene.alice, 'Revoked');
    expect(await world.ended(key)).toBe('revoked');
  });
});
