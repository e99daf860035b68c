import { describe, expect, test } from 'vitest';
import { approver, INTERESTED, openStage, vote } from '../../test/support/stage.ts';
import { judgeDecision, needsLook, type OpenStage, tally } from './approvals.ts';
import { entriesOf, type Looked, lookAfter } from './standing.ts';

const open = (looked: Looked | null | undefined, changes: Partial<OpenStage> = {}) =>
  openStage({ looked, approvers: [approver('a@x.test'), approver('b@x.test')], ...changes });
const looked = (approvers: string[], lost: string[] = []): Looked => ({ approvers, lost });

describe('a vote counts', () => {
  test('while its voter was found to be an approver, whatever the case of the address', () => {
    expect(tally(open(looked(['A@x.test'])), [vote('a@x.test')]).verdict).toBe('approved');
    expect(tally(open(looked(['b@x.test'])), [vote('a@x.test')])).toMatchObject({ verdict: 'open', approvals: 0 });
    expect(tally(open(looked([], ['a@x.test'])), [vote('a@x.test')]).verdict).toBe('open');
  });
  test('never before the first look, and always in a stage that an older version opened', () => {
    expect(tally(open(null), [vote('a@x.test')]).verdict).toBe('open');
    expect(tally(open(undefined), [vote('a@x.test')]).verdict).toBe('approved');
  });
  test('a denial too', () => {
    const deny = vote('a@x.test', { decision: 'deny' });
    expect(tally(open(looked([], ['a@x.test'])), [deny]).verdict).toBe('open');
    expect(tally(open(looked(['a@x.test'])), [deny]).verdict).toBe('denied');
  });
  test('not for the seat of a delegate who is none any more', () => {
    const delegated = vote('d@x.test', { inPlaceOf: 'a@x.test' });
    const stage = open(looked(['a@x.test'], ['d@x.test']), {
      approvers: [approver('a@x.test'), approver('d@x.test', 'a@x.test')],
    });
    expect(tally(stage, [delegated]).verdict).toBe('open');
    expect(judgeDecision(stage, [delegated], { email: 'a@x.test' }, 'approve', INTERESTED).outcome).toBe('counts');
    expect(tally(stage, [delegated, vote('a@x.test')]).verdict).toBe('approved');
  });
  test('once for a person who was asked in two seats', () => {
    const votes = [vote('d@x.test', { inPlaceOf: 'a@x.test' }), vote('d@x.test')];
    expect(tally(open(looked(['d@x.test']), { require: 2 }), votes)).toMatchObject({ verdict: 'open', approvals: 1 });
  });
  test('a stage that nobody is left in is not denied by nobody', () => {
    expect(tally(open(looked([]), { approvers: [] }), []).verdict).toBe('open');
  });
});

describe('a decision', () => {
  test('of a person who was asked and is no approver any more is refused, with that', () => {
    const judged = judgeDecision(open(looked([], ['a@x.test'])), [], { email: 'a@x.test' }, 'approve', INTERESTED);
    expect(judged).toMatchObject({ outcome: 'refused', reason: { code: 'approver_no_more' } });
  });
  test('waits for a look that covers everyone who voted', () => {
    expect(needsLook(open(looked(['b@x.test'])), [vote('a@x.test'), vote('b@x.test')])).toBe(true);
    expect(needsLook(open(looked(['b@x.test'], ['a@x.test'])), [vote('a@x.test'), vote('b@x.test')])).toBe(false);
    expect(needsLook(open(null), [])).toBe(false);
    expect(needsLook(open(null), [vote('a@x.test', { stage: 1 })])).toBe(false);
  });
});

test('the entries that a person may serve are those of now, or those by which they were asked', () => {
  const now = { ...looked(['a@x.test', 'b@x.test', 'c@x.test']), entries: [[0], null] };
  expect(entriesOf({ looked: now }, 'A@x.test', [1])).toEqual([0]);
  for (const email of ['b@x.test', 'c@x.test', 'z@x.test'])
    expect(entriesOf({ looked: now }, email, [1]), email).toEqual([1]);
  for (const none of [undefined, null, looked(['a@x.test'])])
    expect(entriesOf({ looked: none }, 'a@x.test', [1])).toEqual([1]);
  expect(entriesOf({ looked: null }, 'a@x.test')).toEqual([]);
});

describe('after a reading', () => {
  const at = { round: 2, stage: 1 };
  const found = { round: 2, stage: 1, approvers: ['a@x.test'], lost: ['b@x.test'] };
  const before = looked(['b@x.test']);

  test('its look of this stage counts, in the place of the last one', () => {
    expect(lookAfter(before, found, at, true)).toEqual({ approvers: ['a@x.test'], lost: ['b@x.test'] });
    expect(lookAfter(null, { ...found, entries: [[0]] }, at, false)).toMatchObject({ entries: [[0]] });
  });
  test('decisions that came without one need one', () => {
    for (const read of [null, { ...found, round: 1 }, { ...found, stage: 0 }]) {
      expect(lookAfter(before, read, at, true)).toBeNull();
      expect(lookAfter(before, read, at, false)).toBe(before);
    }
  });
  test('a reading of an older version, and a stage that one opened, need none', () => {
    expect(lookAfter(before, undefined, at, true)).toBe(before);
    expect(lookAfter(undefined, null, at, true)).toBeUndefined();
  });
});
