/** Activities get the number of the round, and read the plan from the store. */
import { ActivityFailure, ApplicationFailure } from '@temporalio/workflow';
import { planned } from '../../../domain/approval/run-state.ts';
import { PLAN_MISSING, type PlanRef } from '../../contract/activities/records.ts';
import { main } from './activities.ts';
import type { Run } from './run.ts';

/** Calls an activity that reads the plan; a store that was restored to an earlier moment is given it once more. */
export async function withPlan<Output>(run: Run, call: (ref: PlanRef) => Promise<Output>): Promise<Output> {
  const { issueKey, round, digest } = run.state;
  try {
    return await call({ issueKey, round, digest });
  } catch (error) {
    if (!isFailure(error, PLAN_MISSING)) throw error;
    await main.keepPlan({ issueKey, round, digest, ...planned(run.state) });
    return call({ issueKey, round, digest });
  }
}

/** Whether an activity failed permanently with a type of failure. */
export function isFailure(error: unknown, type: string): boolean {
  return error instanceof ActivityFailure && error.cause instanceof ApplicationFailure && error.cause.type === type;
}
