import { expect, test } from 'vitest';
import { describeDuration, describeInstant, LONGEST_DURATION_MS, parseDuration } from './duration.ts';

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
  ['PT0.5S', 500],
  ['P1W2DT3H4M5S', 7 * DAY + 2 * DAY + 3 * HOUR + 4 * 60_000 + 5_000],
  ['0.001s', 1],
  ['3653d', 3_653 * DAY],
])('%s is a duration', (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

test.each([
  '',
  'soon',
  '8',
  '-8h',
  '0h',
  'P',
  'PT',
  'P1DT',
  'P1M',
  '8 hours',
  '1e9d',
  '99999d',
  'NaNh',
  '0.0001s',
  'PT0S',
  '3654d',
  'P1Y',
  'P-1D',
  '1h30m',
  '１h',
  'Infinityd',
])('%j is none', (text) => {
  expect(parseDuration(text)).toBeUndefined();
});

test.each([
  [8 * HOUR, '8 hours'],
  [DAY + 4 * HOUR + 60_000, '1 day 4 hours'],
  [61_000, '1 minute 1 second'],
  [5, 'less than a second'],
])('%d ms reads as %s', (ms, text) => {
  expect(describeDuration(ms)).toBe(text);
});

test('the longest duration is ten years, leap days and all', () => {
  expect(LONGEST_DURATION_MS).toBe(Date.UTC(2034, 0, 1) - Date.UTC(2024, 0, 1));
});

test('an instant reads in UTC, to the minute', () => {
  expect(describeInstant('2026-11-24T12:30:59.999Z')).toBe('2026-11-24 12:30 UTC');
});
