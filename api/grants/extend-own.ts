/** Extends the caller's own access. */
import { LeaseholdError } from '../../domain/errors.ts';
import { type Grant, grantIdParts } from '../../domain/ledger/records.ts';
import type { Services } from '../services.ts';
import { simulate } from '../simulations/simulate.ts';
import { extendGrant, lastingLease, readDuration } from './extend.ts';

/**
 * Extends a person's own access if a request for it would need no approval: nobody bypasses the approvers of a rule.
 * Access granted together (a role) is extended together, so this must hold for each part.
 * @throws LeaseholdError LH_CONFLICT with advice.
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
      throw new LeaseholdError('LH_CONFLICT', 'This extension needs approval. Raise a request in the portal.');
    // The rule may cap the requested duration.
    durationMs = Math.min(durationMs, plan.durationMs ?? durationMs);
  }
  return extendGrant(services, grant, durationMs, grant.subject, async () => {});
}
