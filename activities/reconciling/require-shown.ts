/** The provider's word on a live lease that a run has taken over. */
import { partsOfGrant } from '../../domain/ledger/records.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import type { Dependencies } from '../parts/dependencies.ts';
import { lookAt } from './looks.ts';

/**
 * Nothing is given again: it may have been taken at the provider, or by a later state of the ledger.
 * @throws ProviderError `not_found` while the provider does not show all of it.
 */
export async function requireShown(dependencies: Dependencies, leaseId: string): Promise<void> {
  const lease = await dependencies.store.ledger.lease(leaseId);
  if (lease?.state !== 'live') return;
  const { application, subject, accessLevel } = partsOfGrant(lease.grantId);
  const { held } = await lookAt(dependencies, { application, subject }, lease.entitlements, { orMore: true });
  if (held.length === lease.entitlements.length) return;
  throw new ProviderError(
    'not_found',
    `The ledger says that ${subject} holds ${accessLevel}, and the provider does not show all of it; restore it there, or revoke the access.`,
    { system: application },
  );
}
