/**
 * Temporal Schedules: every worker process creates and updates them as the configuration says. Repeating it, or doing
 * it in two processes at once, has the same result. An operator's pause stays.
 */
import { type ConnectionLike, ScheduleAlreadyRunning, ScheduleClient, ScheduleNotFoundError } from '@temporalio/client';
import type { Logger } from 'pino';
import type { Dependencies } from '../activities/parts/dependencies.ts';
import type { ScheduleIntervals, ScheduleName } from '../domain/schedules.ts';
import { SCHEDULES, type ScheduledWorkflow } from '../workflows/contract/schedules.ts';
import { requireSearchAttributes } from './search-attributes.ts';

/** The least that Temporal catches up on, in milliseconds. */
const LEAST_CATCHUP_MS = 60_000;

/**
 * The Schedule of one workflow. Every run reads everything again. So a run that would start while another still runs is
 * skipped, and of those missed in an outage only the last is caught up on.
 */
function contentOf(scheduled: ScheduledWorkflow, everyMs: number) {
  return {
    spec: { intervals: [{ every: everyMs }] },
    action: {
      type: 'startWorkflow' as const,
      workflowType: scheduled.workflowType,
      workflowId: scheduled.workflowId,
      taskQueue: scheduled.taskQueue,
      args: [scheduled.input],
    },
    policies: {
      overlap: 'SKIP' as const,
      catchupWindow: Math.max(LEAST_CATCHUP_MS, everyMs),
      pauseOnFailure: false,
    },
  };
}

/** Creates all Schedules, or sets them to the given intervals. @throws when Temporal refuses or does not answer. */
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
    // The state is handed back unchanged: a paused Schedule stays paused.
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

/** Whether a Schedule is up to date: writing it again would be noise in its history. */
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

/**
 * Keeps the Schedules as the configuration says, also when it changes, and when the server has lost them: each check
 * compares them with what the server has. A failure is logged and retried.
 */
export function keepSchedules(options: {
  readonly connection: ConnectionLike;
  readonly namespace: string;
  readonly configuration: Dependencies['configuration'];
  readonly log: Logger;
  /** Whether search attributes that the server has lost are registered again. */
  readonly setUp: boolean;
  /** How often server and configuration are checked, in milliseconds. */
  readonly followEveryMs?: number;
}): KeptSchedules {
  const { connection, namespace, configuration, log, setUp, followEveryMs = 10_000 } = options;
  let busy = false;
  const follow = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    try {
      const { schedules } = (await configuration()).configuration;
      await ensureSchedules(connection, namespace, schedules);
      await requireSearchAttributes(connection, namespace, setUp);
    } catch (error) {
      log.warn({ error: String(error) }, 'The Schedules or search attributes could not be set up; it is tried again');
    } finally {
      busy = false;
    }
  };
  void follow();
  const timer = setInterval(follow, followEveryMs);
  return { stop: () => clearInterval(timer) };
}
