import { describe, expect, test } from 'vitest';
import { leaseOf, planOf } from '../../test/support/run-state.ts';
import { openStage, approver as someone, vote } from '../../test/support/stage.ts';
import { reason } from '../reasons.ts';
import type { Approver, OpenStage } from './approvals.ts';
import {
  asPlanned,
  decided,
  decisionUsed,
  endingWith,
  endOfAccess,
  givingFailed,
  interestedIn,
  leaseKnown,
  newRun,
  notNeeded,
  planned,
  type RunState,
  reviewDecided,
  stageClosed,
  stageOpened,
  stageReseated,
  standingKnown,
  unended,
  unseated,
  wasGiven,
} from './run-state.ts';

const approver = (name: string): Approver => someone(`${name}@x.test`);
const open = (index: number, ...names: readonly string[]): OpenStage =>
  openStage({ index, name: `Stage ${index + 1}`, approvers: names.map(approver) });
const emails = (people: readonly Approver[]): readonly string[] => people.map((each) => each.email.split('@')[0] ?? '');
const waiting = asPlanned(newRun('ACCESS-1'), { issueId: '1', ...planOf() });
const holding = (...leases: RunState['leases']): RunState => ({ ...waiting, leases });
const decision = (by: string) => vote(`${by}@x.test`);

test('a new run has read, asked, given and reported nothing', () => {
  const run = newRun('ACCESS-1');
  expect(run).toMatchObject({ issueKey: 'ACCESS-1', phase: 'intake', changed: false, details: '' });
  expect(Object.values(run).filter((each) => Array.isArray(each) && each.length > 0)).toEqual([]);
});

test('a run that is not planned has neither plan nor people', () => {
  const { ask, plan, ...rest } = waiting;
  expect(() => planned({ ...rest, ask })).toThrow('not planned');
  expect(() => planned({ ...rest, plan })).toThrow('not planned');
  expect(() => planned(newRun('ACCESS-1'))).toThrow('ACCESS-1 is not planned yet');
  expect(() => interestedIn(newRun('ACCESS-1'))).toThrow('not planned');
  expect(interestedIn(waiting)).toMatchObject({ subject: { email: 'alice@acme.test' }, selfApproval: false });
});

test('a new plan voids the decisions and stages of the old one, and keeps what was read', () => {
  const glass = { reviewers: [approver('ann')], told: [] };
  const inbox = { ...waiting.inbox, lastStep: '7' };
  const before = decided(stageClosed(stageOpened({ ...waiting, glass, inbox }, open(0, 'ann'), []), 'approved'), {
    ...decision('ann'),
  });
  const after = asPlanned(stageOpened(before, open(1, 'ben'), []), { issueId: '1', ...planOf({ title: 'Other' }) });
  expect(after).toMatchObject({ decisions: [], closedStages: [], deadlines: {}, glass, plan: { title: 'Other' } });
  expect(after.open).toBeUndefined();
  expect(after.inbox.lastStep).toBe('7');
  // Everyone who was asked is to hear how it ends.
  expect(emails(after.approvers)).toEqual(['ann', 'ben']);
});

describe('stages', () => {
  test('people who are asked again and again are known once, as they were asked last', () => {
    let state = waiting;
    for (let round = 0; round < 3; round += 1) {
      const stage = open(0, 'ann', 'ben');
      const asked = { ...stage, approvers: stage.approvers.map((each) => ({ ...each, via: `round ${round}` })) };
      state = stageOpened(asPlanned(state, { issueId: '1', ...planOf() }), asked, [approver('cid'), approver('cid')]);
      state = stageReseated(state, asked, [approver('dan')]);
    }
    expect(emails(state.approvers)).toEqual(['ann', 'ben', 'dan']);
    expect(state.approvers[0]?.via).toBe('round 2');
    expect(state.released).toEqual(['cid@x.test']);
  });

  test('an open stage has the deadlines of its plan, and a closed one none', () => {
    const opened = stageOpened(waiting, open(0, 'ann'), []);
    expect(opened.deadlines).toEqual({ remind: Date.parse('2026-06-01T13:00:00Z') });
    const closed = stageClosed(opened, 'approved');
    expect(closed).toMatchObject({ deadlines: {}, closedStages: [{ name: 'Stage 1', state: 'approved' }] });
    expect(closed.open).toBeUndefined();
    expect(stageOpened(waiting, open(5, 'ann'), []).deadlines).toEqual({});
  });

  test('without an open stage nothing is closed', () => {
    expect(stageClosed(waiting, 'skipped')).toBe(waiting);
  });

  test.each<[string, (state: RunState) => RunState, readonly string[]]>([
    ['all of an open stage', (state) => state, ['ann', 'ben']],
    ['those who did not decide', (state) => decided(state, decision('ANN')), ['ben']],
    [
      'those added since',
      (state) => stageReseated(state, open(0, 'ann', 'cid'), [approver('cid')]),
      ['ann', 'ben', 'cid'],
    ],
    ['not those who know', (state) => stageOpened(state, open(1, 'cid'), notNeeded(state)), ['cid']],
    [
      'those who are needed in the next stage, too',
      (state) => stageOpened(state, open(1, 'ben'), notNeeded(state)),
      ['ben'],
    ],
    [
      'those who knew, and were asked again since',
      (state) => stageOpened(stageOpened(state, open(1, 'cid'), notNeeded(state)), open(0, 'ann', 'dan'), []),
      ['ann', 'cid', 'dan'],
    ],
  ])('people to be told that they are not needed: %s', (_name, change, left) => {
    expect(emails(notNeeded(change(stageOpened(waiting, open(0, 'ann', 'ben'), []))))).toEqual(left);
  });
});

describe('an approver who is none any more', () => {
  const asked = stageOpened(waiting, open(0, 'ann', 'ben'), []);
  const lookedUp = (approvers: string[], lost: string[], state = asked) =>
    standingKnown(state, { round: 0, stage: 0, approvers, lost }, true);
  const [ANN, BEN] = ['ann@x.test', 'ben@x.test'];

  test('leaves the open stage, and knows it', () => {
    const { state, lost } = unseated(lookedUp([ANN], [BEN]));
    expect(emails(lost)).toEqual(['ben']);
    expect(emails(state.open?.approvers ?? [])).toEqual(['ann']);
    expect(state).toMatchObject({ released: [BEN], dropped: [BEN] });
    expect(state.askedAgain).toBeUndefined();
    expect(unseated(state)).toMatchObject({ state, lost: [] });
  });

  test('leaves too few: the stage is asked again', () => {
    const before = { ...lookedUp([], [ANN, BEN]), dropped: [BEN] };
    const { state, lost } = unseated(before);
    expect(emails(lost)).toEqual(['ann', 'ben']);
    expect(state).toMatchObject({ released: [ANN, BEN], dropped: [BEN, ANN], askedAgain: 1, deadlines: {} });
    expect(state.open).toBeUndefined();
    expect(unseated({ ...before, askedAgain: 1 }).state.askedAgain).toBe(2);
  });

  test('is nobody while all still are, and while no stage is open', () => {
    for (const state of [asked, lookedUp([ANN, BEN], []), waiting])
      expect(unseated(state)).toEqual({ state, lost: [] });
  });

  test('is looked up for the stage that is open, in its round', () => {
    expect(lookedUp([ANN], [BEN]).open?.looked).toEqual({ approvers: [ANN], lost: [BEN] });
    for (const at of [
      { round: 1, stage: 0 },
      { round: 0, stage: 1 },
    ])
      expect(standingKnown(asked, { ...at, approvers: [ANN], lost: [BEN] }, false)).toBe(asked);
    expect(standingKnown(asked, undefined, true)).toBe(asked);
    expect(standingKnown(waiting, null, true)).toBe(waiting);
  });
});

test('the first signed decision that a stage takes is remembered', () => {
  const used = { actor: 'ann@x.test', id: 'id' };
  expect(decisionUsed(waiting, used).usedDecisions).toEqual([used]);
});

describe('access was given', () => {
  const live = [leaseOf(1, 1), leaseOf(1, 2)];
  test.each([
    ['if the attempt was reported as given', { given: true }, true],
    ['if all of it is live, and was taken over to be read back', { leases: live, unread: ['ACCESS-1/1.1'] }, true],
    ['not if nothing was taken over', { leases: live, unread: [] }, false],
    ['not in a history that read nothing back', { leases: live }, false],
    ['not if a level is missing', { leases: live.slice(1), unread: ['ACCESS-1/1.2'] }, false],
    [
      'not if a level is pending',
      { leases: [leaseOf(1, 1, { state: 'pending' }), leaseOf(1, 2)], unread: ['ACCESS-1/1.2'] },
      false,
    ],
  ] as const)('%s', (_when, changes, given) => {
    expect(wasGiven({ ...waiting, ...changes })).toBe(given);
  });

  test('not before it is planned', () => {
    expect(wasGiven({ ...newRun('ACCESS-1'), unread: ['ACCESS-1/1.1'] })).toBe(false);
  });
});

describe('the end of access', () => {
  const until = (hour: number | null, changes = {}) =>
    leaseOf(1, hour ?? 9, { expiresAt: hour === null ? null : `2026-06-01T${hour}:00:00.000Z`, ...changes });
  const over = { state: 'ended', endReason: 'revoked' } as const;

  test.each([
    ['nothing is held', [], null],
    ['one lease', [until(14)], 14],
    ['the first of several', [until(15), until(13), until(14)], 13],
    ['a lease without an end is ignored beside one with an end', [until(null), until(15)], 15],
    ['only leases without an end', [until(null)], null],
    ['a lease that has ended is ignored', [until(13, over), until(15)], 15],
    ['all have ended', [until(15, over), until(13, over)], 13],
    ['the others have no end, and the one with an end is over', [until(13, over), until(null)], null],
    ['a pending lease counts', [until(13, { state: 'pending' }), until(15)], 13],
  ])('%s', (_name, leases, hour) => {
    const expected = hour === null ? null : `2026-06-01T${hour}:00:00.000Z`;
    expect(endOfAccess(holding(...leases))).toBe(expected);
  });
});

describe('leases', () => {
  test('one that is known is replaced in its place; an unknown one replaces none', () => {
    const [first, second] = [leaseOf(1, 1, { state: 'pending' }), leaseOf(1, 2)];
    const live = leaseOf(1, 1);
    expect(leaseKnown(holding(first, second), live).leases).toEqual([live, second]);
    expect(leaseKnown(holding(second), first).leases).toEqual([second, first]);
    expect(leaseKnown(holding(), first).leases).toEqual([first]);
  });

  test('a failed attempt leaves all that it holds to be taken back, beside what is taken back already', () => {
    const [held, over, left] = [leaseOf(2, 1), leaseOf(2, 2, { state: 'ended' }), leaseOf(1, 1)];
    const state = { ...holding(held, over), attempt: 2, takingBack: [left], changed: true, given: true };
    expect(givingFailed(state)).toMatchObject({
      attempt: 3,
      leases: [],
      takingBack: [left, held],
      changed: false,
      kept: [],
      given: false,
    });
  });

  test('pending and live ones have not ended', () => {
    const [pending, live] = [leaseOf(1, 1, { state: 'pending' }), leaseOf(1, 2)];
    expect(unended(holding(pending, live, leaseOf(1, 3, { state: 'ended' })))).toEqual([pending, live]);
  });
});

test('the first ending stands', () => {
  const expired = { state: 'expired', by: 'leasehold', reason: reason('expired'), lease: 'expired' } as const;
  const revoked = { state: 'revoked', by: 'ada', reason: reason('cancelled'), lease: 'revoked' } as const;
  const state = endingWith(waiting, expired);
  expect(endingWith(state, revoked)).toBe(state);
  expect(state.ending).toBe(expired);
});

test('a verdict is kept with its review, and without one it is for nothing', () => {
  const verdict = { verdict: 'keep', by: 'ann', at: '2026-06-01T12:00:00Z' } as const;
  expect(reviewDecided(waiting, verdict)).toBe(waiting);
  const review = { id: 'r', reviewers: [], openedAt: '', dueAt: '' };
  expect(reviewDecided({ ...waiting, review }, verdict).review).toEqual({ ...review, decision: verdict });
});
