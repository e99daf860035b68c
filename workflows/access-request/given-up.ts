/** A request that was given up unnoticed: its end was read together with its approval. */
import { patched } from '@temporalio/workflow';
import type { IssueStep } from '../../domain/approval/issue-step.ts';
import { nameOf } from '../../domain/people.ts';
import type { StatusState } from '../../domain/policy.ts';
import { reason } from '../../domain/reasons.ts';
import { personOf } from './decisions.ts';
import { HEED_LATER_STEPS, type RequestRun } from './request-run.ts';
import { end } from './take-in.ts';
import { mayAct } from './who-may-act.ts';

const ENDINGS: readonly (StatusState | undefined)[] = ['denied', 'declined', 'revoked', 'withdrawn'];

/**
 * Ends an approved request that a permitted person has given up since, or whose issue has left: nobody waits for the
 * access. Anyone else's move is checked at the next reading of the issue, which is soon.
 */
export function endIfGivenUp(run: RequestRun): boolean {
  const endings = run.steps.filter((step) => step.kind === 'left' || isEnding(step));
  if (endings.length === 0 || !patched(HEED_LATER_STEPS)) return false;
  const step = endings.find((each) => each.kind === 'left' || mayAct(run, each.actor));
  if (step === undefined) {
    run.nudged = true;
    return false;
  }
  const by = nameOf(personOf(step));
  const left = reason(step.kind === 'left' && step.project === '' ? 'deleted' : 'moved_away');
  end(run, 'withdrawn', by, step.kind === 'left' ? left : reason('withdrawn_by', by));
  return true;
}

function isEnding(step: IssueStep): boolean {
  return step.kind === 'moved' && ENDINGS.includes(step.to);
}
