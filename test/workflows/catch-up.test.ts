/** The catch-up over real runs: the events that it costs a run that holds access. */
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CatchUpActivities } from '../../workflows/contract/activities/catch-up.ts';
import { JIRA_CATCH_UP } from '../../workflows/contract/catch-up.ts';
import { requestWorkflowId } from '../../workflows/contract/ids.ts';
import { MAIN_TASK_QUEUE } from '../../workflows/contract/task-queues.ts';
import { lacks } from '../parts/lacks.ts';
import { configurationDocument } from '../support/configuration.ts';
import { createScene, type Scene } from '../support/scene.ts';
import { createTimeSkippingEnv } from '../support/time-skipping.ts';
import { type OpenWorld, useWorld } from '../support/use-world.ts';
import { workflowBundle } from '../support/world.ts';

describe.skipIf(lacks('timeSkippingServer'))('the catch-up', () => {
  let open: OpenWorld;
  let scene: Scene;
  let catchUps = 0;
  useWorld(configurationDocument, (opened) => {
    open = opened;
  });
  beforeEach(() => {
    scene = createScene(open.world);
  });

  /** Waits for its end without `result()`, which would skip the time to the end of the access. */
  const catchUp = async (): Promise<void> => {
    catchUps += 1;
    const handle = await open.environment.client.workflow.start(JIRA_CATCH_UP, {
      workflowId: `catch-up-${catchUps}`,
      taskQueue: MAIN_TASK_QUEUE,
      args: [{ version: 1 }],
    });
    await expect.poll(async () => (await handle.describe()).status.name, { timeout: 20_000 }).toBe('COMPLETED');
  };
  const signalsOf = async (key: string): Promise<number> => {
    const { events } = await open.environment.client.workflow.getHandle(requestWorkflowId(key)).fetchHistory();
    return (events ?? []).filter((event) => event.workflowExecutionSignaledEventAttributes != null).length;
  };

  test('comments, and what Leasehold changed itself, cost a run that holds access nothing; a move costs one signal', async () => {
    const { world } = open;
    const key = await scene.approved({ duration: '30d' });
    await expect.poll(() => world.statusOf(key)).toBe('Access Granted');
    const before = await signalsOf(key);
    for (let n = 0; n < 5; n += 1) {
      world.jira.issues.get(key)?.comments.push({ key: `${n}`, paragraphs: ['Thanks!'] });
      await world.jira.side.moveTo(key, n % 2 === 0 ? 'Needs Attention' : 'Access Granted');
      await catchUp();
    }
    expect(await signalsOf(key)).toBe(before);
    world.jira.move(key, 'lead@acme.test', 'Revoked');
    await catchUp();
    expect(await world.ended(key)).toBe('revoked');
    expect(await signalsOf(key)).toBe(before + 1);
  });
});

describe.skipIf(lacks('timeSkippingServer'))('a catch-up of many pages', () => {
  let environment: TestWorkflowEnvironment;
  beforeAll(async () => {
    environment = await createTimeSkippingEnv();
  });
  afterAll(() => environment?.teardown());

  /** Runs it over pages of issues, on each of which some runs refuse. */
  async function catchUp(pages: number, refusedOnEach: number) {
    const ended: Parameters<CatchUpActivities['endCatchUp']>[0][] = [];
    const activities: CatchUpActivities = {
      beginCatchUp: async () => ({ begunAt: '2026-06-01T00:00:00.000Z', minutes: 8 }),
      catchUpRefused: async () => ({ nudged: 0, refused: ['ACCESS-0'] }),
      catchUpPage: async ({ page = '1' }) => ({
        nudged: 1,
        refused: Array.from({ length: refusedOnEach }, (_, n) => `ACCESS-${page}-${n}`),
        ...(Number(page) < pages ? { next: String(Number(page) + 1) } : {}),
      }),
      catchUpAnswers: async () => ({ nudged: 1, refused: [] }),
      endCatchUp: async (input) => void ended.push(input),
    };
    const worker = await Worker.create({
      connection: environment.nativeConnection,
      taskQueue: MAIN_TASK_QUEUE,
      workflowBundle: await workflowBundle(),
      activities: { ...activities },
    });
    const { client } = environment;
    const options = { workflowId: `pages-${pages}-${refusedOnEach}`, taskQueue: MAIN_TASK_QUEUE };
    const result = worker.runUntil(client.workflow.execute(JIRA_CATCH_UP, { ...options, args: [{ version: 1 }] }));
    return { result: await result.catch((error: unknown) => error), ended };
  }

  test('continues in a new run, without forgetting what it did', async () => {
    const { result, ended } = await catchUp(250, 0);
    expect(result).toEqual({ nudged: 251 });
    expect(ended).toEqual([{ begunAt: '2026-06-01T00:00:00.000Z', refused: ['ACCESS-0'] }]);
    const { historyLength } = await environment.client.workflow.getHandle('pages-250-0').describe();
    expect(historyLength).toBeLessThan(500);
  });

  test('fails at its end if too many runs refuse, so that the next one starts from the same time', async () => {
    const { result, ended } = await catchUp(6, 100);
    expect(result).toMatchObject({ cause: { type: 'TooManyRefused' } });
    expect(ended).toEqual([]);
  });
});
