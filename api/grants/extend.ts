/** Making access last longer. */
import { describeInstant, parseDuration } from '../../domain/duration.ts';
import { LeaseholdError } from '../../domain/errors.ts';
import { extend } from '../../domain/lease.ts';
import type { Grant, Lease } from '../../domain/records.ts';
import { ledgerChanged } from '../../workflows/contract/access-request.ts';
import { requestWorkflowId } from '../../workflows/contract/ids.ts';
import { type Services, TEMPORAL_DEADLINE_MS } from '../services.ts';
import { simulate } from '../simulate.ts';

/** In milliseconds. @throws LeaseholdError LH_BAD_REQUEST when the text is not a duration. */
export function readDuration(text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined) throw new LeaseholdError('LH_BAD_REQUEST', 'duration: write it like 90m, 8h, 7d or P30D.');
  return ms;
}

/** The lease that ends last, of those that live: the one that an extension is of. */
export function lastingLease(grant: Grant): Lease | undefined {
  const endOf = (lease: Lease): number => Date.parse(lease.expiresAt ?? '9999-01-01');
  return grant.leases.filter((each) => each.state === 'live').sort((a, b) => endOf(b) - endOf(a))[0];
}

/** Extends the lease that ends last: the later expiry wins. @throws LeaseholdError LH_CONFLICT with the reason. */
export async function extendGrant(services: Services, grant: Grant, durationMs: number, by: string): Promise<Grant> {
  const lease = lastingLease(grant);
  if (lease === undefined)
    throw new LeaseholdError('LH_CONFLICT', 'This access has ended or not begun; raise a new request.');
  const now = services.now().toISOString();
  const extension = extend(lease, durationMs, now);
  if (extension.outcome === 'refused') throw new LeaseholdError('LH_CONFLICT', extension.sentence);
  await services.store.ledger.extendLease(lease.id, extension.expiresAt, [
    {
      key: `lease/${lease.id}/extended/${extension.expiresAt}`,
      at: now,
      actor: by,
      action: 'lease.extended',
      reason: `Extended until ${describeInstant(extension.expiresAt)}.`,
      subject: grant.subject,
      application: grant.application,
      accessLevel: grant.accessLevel,
      requestKey: lease.requestKey,
      rule: lease.rule,
      revision: lease.revision,
    },
  ]);
  // Only a nudge: if it is lost, the run finds the later expiry when its timer fires.
  await services.temporal
    .withDeadline(Date.now() + TEMPORAL_DEADLINE_MS, () =>
      services.temporal.workflow.getHandle(requestWorkflowId(lease.requestKey)).signal(ledgerChanged),
    )
    .catch((error) =>
      services.log.warn({ lease: lease.id, error: String(error) }, 'The run could not be told of the extension'),
    );
  return (await services.store.ledger.grant(grant.id)) ?? grant;
}

/**
 * Extends somebody's own access, where a request for it would be approved at once: nobody gets for themselves what a
 * rule has others agree to. @throws LeaseholdError LH_CONFLICT that says what to do instead.
 */
export async function extendOwn(
  services: Services,
  grant: Grant,
  duration: string,
  justification: string | undefined,
): Promise<Grant> {
  const durationMs = readDuration(duration);
  const { subject, application, accessLevel } = grant;
  const plan = await simulate(services, {
    version: 1,
    subject,
    application,
    accessLevel,
    duration,
    justification: justification ?? '',
  });
  if (plan.outcome === 'declined') throw new LeaseholdError('LH_CONFLICT', plan.reason ?? 'It would be declined.');
  if (plan.stages.length > 0)
    throw new LeaseholdError('LH_CONFLICT', 'Somebody must agree to this; raise a request for it in the portal again.');
  // A shorter one than asked for, where the rule caps it.
  return extendGrant(services, grant, Math.min(durationMs, plan.durationMs ?? durationMs), subject);
}
