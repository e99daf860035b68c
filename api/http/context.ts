/** What `http/` itself uses of the services that a room gives its handlers. */
import type { Policy } from '../../domain/policy.ts';
import type { KeptAnswers } from '../../store/api/api-store.ts';

export interface RateLimit {
  /** Takes one. @returns in how many seconds to try again; 0 when there was one left. */
  take(caller: string, aMinute: number): number;
}

export interface HttpContext {
  /** The configuration in force. @throws LeaseholdError LH_UNAVAILABLE while there is none. */
  configuration(): Promise<{ readonly configuration: { readonly policy: Policy } }>;
  readonly store: { readonly answers: KeptAnswers };
  readonly macKey: string;
  now(): Date;
  readonly limit: RateLimit;
  /** Requests a minute that one token or person may make. */
  readonly rateLimit: number;
}
