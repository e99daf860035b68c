import { expect, test } from 'vitest';
import { planOf } from '../../test/support/run-state.ts';
import { currentToken, judgePlan, readPlanToken, writePlanToken } from './plan-token.ts';
import { asPlanned, newRun, type RunState } from './run-state.ts';

const DIGEST = 'a'.repeat(64);
const OTHER = 'b'.repeat(64);

const QUESTION = 'c'.repeat(32);

/** Planned for the second time, in the second of two stages. */
function waiting(changes: Partial<RunState> = {}, question?: string): RunState {
  const planned = asPlanned(newRun('ACCESS-1'), { issueId: '1', digest: DIGEST, ...planOf() });
  const asked = { require: 1, denials: 1, openedAt: '2026-06-01T12:00:00.000Z', escalated: false };
  const open = { index: 1, name: 'Stage 2', approvers: [], ...asked, ...(question === undefined ? {} : { question }) };
  return { ...planned, round: 2, phase: 'waiting', open, ...changes };
}

test('a token names digest, round and stage', () => {
  expect(writePlanToken({ digest: DIGEST, round: 2, stage: 1 })).toBe(`${DIGEST}.2.1`);
  expect(readPlanToken(`${DIGEST}.2.1`)).toEqual({ digest: DIGEST, round: 2, stage: 1 });
  expect(readPlanToken('unrecorded.1.0')).toEqual({ digest: 'unrecorded', round: 1, stage: 0 });
});

test('a token names the question, unless an older version asked it', () => {
  const token = { digest: DIGEST, question: QUESTION, round: 2, stage: 1 };
  expect(writePlanToken(token)).toBe(`${DIGEST}.${QUESTION}.2.1`);
  expect(readPlanToken(`${DIGEST}.${QUESTION}.2.1`)).toEqual(token);
  expect(currentToken(waiting({}, QUESTION))).toEqual(token);
});

test.each([
  '',
  DIGEST,
  `${DIGEST}.2`,
  `${DIGEST}.2.1.`,
  ` ${DIGEST}.2.1`,
  `${DIGEST}.-1.0`,
  `${DIGEST.toUpperCase()}.1.0`,
  'unrecorded.1',
])('%j is no token', (text) => {
  expect(readPlanToken(text)).toBeUndefined();
});

test('the current token names the stage that is open', () => {
  expect(currentToken(waiting())).toEqual({ digest: DIGEST, round: 2, stage: 1 });
});

test.each([
  ['while it is planned', waiting({ phase: 'intake' })],
  ['before the question stands on the issue', waiting({ open: undefined })],
  ['when the access is held', waiting({ phase: 'access' })],
  ['before it is planned', newRun('ACCESS-1')],
  ['while it waits without a plan', { ...newRun('ACCESS-1'), phase: 'waiting' as const }],
])('there is no current token %s', (_when, state) => {
  expect(currentToken(state)).toBeUndefined();
  expect(judgePlan(state, `${DIGEST}.2.0`)).toBe('stale');
});

test.each([
  [`${DIGEST}.2.1`, 'current'],
  [`${DIGEST}.2.0`, { closed: 0 }],
  [`${DIGEST}.2.2`, 'stale'],
  [`${DIGEST}.1.1`, 'stale'],
  [`${DIGEST}.3.1`, 'stale'],
  [`${OTHER}.2.1`, 'stale'],
  [`${OTHER}.2.0`, 'stale'],
  ['unrecorded.2.1', 'stale'],
  ['nonsense', 'stale'],
  [undefined, 'stale'],
])('in the second stage of the second plan, %s is %j', (named, judged) => {
  expect(judgePlan(waiting(), named)).toEqual(judged);
});

test.each([
  [`${DIGEST}.${QUESTION}.2.1`, 'current'],
  [`${DIGEST}.2.1`, 'stale'],
  [`${DIGEST}.${'d'.repeat(32)}.2.1`, 'stale'],
  [`${DIGEST}.2.0`, { closed: 0 }],
])('where the question has a name, %s is %j', (named, judged) => {
  expect(judgePlan(waiting({}, QUESTION), named)).toEqual(judged);
});

test('a plan of a version without digests is named by round and stage', () => {
  const old = waiting({ digest: undefined });
  expect(judgePlan(old, 'unrecorded.2.1')).toBe('current');
  expect(judgePlan(old, 'unrecorded.1.1')).toBe('stale');
  expect(judgePlan(old, undefined)).toBe('current');
  expect(judgePlan(old, `${DIGEST}.2.1`)).toBe('stale');
});
