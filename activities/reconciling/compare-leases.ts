/** The ledger against the providers: is there what is held, and gone what has ended. */
import { type Lease, partsOfGrant } from '../../domain/ledger/records.ts';
import { entitlementKey } from '../../domain/policy.ts';
import type { Difference } from '../../workflows/contract/reconcile.ts';
import type { Access } from '../access.ts';
import type { Dependencies } from '../parts/dependencies.ts';
import { lookAt } from './looks.ts';

/** @throws ProviderError when the provider cannot be asked. */
export async function compareLease(
  dependencies: Dependencies,
  access: Pick<Access, 'settle'>,
  lease: Lease,
  dryRun: boolean,
): Promise<Difference | undefined> {
  const { application, subject, accessLevel } = partsOfGrant(lease.grantId);
  const { held, before, claimed } = await lookAt(dependencies, { application, subject }, lease.entitlements);
  const common = { about: lease.id, application, subject };
  if (lease.state === 'live') {
    if (held.length === lease.entitlements.length) return undefined;
    const detail = `The ledger says that ${subject} holds ${accessLevel}; the provider does not show all of it. Ask the person or restore it there: Leasehold does not find out who removed it yet.`;
    return { ...common, kind: 'not_held', detail, settled: false };
  }
  const left = held.filter((each) => !claimed.has(entitlementKey(each)) && !before.has(entitlementKey(each)));
  if (lease.state !== 'ended' || left.length === 0) return undefined;
  if (!dryRun) await access.settle(lease);
  const outcome = dryRun ? 'It would be taken.' : 'It was taken.';
  const detail = `The ledger says that ${subject}’s ${accessLevel} has ended; the provider still shows it. ${outcome}`;
  return { ...common, kind: 'still_held', detail, settled: true };
}
