/** Refusals on their way to the trail. */
import type { AuditEvent } from '../../domain/ledger/records.ts';

/** A refused act of a person. Two are the same if all members but `details` are equal. */
export type Refusal = Pick<
  AuditEvent,
  'actor' | 'requestKey' | 'subject' | 'application' | 'accessLevel' | 'details'
> & { readonly reason: string };

/** The trail never changes, so a flood of the same refusal is counted here first, and becomes one row with a count. */
export interface Refusals {
  /** @param at ISO 8601 */
  add(refusal: Refusal, at: string): Promise<void>;
  /**
   * Writes refusals into the trail that were not repeated for a while, or have been counted for long.
   * @param now ISO 8601
   */
  settle(now: string): Promise<void>;
}
