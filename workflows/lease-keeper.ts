/**
 * The keeper of leases: access ends on time whatever happens to the run of its request. It trusts the ledger and the
 * providers alone. A round ends within a minute; what is left then is found again by the next round.
 */
import {
  ActivityFailure,
  type ActivityInterfaceFor,
  continueAsNew,
  isCancellation,
  log,
  proxyActivities,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities } from './contract/activities/activities.ts';
import type { KeeperProgress, LeaseKeeperInput } from './contract/lease-keeper.ts';
import { KEEPER_TASK_QUEUE, revokeTaskQueue } from './contract/task-queues.ts';

/** How long a round takes up leases, in milliseconds. Those under way then are waited for, and the issues told. */
const TAKES_FOR_MS = 25_000;
/** Leases taken at once at one application. */
const AT_ONCE = 5;
/** Events after which a round continues as a new run. */
const LONG = 1_500;

/** The database and Temporal. */
const keeper = proxyActivities<Activities>({
  taskQueue: KEEPER_TASK_QUEUE,
  startToCloseTimeout: '30s',
  heartbeatTimeout: '10s',
  scheduleToCloseTimeout: '45s',
  retry: { initialInterval: '1s', maximumInterval: '5s' },
});

/** Jira: what is not reported now is reported in the next round. */
const reporting = proxyActivities<Activities>({
  taskQueue: KEEPER_TASK_QUEUE,
  startToCloseTimeout: '20s',
  heartbeatTimeout: '10s',
  retry: { maximumAttempts: 1 },
});

/** One attempt each: the next round is the next attempt, also for a queue that no worker serves. */
function taking(application: string): Pick<ActivityInterfaceFor<Activities>, 'takeEndedLease' | 'checkOldWrite'> {
  return proxyActivities<Activities>({
    taskQueue: revokeTaskQueue(application),
    scheduleToCloseTimeout: '30s',
    heartbeatTimeout: '10s',
    retry: { maximumAttempts: 1 },
  });
}

export async function leaseKeeper(input: LeaseKeeperInput): Promise<void> {
  const { goOn } = input;
  const round = goOn?.round ?? workflowInfo().runId;
  const until = goOn?.until ?? Date.now() + TAKES_FOR_MS;
  const ended = goOn === undefined ? await keeper.endOverdueLeases() : { applications: [] };
  const runs = goOn === undefined ? attempted('keep the runs', keeper.keepRuns()) : undefined;
  const places = Object.entries(goOn?.after ?? Object.fromEntries(ended.applications.map((each) => [each, ''])));
  const after = await Promise.all(
    places.map(async ([application, place]) => [application, await takeAt(application, round, until, place)] as const),
  );
  await runs;
  const left = Object.fromEntries(
    after.flatMap(([application, place]) => (place === undefined ? [] : [[application, place]])),
  );
  if (Object.keys(left).length > 0 && Date.now() < until) await goOnWith({ round, until, after: left });
  const { unreported } = await keeper.finishKeeping();
  if (unreported > 0) await attempted('report', reporting.reportOverdue());
}

async function goOnWith(goOn: KeeperProgress): Promise<never> {
  return continueAsNew<typeof leaseKeeper>({ version: 1, goOn });
}

/**
 * Takes what has ended at one application, and then checks its old writes, a few at a time. A system that fails every
 * one of a few is left alone until the next round.
 * @returns the place to continue from, when the history has grown long before all were taken.
 */
async function takeAt(application: string, round: string, until: number, from: string): Promise<string | undefined> {
  let place = from;
  let failures = 0;
  const isLong = (): boolean => workflowInfo().historyLength > LONG;
  const goes = (): boolean => failures < AT_ONCE && Date.now() < until;
  const workOff = async (ids: readonly string[], goesOn: () => boolean, work: (id: string) => Promise<boolean>) => {
    const waiting = [...ids];
    const worker = async (): Promise<void> => {
      for (let id = waiting.shift(); id !== undefined && goesOn(); id = waiting.shift())
        failures = (await work(id)) ? 0 : failures + 1;
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  };
  for (;;) {
    const page = await keeper.leasesToTake({ application, round, ...(place === '' ? {} : { after: place }) });
    await workOff(page.ids, goes, (leaseId) => {
      const summary = `${application}: take ${leaseId}`;
      return attempted(summary, taking(application).takeEndedLease.executeWithOptions({ summary }, [{ leaseId }]));
    });
    if (page.next === undefined || !goes()) break;
    place = page.next;
    if (isLong()) return place;
  }
  if (!goes() || isLong()) return undefined;
  const writes = await keeper.oldWrites({ application, round });
  const checks = (): boolean => goes() && !isLong();
  await workOff(writes.ids, checks, (effectId) => {
    const summary = `${application}: check an old write`;
    return attempted(summary, taking(application).checkOldWrite.executeWithOptions({ summary }, [{ effectId }]));
  });
  return undefined;
}

/** @returns whether it succeeded; a failure is left to the next round. */
async function attempted(what: string, work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
    log.warn('The keeper could not do it; the next round tries again', { what, error: String(error.cause ?? error) });
    return false;
  }
}
