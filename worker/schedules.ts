/**
 * Temporal Schedules: made and kept as the configuration says, by every process of workers. Doing it twice, or by two at
 * once, is the same as once. An operator's pause stays.
 */
import { type ConnectionLike, ScheduleAlreadyRunning, ScheduleClient, ScheduleNotFoundError } from '@temporalio/client';
import type { Logger } from 'pino';
import type { Dependencies } from '../activities/parts/dependencies.ts';
import type { ScheduleIntervals, ScheduleName } from '../domain/schedules.ts';
import { SCHEDULES, type ScheduledWorkflow } from '../workflows/contract/schedules.ts';
import { MAIN_TASK_QUEUE } from '../workflows/contract/task-queues.ts';

/** The least that Temporal makes up for, in milliseconds. */
const LEAST_CATCHUP_MS = 60_000;

/**
 * What Temporal is to do for one scheduled workflow. Every run looks at everything anew, so one that would start while
 * another still runs is left out, and of those that an outage swallowed only the last is made up for.
 */
function contentOf(scheduled: ScheduledWorkflow, everyMs: number) {
  return {
    spec: { intervals: [{ every: everyMs }] },
    action: {
      type: 'startWorkflow' as const,
      workflowType: scheduled.workflowType,
      workflowId: scheduled.workflowId,
      taskQueue: MAIN_TASK_QUEUE,
      args: [scheduled.input],
    },
    policies: {
      overlap: 'SKIP' as const,
      catchupWindow: Math.max(LEAST_CATCHUP_MS, everyMs),
      pauseOnFailure: false,
    },
  };
}

/** Makes all Schedules, or brings them to the given intervals. @throws when Temporal refuses or does not answer. */
export async function ensureSchedules(
  connection: ConnectionLike,
  namespace: string,
  intervals: ScheduleIntervals,
): Promise<void> {
  const client = new ScheduleClient({ connection, namespace });
  for (const [name, scheduled] of Object.entries(SCHEDULES) as [ScheduleName, ScheduledWorkflow][])
    await ensure(client, scheduled, intervals[name] ?? scheduled.everyMs);
}

async function ensure(client: ScheduleClient, scheduled: ScheduledWorkflow, everyMs: number): Promise<void> {
  const content = contentOf(scheduled, everyMs);
  const handle = client.getHandle(scheduled.scheduleId);
  try {
    if (await isSo(handle, content)) return;
    // The state is handed back as it is: who paused it wants it paused.
    await handle.update(({ state }) => ({ ...content, state }));
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error;
    try {
      await client.create({ scheduleId: scheduled.scheduleId, ...content });
    } catch (failure) {
      // Another process was faster, and wanted the same.
      if (!(failure instanceof ScheduleAlreadyRunning)) throw failure;
    }
  }
}

/** Whether a Schedule is what it should be: writing it again would be noise in its history. */
async function isSo(
  handle: ReturnType<ScheduleClient['getHandle']>,
  content: ReturnType<typeof contentOf>,
): Promise<boolean> {
  const { spec, action, policies } = await handle.describe();
  const [interval, ...others] = spec.intervals ?? [];
  return (
    interval?.every === content.spec.intervals[0]?.every &&
    others.length === 0 &&
    action.workflowType === content.action.workflowType &&
    action.taskQueue === content.action.taskQueue &&
    JSON.stringify(action.args) === JSON.stringify(content.action.args) &&
    policies.overlap === content.policies.overlap &&
    policies.catchupWindow === content.policies.catchupWindow
  );
}

export interface KeptSchedules {
  stop(): void;
}

/** Keeps the Schedules as the configuration says, also when it changes. A failure is written to the log and tried again. */
export function keepSchedules(options: {
  readonly connection: ConnectionLike;
  readonly namespace: string;
  readonly configuration: Dependencies['configuration'];
  readonly log: Logger;
  /** How often the configuration is looked at, in milliseconds. */
  readonly followEveryMs?: number;
}): KeptSchedules {
  let kept: string | undefined;
  let busy = false;
  const follow = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    try {
      const { schedules } = (await options.configuration()).configuration;
      const wanted = JSON.stringify(schedules);
      if (wanted === kept) return;
      await ensureSchedules(options.connection, options.namespace, schedules);
      kept = wanted;
    } catch (error) {
      options.log.warn({ error: String(error) }, 'The Schedules could not be set up; it is tried again');
    } finally {
      busy = false;
    }
  };
  void follow();
  const timer = setInterval(follow, options.followEveryMs ?? 5_000);
  return { stop: () => clearInterval(timer) };
}
