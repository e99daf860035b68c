import { expect, test } from 'vitest';
import { planOf } from '../../test/support/run-state.ts';
import { approver, openStage, vote } from '../../test/support/stage.ts';
import type { OpenStage } from './approvals.ts';
import { currentToken, writePlanToken } from './plan-token.ts';
import { asPlanned, decided, decisionUsed, newRun, type RunState, stageClosed, stageOpened } from './run-state.ts';
import { judgeSigned, MOST_DECISIONS, type Signed } from './signed-decision.ts';

const [LEAD, EVE, CAROL] = ['lead@acme.test', 'eve@acme.test', 'carol@acme.test'];

const asked = (index: number, ...emails: readonly string[]): OpenStage =>
  openStage({ index, name: `Stage ${index + 1}`, approvers: emails.map((email) => approver(email)), denials: 2 });
const FIRST = asked(0, LEAD, EVE);
const SECOND = asked(1, CAROL);

/** Planned by a version with digests, waiting in its first stage. */
function inFirst(): RunState {
  const planned = asPlanned(newRun('ACCESS-1'), { issueId: '1', digest: 'a'.repeat(64), ...planOf() });
  return stageOpened({ ...planned, round: 1, phase: 'waiting' }, FIRST, []);
}
/** The lead has approved the first stage. */
const inSecond = (): RunState => stageOpened(stageClosed(decided(inFirst(), vote(LEAD)), 'approved'), SECOND, []);
function planNow(state: RunState): string {
  const token = currentToken(state);
  if (token === undefined) throw new Error('Nothing is waited for.');
  return writePlanToken(token);
}
const by = (actor: string, changes: Partial<Signed> = {}): Signed => ({
  actor,
  decision: 'approve',
  plan: planNow(inFirst()),
  id: 'id',
  ...changes,
});

test('counts for the plan and the stage that it names', () => {
  expect(judgeSigned(inFirst(), FIRST, by(EVE))).toMatchObject({ outcome: 'counts', approver: { email: EVE } });
  const second = by(CAROL, { plan: planNow(inSecond()) });
  expect(judgeSigned(inSecond(), SECOND, second)).toMatchObject({ outcome: 'counts', approver: { email: CAROL } });
});

test('another plan is stale, also by a person who may not decide', () => {
  const other = `${'b'.repeat(64)}.1.0`;
  for (const actor of [EVE, 'mallory@acme.test', 'alice@acme.test'])
    expect(judgeSigned(inFirst(), FIRST, by(actor, { plan: other }))).toMatchObject({
      outcome: 'refused',
      how: 'stale',
      reason: { code: 'plan_changed' },
    });
});

test('a person who may not decide is forbidden', () => {
  expect(judgeSigned(inFirst(), FIRST, by('mallory@acme.test'))).toMatchObject({
    how: 'forbidden',
    reason: { code: 'not_an_approver' },
  });
  expect(judgeSigned(inFirst(), FIRST, by('alice@acme.test'))).toMatchObject({
    how: 'forbidden',
    reason: { code: 'self_approval' },
  });
});

test('the same decision again is repeated, with another id too', () => {
  const state = decided(inFirst(), vote(EVE));
  expect(judgeSigned(state, FIRST, by(EVE))).toEqual({ outcome: 'repeated' });
  expect(judgeSigned(state, FIRST, by(EVE, { decision: 'deny' }))).toMatchObject({ outcome: 'counts' });
});

test('a used id is repeated, whatever was decided since', () => {
  const approved = decisionUsed(decided(inFirst(), vote(EVE)), by(EVE));
  const denied = decided(approved, vote(EVE, { decision: 'deny' }));
  expect(judgeSigned(denied, FIRST, by(EVE))).toEqual({ outcome: 'repeated' });
  expect(judgeSigned(denied, FIRST, by(EVE, { id: 'another' }))).toMatchObject({ outcome: 'counts' });
  // The id is one person's.
  expect(judgeSigned(denied, FIRST, by(LEAD))).toMatchObject({ outcome: 'counts' });
});

test('a decision without an id is of an earlier version, and is not remembered', () => {
  expect(decisionUsed(inFirst(), { actor: EVE })).toEqual(inFirst());
});

test('on an earlier stage, the person’s own decision is repeated, and others are told who decided', () => {
  expect(judgeSigned(inSecond(), SECOND, by(LEAD))).toEqual({ outcome: 'repeated' });
  expect(judgeSigned(inSecond(), SECOND, by(EVE))).toMatchObject({
    how: 'closed',
    reason: { code: 'decided_already' },
  });
  expect(judgeSigned(inSecond(), SECOND, by(LEAD, { decision: 'deny' }))).toMatchObject({ how: 'closed' });
  // An approver of the open stage alone has not read it yet.
  expect(judgeSigned(inSecond(), SECOND, by(CAROL))).toMatchObject({ how: 'stale' });
});

test('on an earlier stage, what was decided in a later one does not matter', () => {
  // The lead approved the first stage, was asked in the second one too, and Carol has denied that.
  const second = { ...SECOND, approvers: [...SECOND.approvers, approver(LEAD)] };
  const third = { ...SECOND, index: 2 };
  const denied = decided(stageOpened(inSecond(), second, []), vote(CAROL, { stage: 1, decision: 'deny' }));
  const state = stageOpened(stageClosed(denied, 'denied'), third, []);
  const plan = { ...planOf().plan, stages: [1, 2, 3].flatMap(() => planOf().plan.stages.slice(1)) };
  expect(judgeSigned({ ...state, plan }, third, by(LEAD))).toEqual({ outcome: 'repeated' });
});

test('a person who was asked and is no approver any more is told that, whatever they decided before', () => {
  const lost = {
    ...SECOND,
    approvers: [...SECOND.approvers, approver(LEAD)],
    looked: { approvers: [CAROL], lost: [LEAD] },
  };
  const state = stageOpened(inSecond(), lost, []);
  expect(judgeSigned(state, lost, by(LEAD, { plan: planNow(state) }))).toMatchObject({
    how: 'forbidden',
    reason: { code: 'approver_no_more' },
  });
});

test('on the open stage, an approver of an earlier one gets its outcome', () => {
  const plan = planNow(inSecond());
  expect(judgeSigned(inSecond(), SECOND, by(LEAD, { plan }))).toEqual({ outcome: 'repeated' });
  expect(judgeSigned(inSecond(), SECOND, by(EVE, { plan }))).toMatchObject({ how: 'closed' });
  expect(judgeSigned(inSecond(), SECOND, by('alice@acme.test', { plan }))).toMatchObject({ how: 'forbidden' });
});

test('a stage takes twenty decisions of one person', () => {
  let state = inFirst();
  for (let n = 1; n < MOST_DECISIONS; n += 1) state = decisionUsed(state, by(EVE, { id: `${n}` }));
  expect(judgeSigned(state, FIRST, by(EVE))).toMatchObject({ outcome: 'counts' });
  state = decisionUsed(state, by(EVE, { id: 'last' }));
  expect(judgeSigned(state, FIRST, by(EVE))).toMatchObject({
    how: 'forbidden',
    reason: { code: 'too_many_decisions' },
  });
  expect(judgeSigned(state, FIRST, by(EVE, { id: 'last' }))).toEqual({ outcome: 'repeated' });
  expect(judgeSigned(state, FIRST, by(LEAD))).toMatchObject({ outcome: 'counts' });
  // The next stage counts from the beginning; the same one, asked again, does not.
  expect(stageOpened(stageClosed(state, 'approved'), SECOND, []).usedDecisions).toEqual([]);
  expect(stageOpened({ ...state, open: undefined }, FIRST, []).usedDecisions).toEqual(state.usedDecisions);
});
