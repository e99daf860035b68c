/** Instants as Jira's date fields and people write them. */

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)\s?(Z|[+-]\d{2}(?::?\d{2})?)$/i;

/**
 * Reads `2026-12-24`, which is its first moment in UTC, or `2026-12-24T08:00:00+01:00` with or without seconds and
 * colon. A time without a zone is refused, because its clock is unknown. So is any other text: `Date.parse` takes "next
 * Monday 9" for a day in 2001, and access for next week would begin at once.
 * @returns ISO 8601 in UTC, or `undefined`.
 */
export function readInstant(text: string): string | undefined {
  const trimmed = text.trim();
  if (DATE.test(trimmed)) return isDay(trimmed) ? `${trimmed}T00:00:00.000Z` : undefined;
  const [, day, time, zone] = TIME.exec(trimmed) ?? [];
  if (day === undefined || time === undefined || zone === undefined || !isDay(day)) return undefined;
  const offset = /^z$/i.test(zone) ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(3).replace(':', '') || '00'}`;
  const ms = Date.parse(`${day}T${time}${offset}`);
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}

/** Whether the calendar has the day: `Date` takes 30 February for a day in March. */
function isDay(text: string): boolean {
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}
