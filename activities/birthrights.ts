/**
 * Activities of `birthrightReconcile`. They take only an order's id and an item's number: the work is read from the
 * store.
 */
import { activityInfo, cancellationSignal } from '@temporalio/activity';
import { type AuditEvent, grantIdFor, type NewLease } from '../domain/ledger/records.ts';
import { birthrightKey } from '../domain/planning/birthright-key.ts';
import type { Reconciliation, ReconciliationItem, ReconciliationWork } from '../domain/planning/reconciliation.ts';
import { entitlementKey, findApplication } from '../domain/policy.ts';
import { ProviderError } from '../domain/provider-error.ts';
import { reason } from '../domain/reasons.ts';
import type {
  BirthrightActivities,
  ItemRef,
  PlannedBirthrights,
  SettleInput,
} from '../workflows/contract/activities/birthright.ts';
import { createAccess } from './access.ts';
import { planBirthrights } from './parts/birthright-plan.ts';
import type { Dependencies } from './parts/dependencies.ts';
import { guarded } from './parts/failures.ts';
import { findIn } from './people/subjects.ts';

export function birthrightActivities(dependencies: Dependencies): BirthrightActivities {
  const { store } = dependencies;
  const access = createAccess(dependencies);

  async function planBirthright({ id, scheduled }: { id: string; scheduled: boolean }): Promise<PlannedBirthrights> {
    const at = (await dependencies.now()).toISOString();
    if (scheduled)
      await store.birthrights.order({ id, by: null, dryRun: false, force: false, restore: [], createdAt: at }, []);
    const order = await store.birthrights.find(id);
    if (order === undefined) return 'nothing';
    if (order.state === 'planning') {
      const current = await dependencies.configuration();
      const plan = await planBirthrights(dependencies, order, current);
      const state = plan.work.some((item) => item.state === 'waiting') ? 'running' : 'done';
      const finishedAt = state === 'done' ? at : null;
      await store.birthrights.plan(
        id,
        { ...plan, state, finishedAt },
        order.dryRun ? [] : heldBackEvents(id, plan, at, current.revision),
      );
    }
    const state = (await store.birthrights.find(id))?.state;
    return state === 'running' || state === 'done' ? state : 'nothing';
  }

  function heldBackEvents(
    id: string,
    plan: Pick<Reconciliation, 'heldBack'>,
    at: string,
    revision: number,
  ): readonly AuditEvent[] {
    const { workflowExecution } = activityInfo();
    return plan.heldBack.map(({ role, because, losing, holders }) => ({
      key: `birthright/${id}/held-back/${role ?? ''}`,
      at,
      actor: 'leasehold',
      action: 'birthright.heldBack',
      reason: because,
      revision,
      workflowId: workflowExecution?.workflowId,
      runId: workflowExecution?.runId,
      details: { reconciliation: id, role, losing, holders },
    }));
  }

  async function nextBirthrights({ id, limit }: { id: string; limit: number }): Promise<readonly ReconciliationItem[]> {
    return store.birthrights.next(id, limit);
  }

  async function giveBirthright(ref: ItemRef): Promise<void> {
    const item = await workOf(ref, 'give');
    if (item === undefined) return;
    await requireAccount(item);
    const leaseId = await leaseIdFor(ref.id, item);
    const provisioned = await access.provision({ lease: leaseOf(item, leaseId), because: item.because });
    if ('refused' in provisioned)
      throw new ProviderError('invalid', provisioned.refused.sentence, { system: item.application });
    const { lease } = provisioned;
    if (lease.state === 'ended') throw endedByA(lease.endedBy ?? 'someone', lease.endedAt ?? '', item.application);
    await store.birthrights.settle(ref.id, [ref.position], { state: 'done', detail: null });
  }

  /** An item that is still to be carried out; `undefined` for a finished one, or one that no plan has. */
  async function workOf(
    { id, position }: ItemRef,
    action: ReconciliationItem['action'],
  ): Promise<ReconciliationWork | undefined> {
    const item = await store.birthrights.work(id, position);
    const open = item?.action === action && (item.state === 'waiting' || item.state === 'stuck');
    return open ? item : undefined;
  }

  /**
   * Runs before a lease is opened: a lease for a person without an account would be opened and failed hour after hour.
   */
  async function requireAccount({ application: key, subject }: ReconciliationWork): Promise<void> {
    const { policy } = (await dependencies.configuration()).configuration;
    const application = findApplication(policy, key);
    if (application === undefined)
      throw new ProviderError('invalid', reason('birthright_application_gone', key).sentence, { system: key });
    const connector = await dependencies.connector(application);
    if ((await findIn(connector, key, policy, subject, cancellationSignal())) === undefined)
      throw new ProviderError('not_found', reason('subject_not_found', subject, application.name).sentence, {
        system: key,
      });
  }

  /**
   * The lease that an earlier attempt opened, or the next free number: the same for every retry and for a racing run.
   */
  async function leaseIdFor(runId: string, item: ReconciliationWork): Promise<string> {
    const requestKey = birthrightKey(item.role, item.subject);
    const grantId = grantIdFor(item.application, item.subject, item.accessLevel);
    const earlier = (await store.ledger.leasesOfRequest(requestKey)).filter((lease) => lease.grantId === grantId);
    const wanted = item.entitlements.map(entitlementKey).sort().join();
    const open = earlier.find(
      (lease) => lease.state !== 'ended' && lease.entitlements.map(entitlementKey).sort().join() === wanted,
    );
    if (open !== undefined) return open.id;
    const since = (await store.birthrights.find(runId))?.createdAt ?? '';
    const ended = earlier.find(
      (lease) =>
        (lease.endReason === 'revoked' || lease.endReason === 'removed') &&
        Date.parse(lease.endedAt ?? '') >= Date.parse(since),
    );
    if (ended !== undefined) throw endedByA(ended.endedBy ?? 'someone', ended.endedAt ?? '', item.application);
    return `${requestKey}/${item.application}/${item.accessLevel}/${earlier.length + 1}`;
  }

  function endedByA(who: string, when: string, system: string): ProviderError {
    return new ProviderError('invalid', reason('birthright_ended', who, when).sentence, { system });
  }

  async function takeBirthright(ref: ItemRef): Promise<void> {
    const item = await workOf(ref, 'take');
    if (item === undefined || item.leaseId === null) return;
    const order = await store.birthrights.find(ref.id);
    await access.deprovision({
      lease: leaseOf(item, item.leaseId),
      reason: 'lapsed',
      // The person who forces it answers for it.
      by: (order?.force === true ? order.by : null) ?? 'leasehold',
      because: item.because,
    });
    await store.birthrights.settle(ref.id, [ref.position], { state: 'done', detail: null });
  }

  async function settleBirthrights({ id, positions, state, detail }: SettleInput): Promise<void> {
    await store.birthrights.settle(id, positions, { state, detail });
  }

  async function finishBirthright({ id, failure }: { id: string; failure?: string | undefined }): Promise<void> {
    const finishedAt = (await dependencies.now()).toISOString();
    const state = failure === undefined ? 'done' : 'failed';
    await store.birthrights.finish(id, { state, detail: failure ?? null, finishedAt });
  }

  return {
    planBirthright: guarded('giving', planBirthright),
    nextBirthrights,
    giveBirthright: guarded('giving', giveBirthright),
    takeBirthright: guarded('taking', takeBirthright),
    settleBirthrights,
    finishBirthright,
  };
}

function leaseOf(item: ReconciliationWork, id: string): NewLease {
  const { role, subject, application, accessLevel, entitlements, rule, revision } = item;
  const requestKey = birthrightKey(role, subject);
  // It has no end of its own: it ends when the person no longer matches.
  const endless = { durationMs: null, maxDurationMs: null };
  return { id, requestKey, application, subject, accessLevel, entitlements, rule: rule ?? '', revision, ...endless };
}
