/** Giving and taking: each first changes the ledger, then converges the provider. */
import { activityInfo, cancellationSignal } from '@temporalio/activity';
import { type AuditEvent, type Lease, partsOfGrant } from '../domain/ledger/records.ts';
import { conflictingLevels, conflictSince, type HeldLevel } from '../domain/planning/conflicts.ts';
import { type Entitlement, entitlementKey, findApplication } from '../domain/policy.ts';
import { type Reason, reason } from '../domain/reasons.ts';
import type {
  AccessActivities,
  DeprovisionInput,
  DeprovisionResult,
  EndGrantInput,
  EndGrantResult,
  ProvisionInput,
  ProvisionResult,
  SuspendInput,
} from '../workflows/contract/activities/access.ts';
import type { Dependencies } from './parts/dependencies.ts';
import { guarded } from './parts/failures.ts';
import { findIn } from './people/subjects.ts';
import { applicationToGive, applicationToTake, originOf } from './providers/application-of.ts';
import { converge } from './providers/converge.ts';

export function accessActivities(dependencies: Dependencies): AccessActivities {
  const { provision, deprovision, endGrant, suspendSubject } = createAccess(dependencies);
  return {
    provision: guarded('giving', provision),
    deprovision: guarded('taking', deprovision),
    endGrant: guarded('taking', endGrant),
    suspendSubject: guarded('taking', suspendSubject),
  };
}

/** Giving and taking as other activities use them, within an attempt of their own. */
export function createAccess(dependencies: Dependencies): AccessActivities {
  const { store } = dependencies;

  async function provision({ lease, remember, because }: ProvisionInput): Promise<ProvisionResult> {
    if (remember !== undefined) await store.requests.save(remember.view, remember.events);
    const context = contextOf(lease);
    const at = (await dependencies.now()).toISOString();
    const opened = { key: `lease/${lease.id}/opened`, at, actor: 'leasehold', action: 'lease.opened' } as const;
    const refuse = await refusal(lease);
    const { policy } = (await dependencies.configuration()).configuration;
    const origin = await originOf(store, applicationToGive(policy, lease.application));
    const refused = await store.ledger.openLease(
      { ...lease, origin },
      [{ ...context, ...opened, reason: because }],
      refuse,
    );
    if (refused !== undefined) return { refused };
    const { changed } = await convergeHolding(lease.application, lease.subject, lease.entitlements, context, lease.id);
    const given = (await dependencies.now()).toISOString();
    const confirmed = await store.ledger.confirmLease(lease.id, given, [
      {
        ...context,
        key: `lease/${lease.id}/given`,
        at: given,
        actor: 'leasehold',
        action: 'lease.given',
        details: { durationMs: lease.durationMs, alreadySo: !changed },
      },
    ]);
    // A retry finds the access that the previous attempt gave: that does not count as "had it already".
    return { lease: confirmed, changed: changed || activityInfo().attempt > 1 };
  }

  /**
   * Refuses a lease that conflicts with access given since: of two requests planned before either was given, only one
   * is.
   */
  async function refusal(lease: ProvisionInput['lease']): Promise<(held: readonly HeldLevel[]) => Reason | undefined> {
    const { policy } = (await dependencies.configuration()).configuration;
    if (conflictingLevels(policy, [lease]).length === 0) return () => undefined;
    const facts = (await store.requests.facts([lease.requestKey])).get(lease.requestKey);
    return (held) => {
      const conflict = conflictSince(policy, lease, held, facts?.input.held);
      if (conflict === undefined) return undefined;
      const { duty, wanted, effect } = conflict;
      return effect === 'deny'
        ? reason('conflicting_duties', duty, wanted, conflict.held, conflict.found)
        : reason('duties_unapproved', duty, wanted, conflict.held);
    };
  }

  async function deprovision(input: DeprovisionInput): Promise<DeprovisionResult> {
    if (input.remember !== undefined) await store.requests.save(input.remember.view, input.remember.events);
    const before = await store.ledger.lease(input.lease.id);
    if (before === undefined) return { lease: undefined, stillHeld: false };
    const lease = await endLease(before, input, input.ifExpiredBy);
    if (lease.state === 'live') return { lease, stillHeld: true };
    await convergeHolding(
      input.lease.application,
      input.lease.subject,
      lease.entitlements,
      contextOf({ ...lease, ...partsOfGrant(lease.grantId) }),
    );
    return { lease, stillHeld: await isHeld(lease.grantId) };
  }

  async function endGrant(input: EndGrantInput): Promise<EndGrantResult> {
    const grant = await store.ledger.grant(input.grantId);
    if (grant === undefined) return { requestKeys: [] };
    for (const lease of grant.leases) if (lease.state !== 'ended') await endLease(lease, input);
    const given = new Map(
      grant.leases.flatMap((lease) => lease.entitlements).map((each) => [entitlementKey(each), each]),
    );
    const requestKeys = [...new Set(grant.leases.map((lease) => lease.requestKey))];
    const [requestKey, ...others] = requestKeys;
    await convergeHolding(grant.application, grant.subject, [...given.values()], {
      accessLevel: grant.accessLevel,
      // Access that several requests held belongs to none of them alone.
      ...(others.length === 0 ? { requestKey } : {}),
    });
    return { requestKeys };
  }

  async function endLease(
    lease: Lease,
    input: Pick<DeprovisionInput, 'reason' | 'by' | 'because'>,
    ifExpiredBy?: string,
  ): Promise<Lease> {
    const at = (await dependencies.now()).toISOString();
    const event: AuditEvent = {
      ...contextOf({ ...lease, ...partsOfGrant(lease.grantId) }),
      key: `lease/${lease.id}/ended`,
      at,
      actor: input.by,
      action: 'lease.ended',
      reason: input.because,
      details: { why: input.reason },
    };
    const options = ifExpiredBy === undefined ? {} : { ifExpiredBy };
    return (await store.ledger.endLease(lease.id, { ...input, at }, [event], options)) ?? lease;
  }

  async function isHeld(grantId: string): Promise<boolean> {
    return (await store.ledger.grant(grantId))?.leases.some((lease) => lease.state !== 'ended') ?? false;
  }

  async function convergeHolding(
    key: string,
    subject: string,
    entitlements: readonly Entitlement[],
    context: Partial<AuditEvent>,
    lease?: string,
  ): Promise<{ changed: boolean }> {
    const { policy } = (await dependencies.configuration()).configuration;
    const application =
      lease === undefined ? await applicationToTake(store, policy, key, subject) : applicationToGive(policy, key);
    const connector = await dependencies.connector(application);
    const signal = cancellationSignal();
    return converge(
      {
        application: key,
        applicationName: application.name,
        subject,
        ...(lease === undefined ? {} : { lease }),
        entitlements,
        context,
      },
      {
        ledger: store.ledger,
        connector,
        findSubject: () => findIn(connector, key, policy, subject, signal),
        now: dependencies.now,
      },
      { signal },
    );
  }

  async function suspendSubject({ email, by, because }: SuspendInput): Promise<void> {
    const { policy } = (await dependencies.configuration()).configuration;
    const provider =
      policy.identityProvider === undefined ? undefined : findApplication(policy, policy.identityProvider);
    if (provider === undefined) return;
    const connector = await dependencies.connector(provider);
    const call = { signal: cancellationSignal() };
    const subject = await findIn(connector, provider.key, policy, email, call.signal);
    if (subject === undefined) return;
    const result = await connector.suspend?.(subject, call);
    await connector.endSessions?.(subject, call);
    // A system without suspension did not suspend: the trail must not say so.
    if (result === undefined) return;
    const at = (await dependencies.now()).toISOString();
    await store.audit.append([
      {
        key: `suspend/${activityInfo().workflowExecution?.workflowId}`,
        at,
        actor: by,
        action: 'subject.suspended',
        subject: email,
        application: provider.key,
        reason: because,
        providerRequestId: result.requestId,
        // A retry finds the effect of the previous attempt: that does not count as "was so already".
        details: { alreadySo: !result.changed && activityInfo().attempt === 1 },
      },
    ]);
  }

  return { provision, deprovision, endGrant, suspendSubject };
}

/** Common members of every event about a lease. */
function contextOf(lease: {
  readonly requestKey: string;
  readonly application: string;
  readonly subject: string;
  readonly accessLevel: string;
  readonly rule: string;
  readonly revision: number;
}): Partial<AuditEvent> {
  const { requestKey, application, subject, accessLevel, rule, revision } = lease;
  const execution = activityInfo().workflowExecution;
  return {
    requestKey,
    application,
    subject,
    accessLevel,
    rule,
    revision,
    workflowId: execution?.workflowId,
    runId: execution?.runId,
  };
}
