/**
 * Workflows that run on Temporal Schedules: one Schedule each for the whole product, made by the workers
 * (worker/schedules.ts). The time-skipping test server has no Schedules, so each can be started manually as well, with
 * the same input.
 */
import type { ScheduleName } from '../../domain/schedules.ts';
import { BIRTHRIGHT_RECONCILE } from './birthright.ts';
import { JIRA_CATCH_UP } from './catch-up.ts';
import { LEASE_KEEPER } from './lease-keeper.ts';
import { KEEPER_TASK_QUEUE, MAIN_TASK_QUEUE } from './task-queues.ts';

export interface ScheduledWorkflow {
  /** The id of the Schedule in its namespace. */
  readonly scheduleId: string;
  /** The registered name of the workflow type. */
  readonly workflowType: string;
  /** The beginning of its runs' ids; Temporal adds the moment that the run was due. */
  readonly workflowId: string;
  readonly taskQueue: string;
  /** Its input; holds no secret. */
  readonly input: { readonly version: 1 };
  /** Milliseconds; `schedules.<name>` in the configuration overrides it. */
  readonly everyMs: number;
}

const MINUTE = 60 * 1_000;
const HOUR = 60 * MINUTE;

export const SCHEDULES: Readonly<Record<ScheduleName, ScheduledWorkflow>> = {
  birthright: {
    scheduleId: 'leasehold/birthright',
    workflowType: BIRTHRIGHT_RECONCILE,
    workflowId: 'birthright/scheduled',
    taskQueue: MAIN_TASK_QUEUE,
    input: { version: 1 },
    everyMs: HOUR,
  },
  jiraCatchUp: {
    scheduleId: 'leasehold/jira-catch-up',
    workflowType: JIRA_CATCH_UP,
    workflowId: 'jira-catch-up/scheduled',
    taskQueue: MAIN_TASK_QUEUE,
    input: { version: 1 },
    everyMs: 5 * MINUTE,
  },
  leaseKeeper: {
    scheduleId: 'leasehold/lease-keeper',
    workflowType: LEASE_KEEPER,
    workflowId: 'lease-keeper/scheduled',
    taskQueue: KEEPER_TASK_QUEUE,
    input: { version: 1 },
    everyMs: MINUTE,
  },
};
