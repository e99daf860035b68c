/** Giving and taking: each first changes the ledger, then converges the provider. */
import { activityInfo, cancellationSignal } from '@temporalio/activity';
import { keptOf } from '../domain/ledger/held-before.ts';
import { isOver } from '../domain/ledger/lease.ts';
import {
  type AuditEvent,
  aboutLease,
  asNewLease,
  type Lease,
  type NewLease,
  partsOfGrant,
} from '../domain/ledger/records.ts';
import { conflictingLevels, conflictSince, type HeldLevel, isSameLevel } from '../domain/planning/conflicts.ts';
import { type Entitlement, entitlementKey } from '../domain/policy.ts';
import { type Reason, reason } from '../domain/reasons.ts';
import type {
  AccessActivities,
  DeprovisionInput,
  DeprovisionResult,
  EndGrantInput,
  EndGrantResult,
  ProvisionInput,
  ProvisionResult,
} from '../workflows/contract/activities/access.ts';
import type { Dependencies } from './parts/dependencies.ts';
import { guarded } from './parts/failures.ts';
import { whyNotStarted } from './parts/start-check.ts';
import { findIn } from './people/subjects.ts';
import { applicationToGive, applicationToTake, originOf } from './providers/application-of.ts';
import { type ConvergeInput, type Convergence, converge } from './providers/converge.ts';
import { heldAtProviders } from './providers/held-at-providers.ts';

export function accessActivities(dependencies: Dependencies): AccessActivities {
  const { provision, deprovision, endGrant } = createAccess(dependencies);
  return {
    provision: guarded('giving', provision),
    deprovision: guarded('taking', deprovision),
    endGrant: guarded('taking', endGrant),
  };
}

/** How and why a lease ends. */
type End = Pick<DeprovisionInput, 'reason' | 'by' | 'because'>;

export interface Access extends AccessActivities {
  /**
   * Makes the provider match the ledger for the entitlements of an ended lease.
   * @returns those left as they are, because the subject held them before.
   * @throws ProviderError
   */
  settle(lease: Lease): Promise<readonly Entitlement[]>;
  /**
   * Makes the provider match the ledger where a write was begun more than an attempt ago: it may have had its effect
   * after the last read.
   * @throws ProviderError
   */
  lookAgain(effectId: string): Promise<void>;
}

/** Giving and taking as other activities use them, within an attempt of their own. */
export function createAccess(dependencies: Dependencies): Access {
  const { store } = dependencies;

  async function provision({ lease, remember, because, startOf }: ProvisionInput): Promise<ProvisionResult> {
    if (remember !== undefined) await store.requests.save(remember.view, remember.events, remember.untold);
    if (startOf !== undefined && remember !== undefined && (await store.ledger.lease(lease.id)) === undefined) {
      const refused = await whyNotStarted(dependencies, lease, startOf, remember.view, cancellationSignal());
      if (refused !== undefined) return { refused };
    }
    const context = contextOf(lease);
    const at = (await dependencies.now()).toISOString();
    const { entitlements, durationMs, maxDurationMs } = lease;
    const opened = {
      key: `lease/${lease.id}/opened`,
      at,
      actor: 'leasehold',
      action: 'lease.opened',
      // All that is needed to take it when the ledger has lost it.
      details: { entitlements, durationMs, maxDurationMs },
    } as const;
    const refuse = await refusal(lease);
    const { policy } = (await dependencies.configuration()).configuration;
    const origin = await originOf(store, applicationToGive(policy, lease.application));
    const events: AuditEvent[] = [{ ...context, ...opened, reason: because }];
    const known = await store.ledger.openLease({ ...lease, origin }, events, refuse);
    if ('refused' in known) return known;
    if (known.lease.state === 'ended' || isOver(known.lease, at))
      return { lease: await giveUp(known.lease, at), changed: false };
    const run = { lease: lease.id };
    const { changed, kept } = await convergeHolding(lease.application, lease.subject, lease.entitlements, context, run);
    const given = (await dependencies.now()).toISOString();
    const startedAt = (await store.ledger.lease(lease.id))?.startedAt ?? given;
    const confirmed = await store.ledger.confirmLease(lease.id, given, [
      {
        ...context,
        key: `lease/${lease.id}/given`,
        at: given,
        actor: 'leasehold',
        action: 'lease.given',
        details: { durationMs, startedAt, alreadySo: !changed },
      },
    ]);
    // It was ended, or its time ran out, while it was being given.
    if (confirmed.state !== 'live') return { lease: await giveUp(confirmed, given), changed: false };
    // A retry finds the access that the previous attempt gave: that does not count as "had it already".
    const whole = keptOf(kept, lease.entitlements);
    return { lease: confirmed, changed: changed || activityInfo().attempt > 1, ...(whole && { kept: whole }) };
  }

  /** Ends a lease whose time was over at an instant, and takes what an attempt may have given. */
  async function giveUp(lease: Lease, at: string): Promise<Lease> {
    const { sentence } = reason('expired');
    const ended = await endLease(lease, { reason: 'expired', by: 'leasehold', because: sentence }, at);
    await settle(ended);
    return ended;
  }

  /**
   * Refuses a lease that conflicts with access given since, through Leasehold or outside it, or by a duty added since: of
   * two requests planned before either was given, only one is.
   */
  async function refusal(lease: ProvisionInput['lease']): Promise<(held: readonly HeldLevel[]) => Reason | undefined> {
    const { policy } = (await dependencies.configuration()).configuration;
    if (conflictingLevels(policy, [lease]).length === 0) return () => undefined;
    const facts = (await store.requests.facts([lease.requestKey])).get(lease.requestKey);
    const input = facts?.input;
    const then = input && { held: input.held, atProviders: input.heldAtProviders, weighed: facts?.weighed };
    const signal = cancellationSignal();
    const found =
      then === undefined ? [] : await heldAtProviders(dependencies, policy, [lease], [], lease.subject, signal);
    return (byLease) => {
      const elsewhere = found.filter((ref) => !byLease.some((each) => isSameLevel(policy, each, ref)));
      const held = [...byLease, ...elsewhere.map((ref) => ({ ...ref, requestKey: '', found: 'provider' as const }))];
      const conflict = conflictSince(policy, lease, held, then);
      if (conflict === undefined) return undefined;
      const { duty, wanted, effect } = conflict;
      return effect === 'deny'
        ? reason('conflicting_duties', duty, wanted, conflict.held, conflict.found)
        : reason('duties_unapproved', duty, wanted, conflict.held);
    };
  }

  async function deprovision(input: DeprovisionInput): Promise<DeprovisionResult> {
    const { remember } = input;
    if (remember !== undefined) await store.requests.save(remember.view, remember.events, remember.untold);
    const before = await store.ledger.lease(input.lease.id);
    const lease = before === undefined ? await endUnknown(input) : await endLease(before, input, input.ifExpiredBy);
    if (lease.state !== 'ended') return { lease, stillHeld: true };
    const kept = keptOf(await settle(lease), lease.entitlements);
    return { lease, stillHeld: await isHeld(lease.grantId), ...(kept && { kept }) };
  }

  /** A ledger that was restored to an earlier moment has lost the lease: what it gave may still be there. */
  async function endUnknown(input: DeprovisionInput): Promise<Lease> {
    const { lease } = input;
    const { at, event } = await endOf(lease, input);
    await store.ledger.openEnded(lease, { ...input, at }, [event]);
    const known = await store.ledger.lease(lease.id);
    if (known === undefined) throw new Error(`The lease ${lease.id} was not written.`);
    // It may have been opened meanwhile.
    return endLease(known, input);
  }

  /** Makes the provider match the ledger for the entitlements of an ended lease. @returns those left, as held before. */
  async function settle(lease: Lease): Promise<readonly Entitlement[]> {
    const { application, subject } = partsOfGrant(lease.grantId);
    const context = contextOf(asNewLease(lease));
    const { kept } = await convergeHolding(application, subject, lease.entitlements, context, { ended: lease.id });
    return kept;
  }

  async function lookAgain(effectId: string): Promise<void> {
    const effect = await store.ledger.begunEffect(effectId);
    if (effect === undefined) return;
    await convergeHolding(effect.application, effect.subject, [effect.entitlement], {});
  }

  async function endGrant(input: EndGrantInput): Promise<EndGrantResult> {
    const grant = await store.ledger.grant(input.grantId);
    if (grant === undefined) return { requestKeys: [], endedBefore: true };
    const open = await meant(grant.leases, input.begunBefore);
    for (const lease of open) await endLease(lease, input);
    // An earlier attempt may have ended them.
    const isEnder = ({ endReason, endedBy }: Lease): boolean => endReason === input.reason && endedBy === input.by;
    const endedBefore = open.length === 0 && !grant.leases.some(isEnder);
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
    return { requestKeys, ...(endedBefore && { endedBefore }) };
  }

  /** The leases that have not ended and were opened before an instant. One whose opening nobody knows is meant too. */
  async function meant(leases: readonly Lease[], begunBefore: string | undefined): Promise<readonly Lease[]> {
    const open = leases.filter((lease) => lease.state !== 'ended');
    if (begunBefore === undefined) return open;
    const opened = await store.ledger.openedAt(open.map((lease) => lease.id));
    return open.filter(({ id }) => {
      const at = opened.get(id);
      return at === undefined || Date.parse(at) < Date.parse(begunBefore);
    });
  }

  async function endLease(lease: Lease, input: End, ifExpiredBy?: string): Promise<Lease> {
    const { at, event } = await endOf({ ...lease, ...partsOfGrant(lease.grantId) }, input);
    const options = ifExpiredBy === undefined ? {} : { ifExpiredBy };
    return (await store.ledger.endLease(lease.id, { ...input, at }, [event], options)) ?? lease;
  }

  async function endOf(lease: NewLease, input: End): Promise<{ at: string; event: AuditEvent }> {
    const at = (await dependencies.now()).toISOString();
    const event: AuditEvent = {
      ...contextOf(lease),
      key: `lease/${lease.id}/ended`,
      at,
      actor: input.by,
      action: 'lease.ended',
      reason: input.because,
      details: { why: input.reason },
    };
    return { at, event };
  }

  async function isHeld(grantId: string): Promise<boolean> {
    return (await store.ledger.grant(grantId))?.leases.some((lease) => lease.state !== 'ended') ?? false;
  }

  async function convergeHolding(
    key: string,
    subject: string,
    entitlements: readonly Entitlement[],
    context: Partial<AuditEvent>,
    run: Pick<ConvergeInput, 'lease' | 'ended'> = {},
  ): Promise<Convergence> {
    const { policy } = (await dependencies.configuration()).configuration;
    const application =
      run.lease === undefined ? await applicationToTake(store, policy, key, subject) : applicationToGive(policy, key);
    const connector = await dependencies.connector(application);
    const signal = cancellationSignal();
    return converge(
      {
        application: key,
        applicationName: application.name,
        subject,
        ...run,
        entitlements,
        heldBefore: application.heldBefore,
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

  return { provision, deprovision, endGrant, settle, lookAgain };
}

/** The members that every event about a lease has within an activity. */
function contextOf(lease: Parameters<typeof aboutLease>[0]): Partial<AuditEvent> {
  const execution = activityInfo().workflowExecution;
  return { ...aboutLease(lease), workflowId: execution?.workflowId, runId: execution?.runId };
}
