/** Arithmetic of leases: when they end, remind, and how far they may be extended. Instants are ISO 8601 in UTC. */
import { describeDuration } from '../duration.ts';
import type { Lease } from './records.ts';

/** When a lease that starts at `start` ends; `null` for one that lasts until revoked. */
export function expiryOf(start: string, durationMs: number | null): string | null {
  return durationMs === null ? null : new Date(Date.parse(start) + durationMs).toISOString();
}

/** Whether a lease's time is over at an instant; never for one that lasts until revoked, or has not begun. */
export function isOver({ expiresAt }: Pick<Lease, 'expiresAt'>, at: string): boolean {
  return expiresAt !== null && Date.parse(expiresAt) <= Date.parse(at);
}

/** Why access without a live lease is not extended. */
export const NOT_LIVE = 'This access has ended or not begun, so it cannot be extended; raise a new request.';

export type Extension =
  | { readonly outcome: 'extended'; readonly expiresAt: string }
  | { readonly outcome: 'refused'; readonly sentence: string };

/**
 * A new expiry, `durationMs` from now. Never earlier than the present one, and never later than the rule's max
 * counted from the lease's start.
 */
export function extend(lease: Lease, durationMs: number, now: string): Extension {
  if (lease.state !== 'live') return refused(NOT_LIVE);
  if (lease.expiresAt === null || lease.startedAt === null)
    return refused('This access lasts until it is revoked; there is nothing to extend.');
  if (isOver(lease, now)) return refused('This access is over; raise a new request.');
  const expiresAt = Date.parse(now) + durationMs;
  if (expiresAt <= Date.parse(lease.expiresAt))
    return refused(`It lasts until ${lease.expiresAt} already, which is longer than asked for.`);
  if (lease.maxDurationMs !== null && expiresAt > Date.parse(lease.startedAt) + lease.maxDurationMs) {
    const latest = new Date(Date.parse(lease.startedAt) + lease.maxDurationMs).toISOString();
    return refused(
      `The rule allows at most ${describeDuration(lease.maxDurationMs)}, until ${latest}; raise a new request for more.`,
    );
  }
  return { outcome: 'extended', expiresAt: new Date(expiresAt).toISOString() };
}

/** A new expiry for all live leases of one request, which end together: one refusal refuses all. */
export function extendAll(leases: readonly Lease[], durationMs: number, now: string): Extension {
  const extensions = leases.filter((lease) => lease.state === 'live').map((lease) => extend(lease, durationMs, now));
  const [first] = extensions;
  return extensions.find((each) => each.outcome === 'refused') ?? first ?? refused(NOT_LIVE);
}

function refused(sentence: string): Extension {
  return { outcome: 'refused', sentence };
}

/** The next reminder that is still to come before an expiry; `undefined` when none is left. */
export function nextReminder(
  expiresAt: string | null,
  remindBeforeMs: readonly number[],
  now: number,
): number | undefined {
  if (expiresAt === null) return undefined;
  const instants = remindBeforeMs.map((ms) => Date.parse(expiresAt) - ms).filter((at) => at > now);
  return instants.length === 0 ? undefined : Math.min(...instants);
}
