/**
 * Workflows that run on Temporal Schedules: one Schedule each for the whole product, made by the workers
 * (worker/schedules.ts). The time-skipping test server has no Schedules, so each can be started manually as well, with
 * the same input.
 */
import type { ScheduleName } from '../../domain/schedules.ts';
import { BIRTHRIGHT_RECONCILE } from './birthright.ts';
import { JIRA_CATCH_UP } from './catch-up.ts';

export interface ScheduledWorkflow {
  /** The id of the Schedule in its namespace. */
  readonly scheduleId: string;
  /** The registered name of the workflow type. */
  readonly workflowType: string;
  /** The beginning of its runs' ids; Temporal adds the moment that the run was due. */
  readonly workflowId: string;
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
    input: { version: 1 },
    everyMs: HOUR,
  },
  jiraCatchUp: {
    scheduleId: 'leasehold/jira-catch-up',
    workflowType: JIRA_CATCH_UP,
    workflowId: 'jira-catch-up/scheduled',
    input: { version: 1 },
    everyMs: 5 * MINUTE,
  },
};
