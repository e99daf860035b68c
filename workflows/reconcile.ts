/** Compares one page of the ledger with Temporal, with the providers, or with an exported trail. */
import { ActivityFailure, type ActivityInterfaceFor, proxyActivities } from '@temporalio/workflow';
import type { Activities } from './contract/activities/activities.ts';
import type { ComparedPage } from './contract/activities/reconcile.ts';
import type { Difference, ReconcileInput, ReconcileResult } from './contract/reconcile.ts';
import { KEEPER_TASK_QUEUE, revokeTaskQueue } from './contract/task-queues.ts';

/** A person waits for the answer, and "unavailable" is one. */
const keeper = proxyActivities<Activities>({
  taskQueue: KEEPER_TASK_QUEUE,
  startToCloseTimeout: '30s',
  heartbeatTimeout: '10s',
  retry: { maximumAttempts: 1 },
});

function at(application: string): Pick<ActivityInterfaceFor<Activities>, 'compareLeases' | 'compareTrail'> {
  return proxyActivities<Activities>({
    taskQueue: revokeTaskQueue(application),
    scheduleToCloseTimeout: '40s',
    heartbeatTimeout: '10s',
    retry: { maximumAttempts: 1 },
  });
}

export async function reconcile({ part, after, dryRun, order = '' }: ReconcileInput): Promise<ReconcileResult> {
  if (part === 'runs') return keeper.compareRuns({ after, dryRun });
  if (part === 'providers')
    return compare(await keeper.leasesToCompare({ after }), (application, ids) =>
      at(application).compareLeases({ ids, dryRun }),
    );
  return compare(await keeper.trailToCompare({ order }), (application, ids) =>
    at(application).compareTrail({ order, ids, dryRun }),
  );
}

/** All applications at once; one that does not answer is a difference, and stops no other. */
async function compare(
  { applications, next }: ComparedPage,
  look: (application: string, ids: readonly string[]) => Promise<readonly Difference[]>,
): Promise<ReconcileResult> {
  const found = await Promise.all(
    Object.entries(applications).map(async ([application, ids]) => {
      try {
        return await look(application, ids);
      } catch (error) {
        if (!(error instanceof ActivityFailure)) throw error;
        return [unreadable(application, ids.length, error)];
      }
    }),
  );
  const checked = Object.values(applications).reduce((total, ids) => total + ids.length, 0);
  return { checked, differences: found.flat(), ...(next === undefined ? {} : { next }) };
}

function unreadable(application: string, leases: number, { cause, message }: ActivityFailure): Difference {
  const detail = `${leases} leases could not be compared: ${cause?.message ?? message}`;
  return { kind: 'unreadable', about: application, application, subject: null, detail, settled: false };
}
