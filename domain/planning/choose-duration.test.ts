import { describe, expect, test } from 'vitest';
import type { DurationPolicy, Stage } from '../policy.ts';
import {
  type AskedDuration,
  type ChosenDuration,
  chooseDuration,
  readAskedDuration,
  shorter,
} from './choose-duration.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

test.each([
  [undefined, 'default'],
  ['  ', 'default'],
  ['Permanent', 'permanent'],
  [' until revoked ', 'permanent'],
  ['not permanent', 'unreadable'],
  ['permanently', 'unreadable'],
  ['8h', 8 * HOUR],
  ['8 bananas', 'unreadable'],
])('a duration field of %j asks for %s', (text, asked) => {
  expect(readAskedDuration(text)).toBe(asked);
});

test.each([
  [null, null, null],
  [null, HOUR, HOUR],
  [HOUR, null, HOUR],
  [DAY, HOUR, HOUR],
])('of %s and %s the shorter is %s', (a, b, expected) => {
  expect(shorter(a, b)).toBe(expected);
});

describe('a rule', () => {
  const bounded: DurationPolicy = { defaultMs: 8 * HOUR, maxMs: DAY, permanent: 'forbid' };
  const owner: Stage = {
    approvers: [{ owner: true }],
    require: 1,
    denials: 1,
    fallback: [],
    escalateTo: [],
    allowRepeatApprovers: false,
  };
  const permanent = { durationMs: null, extraStages: [] };

  test.each<[string, DurationPolicy | undefined, AskedDuration, ChosenDuration]>([
    ['with a default gives it when nothing is asked', bounded, 'default', { durationMs: 8 * HOUR, extraStages: [] }],
    ['gives what is asked', bounded, 2 * HOUR, { durationMs: 2 * HOUR, extraStages: [] }],
    ['gives its max', bounded, DAY, { durationMs: DAY, extraStages: [] }],
    ['cuts what is longer', bounded, DAY + 1, { durationMs: DAY, cappedFromMs: DAY + 1, extraStages: [] }],
    ['without a max cuts nothing', { permanent: 'forbid' }, 900 * DAY, { durationMs: 900 * DAY, extraStages: [] }],
    ['without limits gives what is asked', undefined, 8 * HOUR, { durationMs: 8 * HOUR, extraStages: [] }],
    ['without limits is permanent when nothing is asked', undefined, 'default', permanent],
    ['that allows permanent access gives it', { ...bounded, permanent: 'allow' }, 'permanent', permanent],
    ['without a default is permanent when nothing is asked', { maxMs: DAY, permanent: 'allow' }, 'default', permanent],
    [
      'that asks more people for permanent access adds their stages',
      { permanent: { stages: [owner] } },
      'permanent',
      { durationMs: null, extraStages: [owner] },
    ],
  ])('%s', (_what, policy, asked, chosen) => {
    expect(chooseDuration(policy, asked)).toEqual(chosen);
  });

  test('that forbids permanent access says how much may be asked for', () => {
    expect(chooseDuration(bounded, 'permanent')).toMatchObject({
      code: 'permanent_forbidden',
      sentence: 'Permanent access is not given here; ask for at most 1 day.',
    });
    expect(chooseDuration({ permanent: 'forbid' }, 'default')).toMatchObject({
      sentence: 'Permanent access is not given here.',
    });
  });
});
