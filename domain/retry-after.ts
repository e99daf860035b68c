/** How services announce when to call again. */

/**
 * When `Retry-After` (seconds, or an HTTP date: RFC 9110, 10.2.3) allows the next call.
 * @param now epoch milliseconds. @returns epoch milliseconds, a second from now at the earliest; `undefined` without a
 * value.
 */
export function readRetryAfter(value: string | null | undefined, now: number): number | undefined {
  if (value === null || value === undefined || value.trim() === '') return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return now + Math.max(1, seconds) * 1_000;
  const instant = Date.parse(value);
  return Number.isNaN(instant) ? undefined : Math.max(now + 1_000, instant);
}
