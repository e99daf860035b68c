/** Rules of the keeper of leases: how late an end may be. Instants are ISO 8601 in UTC. */

import { MAY_BE_UNDER_WAY_MS } from './begun-effects.ts';

/** How far past its end a lease may be before the keeper ends it, in milliseconds: its own run comes first. */
export const GRACE_MS = 30_000;

/** How long a run may be at taking access that has ended, in milliseconds: an attempt, and some time to begin it. */
export const ATTEMPT_MS = MAY_BE_UNDER_WAY_MS + 30_000;

/** Why a lease that the keeper ended has ended. It also marks such leases in the ledger. */
export const ENDED_BY_KEEPER = 'Its time was over, and its request had not ended it; the keeper of leases did.';

/** The beginning of the keys of effects that record what was reported of a lease, once each. */
export const OVERDUE_REPORTED = 'keeper/overdue/';
export const STUCK_REPORTED = 'keeper/stuck/';

/** An instant so many milliseconds before another. */
export function before(now: string, ms: number): string {
  return new Date(Date.parse(now) - ms).toISOString();
}
