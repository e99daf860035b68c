/** Extends access. */
import { describeInstant, parseDuration } from '../../domain/duration.ts';
import { LeaseholdError } from '../../domain/errors.ts';
import { extendAll } from '../../domain/ledger/lease.ts';
import { type AuditEvent, type Grant, grantIdParts, type Lease } from '../../domain/ledger/records.ts';
import { ledgerChanged } from '../../workflows/contract/access-request.ts';
import { requestWorkflowId } from '../../workflows/contract/ids.ts';
import { type Services, TEMPORAL_DEADLINE_MS } from '../services.ts';

/** In milliseconds. @throws LeaseholdError LH_BAD_REQUEST when the text is not a duration. */
export function readDuration(text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined) throw new LeaseholdError('LH_BAD_REQUEST', 'duration: must be like 90m, 8h, 7d or P30D.');
  return ms;
}

/** The live lease that ends last, which an extension applies to. */
export function lastingLease(grant: Grant): Lease | undefined {
  const endOf = (lease: Lease): number => Date.parse(lease.expiresAt ?? '9999-01-01');
  return grant.leases.filter((each) => each.state === 'live').sort((a, b) => endOf(b) - endOf(a))[0];
}

/**
 * Extends the lease that ends last, because the latest expiry counts, together with the other leases of its request.
 * @param requireApplication throws unless the caller may extend in an application.
 * @throws LeaseholdError LH_CONFLICT with the reason.
 */
export async function extendGrant(
  services: Services,
  grant: Grant,
  durationMs: number,
  by: string,
  requireApplication: (application: string | null) => Promise<void>,
): Promise<Grant> {
  const { ledger } = services.store;
  const lease = lastingLease(grant);
  const now = (await services.ledgerNow()).toISOString();
  const together = lease === undefined ? [] : await ledger.leasesOfRequest(lease.requestKey);
  for (const each of together) await requireApplication(grantIdParts(each.grantId)?.application ?? null);
  const extension = extendAll(together, durationMs, now);
  if (extension.outcome === 'refused' || lease === undefined)
    throw new LeaseholdError('LH_CONFLICT', extension.outcome === 'refused' ? extension.sentence : ENDING);
  const events = together
    .filter((each) => each.state === 'live')
    .map((each) => extensionEvent(each, extension.expiresAt, by, now));
  const extended = await ledger.extendLease(lease.id, extension.expiresAt, events);
  if (extended === undefined) throw new LeaseholdError('LH_CONFLICT', ENDING);
  // If this signal is lost, the run finds the later expiry when its timer fires.
  await services.temporal
    .withDeadline(Date.now() + TEMPORAL_DEADLINE_MS, () =>
      services.temporal.workflow.getHandle(requestWorkflowId(lease.requestKey)).signal(ledgerChanged),
    )
    .catch((error) =>
      services.log.warn({ lease: lease.id, error: String(error) }, 'The run could not be notified of the extension'),
    );
  return (await services.store.ledger.grant(grant.id)) ?? grant;
}

const ENDING = 'This access is ending, so it cannot be extended. Raise a new request.';

function extensionEvent(lease: Lease, expiresAt: string, by: string, at: string): AuditEvent {
  const { requestKey, rule, revision } = lease;
  return {
    ...grantIdParts(lease.grantId),
    key: `lease/${lease.id}/extended/${expiresAt}`,
    at,
    actor: by,
    action: 'lease.extended',
    reason: `Extended until ${describeInstant(expiresAt)}.`,
    requestKey,
    rule,
    revision,
  };
}
