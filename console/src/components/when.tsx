/** An instant as people say it, with the exact one for who points at it or reads the page aloud. */
import { Text } from '@mantine/core';

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const exact = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

/** `in 3 hours`, `2 days ago`, `just now`. */
export function sayWhen(iso: string, now: number): string {
  const distance = Date.parse(iso) - now;
  for (const [unit, ms] of UNITS) if (Math.abs(distance) >= ms) return relative.format(Math.round(distance / ms), unit);
  return distance >= 0 ? 'in less than a minute' : 'just now';
}

export function When({ at, none = '—' }: { at: string | null | undefined; none?: string }) {
  if (at === null || at === undefined) return <Text span>{none}</Text>;
  const date = exact.format(new Date(at));
  return (
    <time dateTime={at} title={date}>
      {sayWhen(at, Date.now())}
    </time>
  );
}
