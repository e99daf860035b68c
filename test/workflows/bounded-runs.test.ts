/** The events of a run that waits for a long time: few, whatever happens around it. */
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { issueChanged, ledgerChanged } from '../../workflows/contract/access-request.ts';
import { JIRA_CATCH_UP } from '../../workflows/contract/catch-up.ts';
import { requestWorkflowId } from '../../workflows/contract/ids.ts';
import { MAIN_TASK_QUEUE } from '../../workflows/contract/task-queues.ts';
import { lacks } from '../parts/lacks.ts';
import { configurationDocument, rule } from '../support/configuration.ts';
import { comesToRest, inRealTime } from '../support/keeper.ts';
import { createScene, type Scene } from '../support/scene.ts';
import { type OpenWorld, useWorld } from '../support/use-world.ts';

const DAYS = 90;
const MOST_EVENTS = 80;
/** Three activities, each of which tells the run of its 2nd, 4th, 8th and 16th attempt: four events each time. */
const MOST_EVENTS_AN_HOUR = 80;

describe.skipIf(lacks('timeSkippingServer'))('a run that waits', () => {
  let open: OpenWorld;
  let scene: Scene;
  useWorld(
    () => configurationDocument({ rules: [rule({ duration: { default: '1h', max: '90d' } })] }),
    (opened) => {
      open = opened;
    },
  );
  beforeEach(() => {
    vi.restoreAllMocks();
    scene = createScene(open.world);
  });

  const handleOf = (key: string) => inRealTime(open.environment).workflow.getHandle(requestWorkflowId(key));
  const eventsOf = async (key: string): Promise<number> => (await handleOf(key).describe()).historyLength;

  test(`${DAYS} days held, with comments and catch-ups: at most ${MOST_EVENTS} events`, {
    timeout: 300_000,
  }, async () => {
    const { world, environment } = open;
    const { key } = scene;
    // From the projection and the issue: on this server each query of a run adds events to it.
    const said = (text: string) => expect.poll(() => world.said(key)).toContain(text);
    world.jira.raise(key, { by: scene.alice, duration: `${DAYS}d` });
    await world.nudge(key);
    await said('waits for approval');
    await scene.move(key, 'lead@acme.test', 'Approved');
    await said('The provider confirmed it');
    await expect.poll(() => world.statusOf(key)).toBe('Access Granted');
    await comesToRest(environment, key);
    const begun = await eventsOf(key);
    for (let day = 1; day < DAYS; day += 1) {
      await environment.sleep('1d');
      world.jira.issues.get(key)?.comments.push({ key: `${day}`, paragraphs: ['Thanks!'] });
      await inRealTime(environment).workflow.execute(JIRA_CATCH_UP, {
        workflowId: `catch-up-${day}`,
        taskQueue: MAIN_TASK_QUEUE,
        args: [{ version: 1 }],
      });
    }
    expect(scene.holds('admins')).toBe(true);
    expect(await eventsOf(key)).toBe(begun);
    expect(await world.ended(key)).toBe('expired');
    const events = await eventsOf(key);
    process.stdout.write(`${DAYS} days: ${events} events, of which ${events - begun} to end it\n`);
    expect(events).toBeLessThanOrEqual(MOST_EVENTS);
  });

  test.each(['held', 'waiting'] as const)(
    'the database is away for an hour while it is %s: few events',
    async (how) => {
      const { world, environment } = open;
      const key = how === 'held' ? await scene.approved({ duration: '30d' }) : await scene.waiting({ duration: '30d' });
      const before = await eventsOf(key);
      const away = async (): Promise<never> => {
        throw new Error('The database is away.');
      };
      vi.spyOn(world.store.requests, 'save').mockImplementation(away);
      vi.spyOn(world.store.ledger, 'leasesOfRequest').mockImplementation(away);
      vi.spyOn(world.store.issueReads, 'keep').mockImplementation(away);
      // Each has the run do something that needs the database.
      await handleOf(key).signal(issueChanged, { event: 'jira:issue_updated' });
      await handleOf(key).signal(ledgerChanged);
      await environment.sleep('1h');
      const during = (await eventsOf(key)) - before;
      process.stdout.write(`${how}: ${during} events in an hour\n`);
      expect(during).toBeLessThan(MOST_EVENTS_AN_HOUR);
      vi.restoreAllMocks();
      // What was tried meanwhile succeeds first: this server may stop skipping for an activity that a run leaves behind.
      await environment.sleep('1h');
      await scene.move(key, 'lead@acme.test', how === 'held' ? 'Revoked' : 'Denied');
      expect(await world.ended(key)).toBe(how === 'held' ? 'revoked' : 'denied');
    },
  );
});
