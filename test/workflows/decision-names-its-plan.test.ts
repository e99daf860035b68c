/** A decision counts for the plan, the round and the stage that it names, once. */
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { readPlanToken } from '../../domain/approval/plan-token.ts';
import type { SignedDecision } from '../../workflows/contract/access-request.ts';
import { requestWorkflowId } from '../../workflows/contract/ids.ts';
import { lacks } from '../parts/lacks.ts';
import { configurationDocument, rule, stage } from '../support/configuration.ts';
import { createScene, type Scene } from '../support/scene.ts';
import { useWorld } from '../support/use-world.ts';
import type { World } from '../support/world.ts';

const LEAD = 'lead@acme.test';
const [EVE, SAM, SUE, SID] = ['eve@acme.test', 'sam@acme.test', 'sue@acme.test', 'sid@acme.test'];
const SECURITY = [{ group: 'okta:Security' }];
const UNSIGNED = {
  cause: { type: 'DecisionForbidden', message: expect.stringContaining('was not signed by the API') },
};
const STALE = { cause: { type: 'DecisionStale' } };

/** The lead approves both levels of Okta. */
function document(stages: readonly object[] = [stage()]): object {
  const approval = { stages };
  return configurationDocument({
    rules: [rule({ approval }), rule({ key: 'okta-viewer', accessLevel: 'Viewer', approval })],
  });
}

describe.skipIf(lacks('timeSkippingServer'))('a signed decision', () => {
  let environment: TestWorkflowEnvironment;
  let world: World;
  let scene: Scene;
  useWorld(document, (open) => {
    ({ environment, world } = open);
  });
  beforeEach(async () => {
    vi.restoreAllMocks();
    scene = createScene(world);
    await world.configure(document());
  });

  const handle = (key: string) => environment.client.workflow.getHandle(requestWorkflowId(key));
  const planOf = async (key: string): Promise<string> => (await world.view(key)).plan ?? '';
  const roundOf = async (key: string): Promise<number> => readPlanToken(await planOf(key))?.round ?? 0;
  /** An edit of the issue that the run has read and planned again. */
  async function edited(key: string, change: Parameters<World['jira']['edit']>[2]): Promise<void> {
    const before = await roundOf(key);
    world.jira.edit(key, scene.alice, change, Object.keys(change));
    await world.nudge(key);
    await expect.poll(() => roundOf(key)).toBe(before + 1);
    await world.until(key, 'awaiting_approval');
  }
  const states = async (key: string): Promise<object> => {
    const { state, decisions } = await world.view(key);
    return { state, decisions: decisions.length };
  };
  const UNDECIDED = { state: 'awaiting_approval', decisions: 0 };

  test.each([
    ['Viewer, edited to Admin', { accessType: 'Viewer' }, { accessType: 'Admin' }],
    ['10 minutes, edited to 29 days', { duration: '10m' }, { duration: '29d' }],
  ])('for %s does not count', async (_what, asked, change) => {
    const key = await scene.waiting(asked);
    const shown = await planOf(key);
    await edited(key, change);
    await expect(world.decide(key, LEAD, 'approve', { plan: shown })).rejects.toMatchObject(STALE);
    expect(await states(key)).toEqual(UNDECIDED);
    await world.decide(key, LEAD, 'approve');
    await world.until(key, 'active');
  });

  test('for Viewer, sent while an edit to Admin is being read, does not count', async () => {
    const key = await scene.waiting({ accessType: 'Viewer' });
    const signed = await world.signDecision(key, LEAD, 'approve');
    let goOn = (): void => {};
    const read = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    vi.spyOn(world.store.requests, 'keepFacts').mockImplementation(() => read);
    world.jira.edit(key, scene.alice, { accessType: 'Admin' }, ['accessType']);
    await world.nudge(key);
    await expect.poll(() => planOf(key)).toBe('');
    const refused = expect(world.send(signed)).rejects.toMatchObject(STALE);
    goOn();
    await refused;
    expect(await states(key)).toEqual(UNDECIDED);
  });

  test('of what an edit changed and changed back does not count: the request was planned again', async () => {
    const key = await scene.waiting({ duration: '10m' });
    const shown = await planOf(key);
    await edited(key, { duration: '29d' });
    await edited(key, { duration: '10m' });
    await expect(world.decide(key, LEAD, 'approve', { plan: shown })).rejects.toMatchObject(STALE);
    expect(await states(key)).toEqual(UNDECIDED);
  });

  test('taken from the history does not count for a later edit', async () => {
    await world.configure(document([stage({ approvers: [{ user: LEAD }, { user: EVE }], require: 2 })]));
    const key = await scene.waiting({ duration: '10m' });
    const signed = await world.signDecision(key, LEAD, 'approve');
    await world.send(signed);
    await edited(key, { duration: '29d' });
    await expect(world.send(signed)).rejects.toMatchObject(STALE);
    expect(await states(key)).toEqual(UNDECIDED);
  });

  test('taken from the history does not count for the second stage', async () => {
    const both = { approvers: [{ user: LEAD }], allowRepeatApprovers: true };
    await world.configure(document([stage(both), stage(both)]));
    const key = await scene.waiting();
    const signed = await world.signDecision(key, LEAD, 'approve');
    await world.send(signed);
    await expect.poll(async () => (await world.view(key)).stages[1]?.state).toBe('open');
    // A repeat is answered, and changes nothing.
    await world.send(signed);
    expect(await states(key)).toEqual({ state: 'awaiting_approval', decisions: 1 });
    await world.decide(key, LEAD, 'approve');
    await world.until(key, 'active');
  });

  test('is used once: it does not undo a changed mind', async () => {
    const two = { approvers: [{ user: LEAD }, { user: EVE }], require: 2, denials: 2 };
    await world.configure(document([stage(two)]));
    const key = await scene.waiting();
    const approval = await world.signDecision(key, LEAD, 'approve');
    const repeat = await world.signDecision(key, LEAD, 'approve');
    await world.send(approval);
    await world.send(repeat);
    await world.decide(key, LEAD, 'deny');
    await world.send(approval);
    await world.send(repeat);
    expect((await world.view(key)).decisions.map((each) => each.decision)).toEqual(['approve', 'deny']);
    await world.decide(key, EVE, 'approve');
    expect((await world.view(key)).state).toBe('awaiting_approval');
  });

  test('is taken twenty times of one person by a stage, and the last stands', async () => {
    const key = await scene.waiting();
    const two = { approvers: [{ user: LEAD }, { user: EVE }], require: 2, denials: 2 };
    await world.configure(document([stage(two)]));
    await edited(key, { duration: '2h' });
    for (let n = 0; n < 20; n += 1) await world.decide(key, LEAD, n % 2 === 0 ? 'approve' : 'deny');
    const message = expect.stringContaining('has decided 20 times');
    await expect(world.decide(key, LEAD, 'approve')).rejects.toMatchObject({ cause: { message } });
    await world.decide(key, EVE, 'deny');
    expect(await world.ended(key)).toBe('denied');
  });

  test('on what an earlier run of the request asked counts in the next one, which goes on with it', async () => {
    const key = await scene.waiting();
    const signed = await world.signDecision(key, LEAD, 'approve');
    await handle(key).terminate('by the test');
    await world.nudge(key);
    await world.until(key, 'awaiting_approval');
    await world.send(signed);
    expect((await world.view(key)).decisions).toHaveLength(1);
  });

  test.each([['plan'], ['id']] as const)(
    'with another %s than was signed does not count, and the trail says so',
    async (member) => {
      const key = await scene.waiting({ duration: '10m' });
      const signed = await world.signDecision(key, LEAD, 'approve');
      await edited(key, { duration: '29d' });
      const plan = await planOf(key);
      const forged = { ...signed, plan, ...(member === 'id' ? { id: 'another' } : {}) };
      for (let n = 0; n < 3; n += 1) await expect(world.send(forged)).rejects.toMatchObject(UNSIGNED);
      expect(await states(key)).toEqual(UNDECIDED);
      await world.decide(key, LEAD, 'deny');
      expect(await world.ended(key)).toBe('denied');
      const refused = (await scene.rows(key)).filter((row) => row.action === 'decision.refused');
      expect(refused).toMatchObject([
        { actor: 'unknown', reason: expect.stringContaining(`in the name of ${LEAD}`), details: { count: 3 } },
      ]);
    },
  );

  test('without a plan does not count', async () => {
    const key = await scene.waiting();
    const { plan: _plan, ...unnamed } = await world.signDecision(key, LEAD, 'approve');
    await expect(world.send(unnamed)).rejects.toMatchObject(STALE);
    expect(await states(key)).toEqual(UNDECIDED);
  });

  test('a handover taken from the history does not hand on the seat in a later plan', async () => {
    const key = await scene.waiting({ duration: '10m' });
    const signed = await world.signHandover(key, LEAD, EVE);
    await edited(key, { duration: '29d' });
    await expect(world.sendHandover(signed)).rejects.toMatchObject(STALE);
    expect((await world.view(key)).stages[0]?.approvers).toMatchObject([{ email: LEAD }]);
  });

  test('a handover taken from the history does not hand on a turn that came back', async () => {
    const key = await scene.waiting();
    await world.reassign(key, LEAD, EVE);
    const signed = await world.signHandover(key, EVE, SAM);
    await world.sendHandover(signed);
    await world.reassign(key, SAM, EVE);
    await expect(world.sendHandover(signed)).rejects.toMatchObject(STALE);
    expect((await world.view(key)).stages[0]?.approvers).toMatchObject([{ email: EVE }]);
    await world.reassign(key, EVE, SAM);
    expect((await world.view(key)).stages[0]?.approvers).toMatchObject([{ email: SAM }]);
  });

  test('does not count again when its stage is asked again, over a changed mind', async () => {
    world.okta.members.set('Security', new Set([SAM, SUE]));
    await world.configure(document([stage({ approvers: SECURITY, require: 2, denials: 2 })]));
    const key = await scene.waiting();
    const yes = await world.signDecision(key, SUE, 'approve');
    await world.send(yes);
    await world.decide(key, SUE, 'deny');
    // Sam leaves, Sid comes: too few are left, so the stage is asked again.
    world.okta.members.set('Security', new Set([SUE, SID]));
    await expect(world.decide(key, SAM, 'approve')).rejects.toThrow();
    await expect
      .poll(async () => (await world.view(key)).stages[0]?.approvers.map((each) => each.email))
      .toEqual([SUE, SID]);
    // A repeat is answered, and changes nothing.
    await world.send(yes);
    const unused = { ...yes, id: 'another' };
    await expect(world.send({ ...unused, mac: world.macOf('decision', unused) })).rejects.toMatchObject(STALE);
    await world.decide(key, SID, 'approve');
    const { decisions } = await world.view(key);
    expect(decisions.map((each) => [each.by, each.decision])).toEqual([
      [SUE, 'approve'],
      [SUE, 'deny'],
      [SID, 'approve'],
    ]);
    expect((await world.view(key)).state).toBe('awaiting_approval');
  });

  test('on the second stage does not count if it was made before its question stood on the issue', async () => {
    await world.configure(document([stage(), stage({ approvers: [{ owner: true }] })]));
    const key = await scene.waiting();
    let askNow = (): void => {};
    const away = new Promise<void>((resolve) => {
      askNow = resolve;
    });
    const { comment } = world.jira.side;
    vi.spyOn(world.jira.side, 'comment').mockImplementation(async (...input) => {
      if (input[0] === key) await away;
      return comment(...input);
    });
    const first = await planOf(key);
    await world.decide(key, LEAD, 'approve');
    await expect.poll(async () => (await world.view(key)).stages[0]?.state).toBe('approved');
    // The token of the second stage does not follow from that of the first.
    const early = [first, (await planOf(key)) || first].map((plan) =>
      expect(
        world.decide(key, 'owner@acme.test', 'approve', { plan: plan.replace(/\.0$/, '.1') }),
      ).rejects.toMatchObject(STALE),
    );
    askNow();
    await Promise.all(early);
    expect(await states(key)).toEqual({ state: 'awaiting_approval', decisions: 1 });
    await world.decide(key, 'owner@acme.test', 'approve');
    await world.until(key, 'active');
  });

  test('is signed as one: a signed handover, sent as a decision, does not count', async () => {
    const key = await scene.waiting();
    const handover = await world.signHandover(key, LEAD, EVE);
    await expect(world.send({ ...handover, decision: 'deny' })).rejects.toMatchObject(UNSIGNED);
    await expect(world.send(handover as unknown as SignedDecision)).rejects.toThrow();
    expect(await states(key)).toEqual(UNDECIDED);
    const { mac: _mac, ...decision } = await world.signDecision(key, LEAD, 'approve');
    const asHandover = { ...decision, to: EVE };
    const message = expect.stringContaining('was not signed by the API');
    for (const kind of ['decision', 'verdict'] as const) {
      const mac = world.macOf(kind, asHandover);
      await expect(world.sendHandover({ ...asHandover, mac })).rejects.toMatchObject({ cause: { message } });
    }
  });
});
