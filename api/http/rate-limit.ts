/** How many requests one caller may make: as many as trickle in, with a minute's worth saved up. Counted in each process. */
import type { Request, RequestHandler } from 'express';
import { LeaseholdError } from '../../domain/errors.ts';
import { principalOf } from '../authorization.ts';
import type { HttpContext, RateLimit } from './context.ts';

/** How many callers are kept; beyond that the ones that were quiet longest are forgotten, which only lets them go on. */
const CALLERS = 10_000;
const MINUTE_MS = 60_000;
/** How often signing in, or a token, may fail from one address. */
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
      // Put back at the end: the first of the map is who was quiet longest.
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

/** For whoever is signed in, by who they are. */
export function limitPrincipal(services: Pick<HttpContext, 'limit' | 'rateLimit'>): RequestHandler {
  return (_request, response, next) => {
    refuseWhen(services.limit.take(`who ${principalOf(response).name}`, services.rateLimit));
    next();
  };
}

/**
 * Before somebody is told that they are not known: who guesses is told to wait instead. Whoever is known is never held
 * up by it, for behind a proxy all have one address. @throws LeaseholdError LH_TOO_MANY_REQUESTS
 */
export function noteFailure(services: Pick<HttpContext, 'limit' | 'rateLimit'>, request: Request): void {
  refuseWhen(services.limit.take(`from ${request.ip}`, FAILURES_A_MINUTE));
}

function refuseWhen(retryAfter: number): void {
  if (retryAfter === 0) return;
  throw new LeaseholdError('LH_TOO_MANY_REQUESTS', `Too many requests; go on in ${retryAfter} s.`, { retryAfter });
}
