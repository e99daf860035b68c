import { expect, test } from 'vitest';
import { chooseDuration } from '../../domain/choose-duration.ts';
import { describeDuration, parseDuration } from '../../domain/duration.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

test.each([
  ['90s', 90_000],
  ['15m', 900_000],
  ['8h', 8 * HOUR],
  ['7d', 7 * DAY],
  ['2w', 14 * DAY],
  ['1.5h', 1.5 * HOUR],
  [' 8 H ', 8 * HOUR],
  ['PT8H', 8 * HOUR],
  ['P30D', 30 * DAY],
  ['P1DT12H', 36 * HOUR],
  ['PT90M', 90 * 60_000],
  ['P2W', 14 * DAY],
  ['pt1h', HOUR],
])('%s is a duration', (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

test.each(['', 'soon', '8', '-8h', '0h', 'P', 'PT', 'P1DT', 'P1M', '8 hours', '1e9d', '99999d', 'NaNh'])(
  '%j is none',
  (text) => {
    expect(parseDuration(text)).toBeUndefined();
  },
);

test.each([
  [8 * HOUR, '8 hours'],
  [DAY + 4 * HOUR + 60_000, '1 day 4 hours'],
  [61_000, '1 minute 1 second'],
  [5, 'less than a second'],
])('%d ms reads as %s', (ms, text) => {
  expect(describeDuration(ms)).toBe(text);
});

const bounded = { defaultMs: 8 * HOUR, maxMs: DAY, permanent: 'forbid' as const };

test('an empty field means the default, and more than the max is cut to it', () => {
  expect(chooseDuration(bounded, undefined)).toMatchObject({ durationMs: 8 * HOUR });
  expect(chooseDuration(bounded, '7d')).toMatchObject({ durationMs: DAY, cappedFromMs: 7 * DAY });
  expect(chooseDuration(bounded, '2h')).toEqual({ durationMs: 2 * HOUR, extraStages: [] });
});

test('permanent access is forbidden, allowed, or asks more people', () => {
  expect(chooseDuration(bounded, 'permanent')).toMatchObject({ code: 'permanent_forbidden' });
  expect(chooseDuration(undefined, undefined)).toEqual({ durationMs: null, extraStages: [] });
  const stages = [
    {
      approvers: [{ owner: true as const }],
      require: 1,
      denials: 1,
      fallback: [],
      escalateTo: [],
      allowRepeatApprovers: false,
    },
  ];
  expect(chooseDuration({ permanent: { stages } }, 'permanent')).toEqual({ durationMs: null, extraStages: stages });
  expect(chooseDuration(bounded, 'a while')).toMatchObject({ code: 'unreadable_duration' });
});
