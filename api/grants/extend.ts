/** Extends access. */
import { describeDuration, describeInstant, parseDuration } from '../../domain/duration.ts';
import { LeaseholdError } from '../../domain/errors.ts';
import { extendAll } from '../../domain/ledger/lease.ts';
import { type AuditEvent, type Grant, grantIdParts, type Lease } from '../../domain/ledger/records.ts';
import { ledgerChanged } from '../../workflows/contract/access-request.ts';
import { requestWorkflowId } from '../../workflows/contract/ids.ts';
import { type Services, TEMPORAL_DEADLINE_MS } from '../services.ts';
import { simulate } from '../simulations/simulate.ts';

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

export interface ExtensionOrder {
  /** As written: `8h`, `7d`, `P30D`; it counts from now. */
  readonly duration: string;
  readonly justification?: string | undefined;
  /** The caller's name. */
  readonly by: string;
  /** Throws unless the caller may extend in an application. */
  requireApplication(application: string | null): Promise<void>;
}

/**
 * Extends the lease that ends last, because the latest expiry counts, together with the other leases of its request.
 * Nobody lengthens access beyond what was approved, also owners and admins: it is extended only if a request for it
 * would need no approval.
 * @throws LeaseholdError LH_CONFLICT with the reason, and what to do.
 */
export async function extendGrant(services: Services, grant: Grant, order: ExtensionOrder): Promise<Grant> {
  const { by, requireApplication } = order;
  const { ledger } = services.store;
  const lease = lastingLease(grant);
  const together = lease === undefined ? [] : await ledger.leasesOfRequest(lease.requestKey);
  for (const each of together) await requireApplication(grantIdParts(each.grantId)?.application ?? null);
  // Refuses without the rules where that is possible.
  const asked = readDuration(order.duration);
  const possible = extendAll(together, asked, (await services.ledgerNow()).toISOString());
  if (possible.outcome === 'refused') throw new LeaseholdError('LH_CONFLICT', possible.sentence);
  const durationMs = await unapproved(services, together, asked, order);
  const now = (await services.ledgerNow()).toISOString();
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

/**
 * The duration that the rules of the live leases give without approval; they may cap the one that is asked for.
 * @throws LeaseholdError LH_CONFLICT if one of them asks for approval, or gives nothing.
 */
async function unapproved(
  services: Services,
  leases: readonly Lease[],
  asked: number,
  { duration, justification = '' }: ExtensionOrder,
): Promise<number> {
  let durationMs = asked;
  for (const lease of leases.filter((each) => each.state === 'live')) {
    const parts = grantIdParts(lease.grantId);
    if (parts === undefined) continue;
    const plan = await simulate(services, { version: 1, ...parts, duration, justification });
    if (plan.outcome === 'declined') throw new LeaseholdError('LH_CONFLICT', plan.reason ?? 'It would be declined.');
    if (plan.stages.length > 0) throw new LeaseholdError('LH_CONFLICT', needsApproval(lease));
    durationMs = Math.min(durationMs, plan.durationMs ?? durationMs);
  }
  return durationMs;
}

function needsApproval({ durationMs, rule }: Lease): string {
  const approved = durationMs === null ? '' : ` It was given for ${describeDuration(durationMs)}.`;
  return `Rule ${rule} asks for approval before this access lasts longer.${approved} Raise a request for it again in the portal; once that is approved, the later end counts.`;
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
