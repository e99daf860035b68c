import { describe, expect, test } from 'vitest';
import { answer, at, edited, moved, reading, shown } from '../../test/support/issue-steps.ts';
import { STATUS_STATES, type StatusState } from '../policy.ts';
import {
  compareIds,
  hasDecisions,
  hasVotes,
  type IssueStep,
  isAfterQuestion,
  isEnd,
  isOutcome,
  lastEdit,
  mayPrecede,
  showsEnd,
  stepsAfter,
  whyLeft,
} from './issue-step.ts';

const left = (project: string) => ({ kind: 'left', id: '3', at: at(3), actor: {}, project }) as const;

describe('a step', () => {
  test.each<[string, IssueStep, 'decides' | 'ends' | 'neither']>([
    ['a move to approved', moved(1, 1, 'approved'), 'decides'],
    ['a move to denied', moved(1, 1, 'denied'), 'decides'],
    ['a move to declined', moved(1, 1, 'declined'), 'ends'],
    ['a move to withdrawn', moved(1, 1, 'withdrawn'), 'ends'],
    ['a move to revoked', moved(1, 1, 'revoked'), 'ends'],
    ['a move to pending', moved(1, 1, 'pending'), 'neither'],
    ['a move to provisioned', moved(1, 1, 'provisioned'), 'neither'],
    ['a move to expired', moved(1, 1, 'expired'), 'neither'],
    ['a move to failed', moved(1, 1, 'failed'), 'neither'],
    ['a move to an unmapped status', { ...moved(1), kind: 'moved', status: 'Triage', to: undefined }, 'neither'],
    ['an edit', edited(1), 'ends'],
    ['a move to another project', left('HELP'), 'ends'],
    ['an outcome that Leasehold showed', shown(1, 'denied'), 'ends'],
  ])('that is %s', (_name, step, what) => {
    expect(hasDecisions({ steps: [step] })).toBe(what === 'decides');
    expect(isEnd(step)).toBe(what === 'ends');
    expect(hasDecisions(reading([edited(1), step]))).toBe(what === 'decides');
    expect(hasVotes(reading([edited(1), step]))).toBe(what !== 'neither' && step.kind === 'moved');
  });

  test('a reading without steps has decisions if it has answers', () => {
    expect(hasDecisions(reading([]))).toBe(false);
    expect(hasDecisions(reading([], { answers: [] }))).toBe(false);
    expect(hasDecisions(reading([], { answers: [answer('a', 1)] }))).toBe(true);
    expect(hasVotes(reading([], { answers: [] }))).toBe(false);
    expect(hasVotes(reading([], { answers: [answer('a', 1)] }))).toBe(true);
  });

  test('out of the project withdraws the request, and says where the issue is', () => {
    expect(whyLeft(left(''))).toMatchObject({ code: 'deleted' });
    expect(whyLeft(left('HELP'))).toMatchObject({ code: 'moved_away' });
  });
});

describe('a state', () => {
  test('is an outcome unless it comes before the decision', () => {
    const before: readonly (StatusState | undefined)[] = ['pending', 'approved'];
    for (const state of STATUS_STATES) expect(isOutcome(state), state).toBe(!before.includes(state));
    expect(isOutcome(undefined)).toBe(false);
  });

  test.each([
    ['provisioned', false],
    ['failed', false],
    ['denied', true],
    ['expired', true],
  ] as const)('%s, shown by Leasehold, ends the request: %s', (to, ends) => {
    expect(showsEnd(shown(1, to))).toBe(ends);
  });
});

describe('the changelog', () => {
  test.each([
    ['9', '10', -1],
    ['10', '9', 1],
    ['10', '10', 0],
    ['11', '10', 1],
    // Beyond the integers that a number keeps apart.
    ['9007199254740993', '9007199254740992', 1],
    ['9007199254740992', '9007199254740993', -1],
  ])('%s and %s are ordered as numbers', (a, b, order) => {
    expect(Math.sign(compareIds(a, b))).toBe(order);
  });

  test('has steps after a place, and all of them without one', () => {
    const steps = [moved(9), edited(10), moved(11)];
    expect(stepsAfter(steps, '9')).toEqual(steps.slice(1));
    expect(stepsAfter(steps, undefined)).toEqual(steps);
  });

  test('makes it another request at its last edit', () => {
    expect(lastEdit([edited(1), moved(2), edited(3), moved(4)])).toEqual(edited(3));
    expect(lastEdit([moved(2)])).toBeUndefined();
  });
});

describe('a decision by Jira’s clock', () => {
  test.each([
    ['before the question', at(4), false],
    ['in its millisecond', at(5), false],
    ['after it', at(6), true],
    ['after it, written in another zone', '2026-06-01T14:06:00.000+02:00', true],
    ['before it, written in another zone', '2026-06-01T14:04:00.000+02:00', false],
  ])('a move %s counts: %s', (_when, made, counts) => {
    expect(isAfterQuestion({ at: made }, at(5))).toBe(counts);
  });

  test('counts in a stage of a version that did not note the question', () => {
    expect(isAfterQuestion({ at: at(1) }, undefined)).toBe(true);
  });

  test.each([
    ['before the edit', answer('a', 4), true],
    ['in its minute', answer('a', 5), true],
    ['after it', answer('a', 6), false],
    ['before it, in another zone', { ...answer('a', 4), askedAt: '2026-06-01T14:04:00.000+02:00' }, true],
  ])('an answer to a question from %s may be about the request before it: %s', (_when, given, may) => {
    expect(mayPrecede(given, edited(5))).toBe(may);
    expect(mayPrecede(given, undefined)).toBe(false);
  });
});
