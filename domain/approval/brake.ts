/**
 * The brakes on what an automation in Jira, or a person who insists, may repeat without end. Of moves that do not count,
 * Leasehold reverts some, then leaves the issue where it is. After some edits of what is asked, it asks only once an hour.
 */

export interface Brake {
  /** Epoch milliseconds of the latest moves that did not count, or of the latest edits, oldest first. */
  readonly moves: readonly number[];
  /** The last of them was one too many. */
  readonly on: boolean;
}

/** Moves reverted, or edits answered with a new question, within this time, in milliseconds. */
const MOST_MOVES = 5;
const WITHIN_MS = 10 * 60_000;
/** Without an edit for this long, in milliseconds, the request is asked about at once again. */
const QUIET_MS = 24 * 60 * 60_000;

/** How long a request that is edited again and again is not asked about, in milliseconds. */
export const PAUSE_MS = 60 * 60_000;

export const RELEASED: Brake = { moves: [], on: false };

/** A move that does not count. @param now epoch milliseconds */
export function afterMove(brake: Brake, now: number): Brake {
  const recent = brake.moves.filter((at) => at > now - WITHIN_MS);
  return { moves: [...recent, now].slice(-MOST_MOVES), on: recent.length >= MOST_MOVES };
}

/** An edit that voids a question. An automation answers each question with an edit, so the brake stays on for long. */
export function afterEdit(brake: Brake, now: number): Brake {
  const next = afterMove(brake, now);
  const stays = brake.on && (brake.moves.at(-1) ?? 0) > now - QUIET_MS;
  return { ...next, on: next.on || stays };
}
