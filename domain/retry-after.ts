/** How services say when to come back. */

/**
 * When `Retry-After` (seconds, or an HTTP date: RFC 9110, 10.2.3) says to come back.
 * @param now epoch milliseconds. @returns epoch milliseconds, a second from now at the earliest; `undefined` when it says nothing.
 */
export function readRetryAfter(value: string | null | undefined, now: number): number | undefined {
  if (value === null || value === undefined || value.trim() === '') return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return now + Math.max(1, seconds) * 1_000;
  const instant = Date.parse(value);
  return Number.isNaN(instant) ? undefined : Math.max(now + 1_000, instant);
}
