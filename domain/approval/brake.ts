/**
 * The brake on reverted moves. An automation in Jira, or a person who insists, may move an issue as often as Leasehold
 * moves it back. After some moves Leasehold leaves the issue where it is; decisions still count.
 */

export interface Brake {
  /** Epoch milliseconds of the latest moves that did not count, oldest first. */
  readonly moves: readonly number[];
  /** The last of them was left where it was. */
  readonly on: boolean;
}

/** Moves reverted within this time, in milliseconds, after which the next one is left. */
const MOST_MOVES = 5;
const WITHIN_MS = 10 * 60_000;

export const RELEASED: Brake = { moves: [], on: false };

/** A move that does not count. @param now epoch milliseconds */
export function afterMove(brake: Brake, now: number): Brake {
  const recent = brake.moves.filter((at) => at > now - WITHIN_MS);
  return { moves: [...recent, now].slice(-MOST_MOVES), on: recent.length >= MOST_MOVES };
}
