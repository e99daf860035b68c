/** A request that waits for approval goes on in another run: same question, same decisions, nothing judged twice. */
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import type { RequestView } from '../../domain/ledger/records.ts';
import { requestWorkflowId } from '../../workflows/contract/ids.ts';
import { lacks } from '../parts/lacks.ts';
import { configurationDocument, rule, stage } from '../support/configuration.ts';
import { comesToRest, inRealTime, keeperRound } from '../support/keeper.ts';
import { createScene, type Scene } from '../support/scene.ts';
import { useWorld } from '../support/use-world.ts';
import type { World } from '../support/world.ts';

const people = (...names: string[]) => names.map((name) => ({ user: `${name}@acme.test` }));
const [LEAD, CISO, MALLORY] = ['lead@acme.test', 'ciso@acme.test', 'mallory@acme.test'];

const rules = (...ofViewers: string[]) => [
  rule({ approval: { stages: [stage({ approvers: people('lead', 'ciso', 'boss'), require: 2, denials: 2 })] } }),
  rule({
    key: 'okta-viewer',
    accessLevel: 'Viewer',
    approval: { stages: [stage(), stage({ approvers: people('ciso', ...ofViewers) })] },
  }),
];

describe.skipIf(lacks('timeSkippingServer'))('a request that waits goes on after its run was terminated:', () => {
  let environment: TestWorkflowEnvironment;
  let world: World;
  let scene: Scene;
  useWorld(
    () => configurationDocument({ rules: rules() }),
    (open) => {
      ({ environment, world } = open);
    },
  );
  beforeEach(() => {
    scene = createScene(world);
  });

  const runOf = (key: string) => inRealTime(environment).workflow.getHandle(requestWorkflowId(key));
  const atRest = (key: string) => comesToRest(environment, key);
  const startedAgain = async (key: string): Promise<void> => {
    await atRest(key);
    await runOf(key).terminate('an operator');
    await keeperRound(environment);
    await world.until(key, 'awaiting_approval');
    await expect.poll(async () => (await scene.rows(key)).map((row) => row.action)).toContain('request.adopted');
    await atRest(key);
  };
  const decided = async (key: string) =>
    (await world.view(key)).decisions.map((each) => [each.stage, each.by, each.decision]);
  const questions = (key: string): number => world.said(key).split('asks for').length - 1;

  test('a changed mind stands', async () => {
    const key = await scene.waiting();
    const signed = await world.signDecision(key, LEAD, 'approve');
    await world.send(signed);
    await world.decide(key, LEAD, 'deny', { comment: 'I was mistaken' });
    const asked = questions(key);
    await startedAgain(key);
    // It was used before.
    await world.send(signed);
    await world.decide(key, CISO, 'approve');
    expect(await decided(key)).toEqual([
      [0, LEAD, 'approve'],
      [0, LEAD, 'deny'],
      [0, CISO, 'approve'],
    ]);
    expect(questions(key)).toBe(asked);
    await world.decide(key, 'boss@acme.test', 'approve');
    await world.until(key, 'active');
  });

  test('the stage that is open, and the decisions on the one before it', async () => {
    const key = await scene.waiting({ accessType: 'Viewer' });
    await world.decide(key, LEAD, 'approve');
    await expect.poll(async () => (await world.view(key)).stages[1]?.state).toBe('open');
    const { plan, stages } = await world.view(key);
    await startedAgain(key);
    expect(await decided(key)).toEqual([[0, LEAD, 'approve']]);
    expect(await world.view(key)).toMatchObject({ plan, stages });
    await world.decide(key, CISO, 'approve');
    await world.until(key, 'active');
    expect((await scene.rows(key)).filter((row) => row.action === 'request.received')).toHaveLength(1);
  });

  test('a move that was refused is not judged again by other rules', async () => {
    const key = await scene.waiting({ accessType: 'Viewer' });
    await world.decide(key, LEAD, 'approve');
    await expect.poll(async () => (await world.view(key)).stages[1]?.state).toBe('open');
    await scene.move(key, MALLORY, 'Approved');
    await expect.poll(() => world.said(key)).toContain('"mallory" is not');
    await expect.poll(() => world.statusOf(key)).toBe('Waiting for approval');
    await world.configure(configurationDocument({ rules: rules('mallory') }));
    await startedAgain(key);
    expect(await decided(key)).toEqual([[0, LEAD, 'approve']]);
    expect(scene.holds('viewers')).toBe(false);
    await world.configure(configurationDocument({ rules: rules() }));
  });

  test('a seat that was handed to another person', async () => {
    const key = await scene.waiting();
    await world.reassign(key, CISO, 'cara@acme.test');
    await startedAgain(key);
    await world.decide(key, 'cara@acme.test', 'approve');
    await expect(world.decide(key, CISO, 'approve')).rejects.toThrow();
    await scene.move(key, LEAD, 'Approved');
    await world.until(key, 'active');
  });

  test('an edit since then is planned again, and voids what was decided', async () => {
    const key = await scene.waiting();
    await world.decide(key, LEAD, 'approve');
    await atRest(key);
    await runOf(key).terminate('an operator');
    world.jira.edit(key, scene.alice, { duration: '1h' }, ['duration']);
    await keeperRound(environment);
    await expect.poll(async () => (await world.view(key)).durationMs).toBe(3_600_000);
    await world.until(key, 'awaiting_approval');
    expect(await decided(key)).toEqual([]);
  });

  describe('the database was restored to before it was decided:', () => {
    test('a request is closed as its issue shows', async () => {
      const key = await scene.waiting();
      await atRest(key);
      await runOf(key).terminate('an operator');
      world.jira.move(key, LEAD, 'Approved');
      await world.jira.side.moveTo(key, 'Access Granted');
      await world.jira.side.moveTo(key, 'Access Expired');
      await keeperRound(environment);
      await expect.poll(() => world.said(key)).toContain('Leasehold moved this issue to Access Expired');
      await expect.poll(async () => (await world.store.requests.get(key))?.state).toBe('expired');
      expect(scene.holds('admins')).toBe(false);
    });

    test('an approval that led to access is asked for again', async () => {
      const key = await scene.waiting();
      await scene.move(key, LEAD, 'Approved');
      await expect.poll(() => decided(key)).toHaveLength(1);
      await atRest(key);
      await runOf(key).terminate('an operator');
      world.jira.move(key, CISO, 'Approved');
      await world.jira.side.moveTo(key, 'Access Granted');
      await keeperRound(environment);
      await expect.poll(() => world.said(key)).toContain('Leasehold moved this issue to Access Granted');
      await expect.poll(() => world.statusOf(key)).toBe('Waiting for approval');
      await expect.poll(() => decided(key)).toEqual([]);
      expect(scene.holds('admins')).toBe(false);
    });
  });

  test('an approval by the API is stored before it is acknowledged', async () => {
    const key = await scene.waiting();
    await world.decide(key, LEAD, 'approve');
    expect((await world.store.requests.get(key))?.decisions).toMatchObject([{ by: LEAD, decision: 'approve' }]);
  });

  describe('a run that knows less than the store, as Temporal was restored,', () => {
    /** The projection that a run saved which Temporal has forgotten. */
    const savedLater = async (key: string, later: Partial<RequestView>): Promise<void> => {
      await atRest(key);
      const kept = await world.store.requests.kept(key);
      if (kept === undefined) throw new Error(`${key} is not saved`);
      const version = (kept.version ?? 0) + 1;
      await world.store.requests.save({ ...kept, runId: 'forgotten', version, follows: undefined, ...later }, []);
    };
    const by = async (email: string): Promise<RequestView['decisions']> => [
      { stage: 0, decision: 'approve', by: email, at: await world.now(), channel: 'api' },
    ];

    test('learns decisions before it counts another', async () => {
      const key = await scene.waiting();
      await savedLater(key, { decisions: await by(LEAD) });
      await expect(world.decide(key, CISO, 'approve')).rejects.toThrow();
      await expect.poll(() => decided(key)).toEqual([[0, LEAD, 'approve']]);
      await atRest(key);
      await world.decide(key, CISO, 'approve');
      await world.until(key, 'active');
    });

    test('learns decisions from the keeper', async () => {
      const key = await scene.waiting();
      await savedLater(key, { decisions: await by(LEAD) });
      await keeperRound(environment);
      await expect.poll(() => decided(key)).toEqual([[0, LEAD, 'approve']]);
      await expect.poll(async () => (await world.store.requests.get(key))?.runId).not.toBe('forgotten');
    });

    test('learns that it was approved, to start later', async () => {
      const startAt = new Date(Date.parse(await world.now()) + 8_000).toISOString();
      const key = await scene.waiting({ startAt });
      await savedLater(key, { state: 'approved', stages: [], decisions: [...(await by(LEAD)), ...(await by(CISO))] });
      await keeperRound(environment);
      await world.until(key, 'active');
    });

    test('learns that it was denied', async () => {
      const key = await scene.waiting();
      await savedLater(key, { state: 'denied', stages: [], reason: 'Denied by lead@acme.test.' });
      await expect(world.decide(key, CISO, 'approve')).rejects.toThrow();
      expect(await world.ended(key)).toBe('denied');
      expect(await world.store.requests.get(key)).toMatchObject({ state: 'denied', runId: 'forgotten' });
    });
  });
});
