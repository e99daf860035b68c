/** The services that `http/` itself needs. */
import type { Policy } from '../../domain/policy.ts';
import type { KeptAnswers } from '../../store/api/api-store.ts';

export interface RateLimit {
  /** Takes one request. @returns seconds until the next retry; 0 if the request is allowed. */
  take(caller: string, aMinute: number): number;
}

export interface HttpContext {
  /** The configuration in force. @throws LeaseholdError LH_UNAVAILABLE while there is none. */
  configuration(): Promise<{ readonly configuration: { readonly policy: Policy } }>;
  readonly store: { readonly answers: KeptAnswers };
  readonly macKey: string;
  now(): Date;
  readonly limit: RateLimit;
  /** Requests per minute for one token or person. */
  readonly rateLimit: number;
}
