/** The facts behind a plan, for those who plan the request again. */
import { dutyKey } from '../../domain/planning/conflicts.ts';
import type { PlanInput, PlanResult } from '../../domain/planning/plan.ts';
import { looksAtSubject, summarisePlan } from '../../domain/planning/replay.ts';
import type { Dependencies } from './dependencies.ts';

/** Keeps the facts that the request was planned from, so that it can be planned again under another configuration. */
export async function keepFacts(dependencies: Dependencies, input: PlanInput, result: PlanResult): Promise<void> {
  const { policy, ...facts } = input;
  const attributesRead = looksAtSubject(policy) && policy.identityProvider !== undefined;
  const planned = summarisePlan(result);
  await dependencies.store.requests.keepFacts(
    input.ask.issueKey,
    {
      version: 1,
      input: facts,
      attributesRead,
      planned,
      weighed: {
        duties: policy.separationOfDuties.map((duty) => dutyKey(policy, duty)),
        replaced: result.outcome === 'planned' && result.plan.kind === 'change' ? result.plan.takes : [],
      },
    },
    input.now,
  );
}
