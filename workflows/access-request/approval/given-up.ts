/** A request that was given up unnoticed: its end was read together with its approval. */
import { type IssueStep, whyLeft } from '../../../domain/approval/issue-step.ts';
import { nameOf, trailNameOf } from '../../../domain/people.ts';
import type { StatusState } from '../../../domain/policy.ts';
import { reason } from '../../../domain/reasons.ts';
import { close } from '../run/closing.ts';
import { mayAct } from '../run/permitted.ts';
import type { Run } from '../run/run.ts';

const ENDINGS: readonly (StatusState | undefined)[] = ['denied', 'declined', 'revoked', 'withdrawn'];

/**
 * Ends an approved request that a permitted person has given up since, or whose issue has left: nobody waits for the
 * access. Anyone else's move is judged while the access is given.
 */
export function endIfGivenUp(run: Run): boolean {
  const endings = run.state.inbox.steps.filter((step) => step.kind === 'left' || isEnding(step));
  const step = endings.find((each) => each.kind === 'left' || mayAct(run, each.actor));
  if (step === undefined) return false;
  const why = step.kind === 'left' ? whyLeft(step) : reason('withdrawn_by', nameOf(step.actor));
  close(run, 'withdrawn', trailNameOf(step.actor), why);
  return true;
}

function isEnding(step: IssueStep): boolean {
  return step.kind === 'moved' && ENDINGS.includes(step.to);
}
