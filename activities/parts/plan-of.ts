/** The plan of a request, from the store. */
import { ApplicationFailure } from '@temporalio/activity';
import type { StoredPlan } from '../../store/ledger/request-store.ts';
import { PLAN_MISSING, type PlanRef } from '../../workflows/contract/activities/records.ts';
import type { Dependencies } from './dependencies.ts';

/**
 * The plan of a round. Another plan than the one that was decided on counts as missing: an attempt to plan that was given
 * up, and went on, may have stored it.
 * @throws ApplicationFailure `PlanMissing`, so that the run, which has the plan, gives it to the store once more.
 */
export async function planOf(
  { store }: Pick<Dependencies, 'store'>,
  { issueKey, round, digest }: PlanRef,
): Promise<StoredPlan> {
  const found = await store.requests.plan(issueKey, round);
  if (found !== undefined && (digest === undefined || found.digest === digest)) return found;
  throw ApplicationFailure.create({
    type: PLAN_MISSING,
    message: `The plan ${round} of ${issueKey} is not in the database; its run keeps it there again.`,
    nonRetryable: true,
  });
}
