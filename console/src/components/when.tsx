/** An instant in relative form. The exact form is in the tooltip and for screen readers. */
import { Text } from '@mantine/core';
import { useNow } from '../now.ts';

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
/** In the reader's time zone, which is named because readers differ. */
const exact = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZoneName: 'short',
});

/** `in 3 hours`, `2 days ago`, `just now`. */
function sayWhen(iso: string, now: number): string {
  const distance = Date.parse(iso) - now;
  for (const [unit, ms] of UNITS) if (Math.abs(distance) >= ms) return relative.format(Math.round(distance / ms), unit);
  return distance >= 0 ? 'in less than a minute' : 'just now';
}

/** `8 hours`, `1 day and 4 hours`: the two largest units of a duration in milliseconds. */
export function sayLength(ms: number): string {
  const parts: string[] = [];
  let rest = ms;
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(new Intl.NumberFormat('en', { style: 'unit', unit, unitDisplay: 'long' }).format(count));
  }
  return parts.slice(0, 2).join(' and ') || 'less than a minute';
}

interface WhenProps {
  readonly at: string | null | undefined;
  readonly none?: string;
  /** `both`: the exact form is below the relative one. `exact`: only the exact form. */
  readonly show?: 'relative' | 'exact' | 'both';
}

export function When({ at, none = '—', show = 'relative' }: WhenProps) {
  useNow();
  if (at === null || at === undefined) return <Text span>{none}</Text>;
  const date = exact.format(new Date(at));
  // The shared time is up to 20 s old: an event of these seconds would seem to be in the future.
  const said = sayWhen(at, Date.now());
  return (
    <time dateTime={at} title={show === 'exact' ? said : date}>
      {show === 'exact' ? date : said}
      {show === 'both' ? (
        <Text component="span" display="block" size="xs" c="dimmed">
          {date}
        </Text>
      ) : null}
    </time>
  );
}
