/** Weekly hours on the wall clock of a time zone. */
import type { TimeWindow } from '../policy.ts';

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** The wall clock of a time zone: the day (0 is Sunday) and the time as `HH:MM`. */
export type WallClock = (timeZone: string) => { readonly day: number; readonly time: string };

/** The wall clocks of one instant. Each zone is looked up once: a thousand rules for office hours share a few zones. */
export function createWallClock(now: string): WallClock {
  const instant = new Date(now);
  const read = new Map<string, ReturnType<WallClock>>();
  return (timeZone) => {
    const known = read.get(timeZone) ?? readClock(timeZone, instant);
    read.set(timeZone, known);
    return known;
  };
}

function readClock(timeZone: string, instant: Date): ReturnType<WallClock> {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(instant);
  const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? '';
  return { day: WEEKDAYS.indexOf(part('weekday')), time: `${part('hour')}:${part('minute')}` };
}

/**
 * Whether a weekly window is open on the wall clock of its time zone: from the minute `from` to the minute before `to`.
 * If `to` is earlier than `from`, the window runs past midnight and belongs to the day on which it began. An hour that
 * summer time skips is never inside, and one that winter time repeats is inside twice.
 */
export function isWithin(window: TimeWindow, clock: WallClock): boolean {
  const { day, time } = clock(window.timeZone);
  if (window.from <= window.to) return window.days.includes(day) && time >= window.from && time < window.to;
  const evening = window.days.includes(day) && time >= window.from;
  const morningAfter = window.days.includes((day + 6) % 7) && time < window.to;
  return evening || morningAfter;
}
