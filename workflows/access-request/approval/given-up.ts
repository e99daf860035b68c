/** A request that was given up unnoticed: its end was read together with its approval. */
import { isSameActor } from '../../../domain/approval/approvals.ts';
import { ENDINGS, type IssueStep, whyLeft } from '../../../domain/approval/issue-step.ts';
import { nameOf, trailNameOf } from '../../../domain/people.ts';
import { reason } from '../../../domain/reasons.ts';
import { close } from '../run/closing.ts';
import { mayAct } from '../run/permitted.ts';
import type { Run } from '../run/run.ts';

/**
 * Ends an approved request that a permitted person has given up since, or whose issue has left: nobody waits for the
 * access. Anyone else's move is judged while the access is given.
 */
export function endIfGivenUp(run: Run): boolean {
  const endings = run.state.inbox.steps.filter((step) => step.kind === 'left' || isEnding(step));
  const step = endings.find((each) => each.kind === 'left' || mayAct(run, each.actor) || hasDecided(run, each));
  if (step === undefined) return false;
  const why = step.kind === 'left' ? whyLeft(step) : reason('withdrawn_by', nameOf(step.actor));
  close(run, 'withdrawn', trailNameOf(step.actor), why);
  return true;
}

function isEnding(step: IssueStep): boolean {
  return step.kind === 'moved' && ENDINGS.includes(step.to);
}

/** Whether its author is one of those whose decision on the last stage has just counted. */
function hasDecided({ state: { approvers, decisions, closedStages } }: Run, { actor }: IssueStep): boolean {
  const last = decisions.filter(({ stage }) => stage === closedStages.length - 1);
  return approvers.some((each) => isSameActor(actor, each) && last.some(({ by }) => by === each.email));
}
