/** A round of the keeper in this process, without Temporal: the last resort when Temporal does not take rounds. */
import { randomUUID } from 'node:crypto';
import { asyncLocalStorage, Context, type Info } from '@temporalio/activity';
import { type Logger, noopMetricMeter } from '@temporalio/common';
import type { KeeperActivities } from '../../workflows/contract/activities/keeper.ts';
import { eachOf } from './parts.ts';

/** As in a round of the workflow. */
const AT_ONCE = 5;

/** @throws when the database does not answer; what a provider refuses is left to the next round. */
export async function roundHere(activities: KeeperActivities, log: Logger): Promise<void> {
  await asyncLocalStorage.run(outsideTemporal(log), async () => {
    const { applications } = await activities.endOverdueLeases();
    const round = randomUUID();
    await eachOf(applications, applications.length, (application) => takeAt(activities, application, round, log));
    const { unreported } = await activities.finishKeeping();
    if (unreported > 0) await activities.reportOverdue();
  });
}

async function takeAt(activities: KeeperActivities, application: string, round: string, log: Logger): Promise<void> {
  let failures = 0;
  for (let after: string | undefined, more = true; more && failures < AT_ONCE; ) {
    const page = await activities.leasesToTake({ application, round, after });
    await workOff(page.ids, (leaseId) => activities.takeEndedLease({ leaseId }));
    after = page.next;
    more = after !== undefined;
  }
  const { ids } = await activities.oldWrites({ application, round });
  await workOff(ids, (effectId) => activities.checkOldWrite({ effectId }));

  async function workOff(ids: readonly string[], work: (id: string) => Promise<void>): Promise<void> {
    await eachOf(ids, AT_ONCE, async (id) => {
      if (failures >= AT_ONCE) return;
      try {
        await work(id);
        failures = 0;
      } catch (error) {
        failures += 1;
        log.warn('A provider was not made to match; the next round tries again', { id, error: String(error) });
      }
    });
  }
}

/** The surroundings of an activity, for those that no server started. */
function outsideTemporal(log: Logger): Context {
  const at = Date.now();
  const info: Info = {
    taskToken: new Uint8Array(),
    base64TaskToken: '',
    activityId: 'keeper',
    activityType: 'keeper',
    activityNamespace: '',
    namespace: '',
    taskQueue: '',
    attempt: 1,
    isLocal: true,
    inWorkflow: false,
    scheduledTimestampMs: at,
    currentAttemptScheduledTimestampMs: at,
    scheduleToCloseTimeoutMs: 0,
    startToCloseTimeoutMs: 0,
    heartbeatDetails: undefined,
  };
  const never = new Promise<never>(() => {});
  return new Context(info, never, new AbortController().signal, () => {}, undefined, log, noopMetricMeter, {});
}
