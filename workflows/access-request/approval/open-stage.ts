/** Asks the approvers of the next stage. */
import { answersVoid } from '../../../domain/approval/inbox.ts';
import type { IssueAnswer } from '../../../domain/approval/issue-step.ts';
import { notNeeded, planned, stageOpened } from '../../../domain/approval/run-state.ts';
import { describeDuration } from '../../../domain/duration.ts';
import { nameOf } from '../../../domain/people.ts';
import { reason } from '../../../domain/reasons.ts';
import { main } from '../run/activities.ts';
import { nowIso } from '../run/now.ts';
import { isFailure, withPlan } from '../run/planned.ts';
import { refuse } from '../run/refusing.ts';
import type { Run } from '../run/run.ts';

/** @returns `nobody`: there is nobody to ask; `gone`: Jira does not find the issue to ask on. */
export async function openStage(run: Run): Promise<'opened' | 'nobody' | 'gone'> {
  const { ask, plan } = planned(run.state);
  const index = run.state.closedStages.length;
  const stage = plan.stages[index];
  if (stage === undefined) return 'nobody';
  const told = notNeeded(run.state);
  const remember = run.voice.remember();
  try {
    const opened = await withPlan(run, (ref) =>
      main.openStage.executeWithOptions({ summary: `ask for approval: ${stage.name ?? `stage ${index + 1}`}` }, [
        {
          ...ref,
          index,
          decisions: run.state.decisions,
          now: nowIso(),
          // Someone may have approved it before anyone was asked.
          moveToPending:
            run.state.inbox.standsFor !== 'pending' && (index > 0 || run.state.inbox.standsFor === 'approved'),
          again: run.state.askedAgain,
          dropped: run.state.dropped,
          remember,
          notNeeded: told,
        },
      ]),
    );
    if (opened === undefined) return 'nobody';
    const { answeredBefore = [], behind, ...open } = opened;
    run.voice.saved(remember, { behind });
    run.become(stageOpened(run.state, open, told));
    refuseEarlyAnswers(run, answeredBefore);
    const who = open.inactive?.map((each) => each.email) ?? [];
    if (who.length > 0) run.voice.note('approver.dropped', 'leasehold', { details: { stage: index, who } });
    const names = opened.approvers.map(nameOf).join(', ');
    const until = stage.declineAfterMs === undefined ? '' : `, at most ${describeDuration(stage.declineAfterMs)}`;
    run.voice.describe(`**Waiting for approval** of ${plan.title} for ${ask.subject.email} by ${names}${until}.`);
    return 'opened';
  } catch (error) {
    if (isFailure(error, 'not_found')) return 'gone';
    throw error;
  }
}

/** Answers that Jira had before the question stood on the issue count for nothing, and their authors learn it. */
function refuseEarlyAnswers(run: Run, early: readonly IssueAnswer[]): void {
  const { answers, answersRead } = run.state.inbox;
  const isJudged = ({ id }: IssueAnswer): boolean =>
    answersRead.includes(id) && !answers.some((answer) => answer.id === id);
  const unjudged = early.filter((answer) => !isJudged(answer));
  run.inbox((inbox) =>
    answersVoid(
      inbox,
      early.map(({ id }) => id),
    ),
  );
  for (const answer of unjudged) refuse(run, answer, reason('before_question', nameOf(answer.actor)));
}
