/** Making one's own access last longer. */
import { LeaseholdError } from '../../domain/errors.ts';
import { type Grant, grantIdParts } from '../../domain/ledger/records.ts';
import type { Services } from '../services.ts';
import { simulate } from '../simulations/simulate.ts';
import { extendGrant, lastingLease, readDuration } from './extend.ts';

/**
 * Extends somebody's own access, where a request for it would be approved at once: nobody gets for themselves what a
 * rule has others agree to. What was given together (a role) lasts together, so each part of it must be so.
 * @throws LeaseholdError LH_CONFLICT that says what to do instead.
 */
export async function extendOwn(
  services: Services,
  grant: Grant,
  duration: string,
  justification: string | undefined,
): Promise<Grant> {
  const requestKey = lastingLease(grant)?.requestKey;
  const leases = requestKey === undefined ? [] : await services.store.ledger.leasesOfRequest(requestKey);
  let durationMs = readDuration(duration);
  for (const lease of leases.filter((each) => each.state === 'live')) {
    const parts = grantIdParts(lease.grantId);
    if (parts === undefined) continue;
    const plan = await simulate(services, { version: 1, ...parts, duration, justification: justification ?? '' });
    if (plan.outcome === 'declined') throw new LeaseholdError('LH_CONFLICT', plan.reason ?? 'It would be declined.');
    if (plan.stages.length > 0)
      throw new LeaseholdError('LH_CONFLICT', 'Somebody must agree to this; raise a request for it in the portal.');
    // Shorter than asked for, where the rule caps it.
    durationMs = Math.min(durationMs, plan.durationMs ?? durationMs);
  }
  return extendGrant(services, grant, durationMs, grant.subject, async () => {});
}
