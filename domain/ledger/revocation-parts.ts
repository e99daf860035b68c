/** The parts of a bulk revocation that are not grants: the account of a leaver. */
import type { RevocationPart, RevocationPartState } from '../state.ts';

export interface RevocationPartOutcome {
  readonly part: RevocationPart;
  readonly state: RevocationPartState;
  /** A sentence: why it could not be done. */
  readonly detail: string | null;
}

/** Keys of the events of a part in the trail, which are its record: the one when it was done, the one when it was not. */
export function revocationPartKeys(order: string, part: RevocationPart): { done: string; failed: string } {
  return { done: `revocation/${order}/${part}`, failed: `revocation/${order}/${part}/failed` };
}
