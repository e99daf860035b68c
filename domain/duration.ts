/**
 * Durations as people write them: ISO 8601 (`PT8H`, `P30D`) or short (`90s`, `15m`, `8h`, `7d`, `2w`).
 * A day is always 24 hours: a lease is a length of time, not a calendar appointment.
 */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

/** The longest duration accepted: ten years, in milliseconds. */
export const LONGEST_DURATION_MS = 3_653 * DAY;

const SHORT_UNITS: Readonly<Record<string, number>> = { s: SECOND, m: MINUTE, h: HOUR, d: DAY, w: WEEK };
const SHORT = /^(\d+(?:\.\d+)?)\s*(s|m|h|d|w)$/i;
const ISO = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/i;

/**
 * Reads a duration.
 * @returns milliseconds, or `undefined` when the text is not a positive duration of at most ten years.
 */
export function parseDuration(text: string): number | undefined {
  const trimmed = text.trim();
  const ms = fromShort(trimmed) ?? fromIso(trimmed);
  if (ms === undefined || !Number.isFinite(ms) || ms > LONGEST_DURATION_MS) return undefined;
  const rounded = Math.round(ms);
  return rounded > 0 ? rounded : undefined;
}

function fromShort(text: string): number | undefined {
  const match = SHORT.exec(text);
  const unit = match?.[2] === undefined ? undefined : SHORT_UNITS[match[2].toLowerCase()];
  return match?.[1] === undefined || unit === undefined ? undefined : Number(match[1]) * unit;
}

function fromIso(text: string): number | undefined {
  const match = ISO.exec(text);
  if (match === null || /(?:^P|T)$/i.test(text)) return undefined;
  const [weeks, days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0));
  return (
    (weeks ?? 0) * WEEK + (days ?? 0) * DAY + (hours ?? 0) * HOUR + (minutes ?? 0) * MINUTE + (seconds ?? 0) * SECOND
  );
}

/** Writes a duration for people: `8 hours`, `1 day 4 hours`; at most its two largest units. */
export function describeDuration(ms: number): string {
  const units: readonly [string, number][] = [
    ['day', DAY],
    ['hour', HOUR],
    ['minute', MINUTE],
    ['second', SECOND],
  ];
  const parts: string[] = [];
  let rest = Math.max(0, ms);
  for (const [name, size] of units) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${name}${count === 1 ? '' : 's'}`);
  }
  return parts.slice(0, 2).join(' ') || 'less than a second';
}

/** Writes the length of access for people; `null`: it has no end. */
export function describeLength(ms: number | null): string {
  return ms === null ? 'until it is revoked' : describeDuration(ms);
}

/** Writes an instant for people, in UTC to the minute: `2026-11-24 12:30 UTC`. */
export function describeInstant(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}
