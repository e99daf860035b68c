/** Extends access. */
import { describeDuration, describeInstant, parseDuration } from '../../domain/duration.ts';
import { LeaseholdError } from '../../domain/errors.ts';
import { extendAll, NOT_LIVE } from '../../domain/ledger/lease.ts';
import { type AuditEvent, type Grant, grantIdParts, type Lease } from '../../domain/ledger/records.ts';
import { shorter } from '../../domain/planning/choose-duration.ts';
import { ledgerChanged } from '../../workflows/contract/access-request.ts';
import { requestWorkflowId } from '../../workflows/contract/ids.ts';
import { noteRefusals } from '../requests/refused.ts';
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
  const { subject, application, accessLevel, leases } = grant;
  const lease = lastingLease(grant);
  const issueKey = lease?.requestKey ?? leases[0]?.requestKey ?? '';
  return noteRefusals(
    services,
    { issueKey, actor: order.by, about: { subject, application, accessLevel } },
    async () => {
      if (lease === undefined) throw new LeaseholdError('LH_CONFLICT', NOT_LIVE);
      return extendTogether(services, grant, lease, order);
    },
  );
}

async function extendTogether(
  services: Services,
  grant: Grant,
  lease: Lease,
  { duration, justification = '', by, requireApplication }: ExtensionOrder,
): Promise<Grant> {
  const { ledger } = services.store;
  const together = await ledger.leasesOfRequest(lease.requestKey);
  for (const each of together) await requireApplication(grantIdParts(each.grantId)?.application ?? null);
  // Refuses without the rules where that is possible.
  const asked = readDuration(duration);
  const askedAt = (await services.ledgerNow()).toISOString();
  const possible = extendAll(together, asked, askedAt);
  if (possible.outcome === 'refused') throw new LeaseholdError('LH_CONFLICT', possible.sentence);
  const allowed = await unapproved(services, together, possible.expiresAt, justification);
  const now = (await services.ledgerNow()).toISOString();
  const extension = extendAll(allowed, Date.parse(possible.expiresAt) - Date.parse(now), now);
  if (extension.outcome === 'refused') throw new LeaseholdError('LH_CONFLICT', extension.sentence);
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
 * Judges the access as a whole, from its start to the end that is asked for: or several extensions, each too short for a
 * rule to ask for approval, would give what nobody approves.
 * @returns the leases, none with a longer maximum than its rule has today.
 * @throws LeaseholdError LH_CONFLICT if a rule of a live lease asks for approval, or gives nothing.
 */
async function unapproved(
  services: Services,
  leases: readonly Lease[],
  until: string,
  justification: string,
): Promise<readonly Lease[]> {
  const allowed: Lease[] = [];
  for (const lease of leases.filter((each) => each.state === 'live')) {
    const parts = grantIdParts(lease.grantId);
    if (parts === undefined || lease.startedAt === null) continue;
    const seconds = Math.ceil((Date.parse(until) - Date.parse(lease.startedAt)) / 1_000);
    const plan = await simulate(services, { version: 1, ...parts, duration: `${seconds}s`, justification });
    if (plan.outcome === 'declined') throw new LeaseholdError('LH_CONFLICT', plan.reason ?? 'It would be declined.');
    if (plan.stages.length > 0) throw new LeaseholdError('LH_CONFLICT', needsApproval(lease, plan.rule));
    allowed.push({ ...lease, maxDurationMs: shorter(lease.maxDurationMs, plan.durationMs) });
  }
  return allowed;
}

function needsApproval({ durationMs, rule }: Lease, asking: string | null): string {
  const approved = durationMs === null ? '' : ` It was given for ${describeDuration(durationMs)}.`;
  return `Rule ${asking ?? rule} asks for approval before this access lasts longer.${approved} Raise a request for it again in the portal; once that is approved, the later end counts.`;
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
