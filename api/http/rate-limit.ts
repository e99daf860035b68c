/** Rate limits as a token bucket that holds one minute's worth of requests. Counted per process. */
import type { Request, RequestHandler } from 'express';
import { LeaseholdError } from '../../domain/errors.ts';
import { principalOf } from '../authorization.ts';
import type { HttpContext, RateLimit } from './context.ts';

/** Maximum number of tracked callers. Beyond it the longest idle ones are dropped, which only resets their limit. */
const CALLERS = 10_000;
const MINUTE_MS = 60_000;
/** Limit of failed authentications per address. */
const FAILURES_A_MINUTE = 60;

interface Bucket {
  left: number;
  at: number;
}

export function createRateLimit(now: () => Date): RateLimit {
  const buckets = new Map<string, Bucket>();
  return {
    take(caller, aMinute) {
      const at = now().getTime();
      const known = buckets.get(caller) ?? { left: aMinute, at };
      // Re-inserted at the end, so that the first entry of the map is the longest idle caller.
      buckets.delete(caller);
      const left = Math.min(aMinute, known.left + (Math.max(0, at - known.at) * aMinute) / MINUTE_MS);
      const allowed = left >= 1;
      buckets.set(caller, { left: allowed ? left - 1 : left, at });
      const [oldest] = buckets.keys();
      if (buckets.size > CALLERS && oldest !== undefined) buckets.delete(oldest);
      return allowed ? 0 : Math.max(1, Math.ceil(((1 - left) * MINUTE_MS) / aMinute / 1_000));
    },
  };
}

/** Limits authenticated callers by identity. */
export function limitPrincipal(services: Pick<HttpContext, 'limit' | 'rateLimit'>): RequestHandler {
  return (_request, response, next) => {
    refuseWhen(services.limit.take(`who ${principalOf(response).name}`, services.rateLimit));
    next();
  };
}

/**
 * Limits failed authentications by address, against guessing. Authenticated callers are not affected, because behind a
 * proxy all callers share one address. @throws LeaseholdError LH_TOO_MANY_REQUESTS
 */
export function noteFailure(services: Pick<HttpContext, 'limit' | 'rateLimit'>, request: Request): void {
  refuseWhen(services.limit.take(`from ${request.ip}`, FAILURES_A_MINUTE));
}

function refuseWhen(retryAfter: number): void {
  if (retryAfter === 0) return;
  throw new LeaseholdError('LH_TOO_MANY_REQUESTS', `Too many requests. Try again in ${retryAfter} s.`, { retryAfter });
}
