/** The end of a request whose run is gone and whose leases have all ended: told from the ledger alone. */
import { stateByEnds } from '../../domain/ledger/keeping.ts';
import { partsOfGrant, type RequestView } from '../../domain/ledger/records.ts';
import { isRetryable, ProviderError } from '../../domain/provider-error.ts';
import { reason } from '../../domain/reasons.ts';
import { isFinal } from '../../domain/state.ts';
import { closedByKeeper } from '../../domain/telling/keeper-messages.ts';
import type { KeptLease } from '../../store/ledger/keeping-store.ts';
import type { KeeperParts } from './parts.ts';

/** The projection is saved last: until then, the next round does all of it again. */
export async function closeFromLedger(
  { dependencies, reporter }: KeeperParts,
  key: string,
  held: readonly KeptLease[],
): Promise<void> {
  const { store, now } = dependencies;
  const found = await store.requests.get(key);
  const [first] = held;
  const lease = first === undefined ? undefined : await store.ledger.lease(first.id);
  if (found === undefined || isFinal(found.state) || lease === undefined) return;
  const state = stateByEnds(held.map((each) => each.endReason));
  const { sentence } =
    state === 'expired'
      ? reason('expired')
      : reason('revoked_by', lease.endedBy ?? 'leasehold', lease.endedBecause || undefined);
  const paragraphs = closedByKeeper(partsOfGrant(lease.grantId), sentence);
  try {
    await reporter.report({ issueKey: key, comment: { key: `ended-${lease.id}`, paragraphs }, moveTo: state });
  } catch (error) {
    if (!(error instanceof ProviderError) || isRetryable(error.kind)) throw error;
    // Jira refuses, now and later: the trail has it anyway.
  }
  const { createdAt: _created, updatedAt: _updated, ...view } = found;
  const closed: RequestView = { ...view, state, reason: sentence };
  const { subject, application, accessLevel } = partsOfGrant(lease.grantId);
  await store.requests.save(closed, [
    {
      key: `request/${key}/closed/${lease.id}`,
      at: (await now()).toISOString(),
      actor: lease.endedBy ?? 'leasehold',
      action: `access.${state}`,
      subject,
      application,
      accessLevel,
      requestKey: key,
      reason: sentence,
      details: { why: 'keeper' },
    },
  ]);
}
