/** Answers to Jira Service Management's own approvals: each counts once, and our quorum decides, whatever Jira's is. */
import {
  isSameActor,
  judgeDecision,
  type OpenStage,
  standingVotes,
  tally,
} from '../../../domain/approval/approvals.ts';
import { answersTaken, stepTaken } from '../../../domain/approval/inbox.ts';
import type { IssueAnswer } from '../../../domain/approval/issue-step.ts';
import { waitsForLook } from '../../../domain/approval/open-ref.ts';
import { interestedIn } from '../../../domain/approval/run-state.ts';
import { nameOf } from '../../../domain/people.ts';
import { voteCounted } from '../../../domain/telling/messages.ts';
import { recordDecision } from '../run/deciding.ts';
import { lookAgain } from '../run/reading.ts';
import { refuse } from '../run/refusing.ts';
import type { Run } from '../run/run.ts';

/**
 * Counts the answers on the open stage. All of them are counted before the stage is judged: Jira does not say which
 * came first, and a denial among them must not come too late.
 */
export function takeAnswers(run: Run): void {
  const { open, inbox } = run.state;
  // The request was edited: it is planned again first.
  if (open === undefined || inbox.steps.some((step) => step.kind === 'edited')) return;
  if (inbox.answers.some((answer) => waitsForLook(open, answer.actor))) {
    lookAgain(run);
    return;
  }
  run.inbox(answersTaken);
  const counted = inbox.answers.filter((answer) => countAnswer(run, open, answer));
  const state = tally(open, run.state.decisions);
  if (state.verdict !== 'open') {
    dropEchoes(run, open);
    return;
  }
  for (const answer of counted) {
    if (moved(run, answer)) continue;
    run.voice.tell({
      comment: {
        key: `counted-${answer.id}`,
        paragraphs: voteCounted(nameOf(answer.actor), answer.decision, open, state),
      },
      event: 'request.counted',
    });
  }
}

function countAnswer(run: Run, open: OpenStage, answer: IssueAnswer): boolean {
  const { decisions } = run.state;
  const judged = judgeDecision(open, decisions, answer.actor, answer.decision, interestedIn(run.state));
  if (judged.outcome === 'refused' && !moved(run, answer)) refuse(run, answer, judged.reason);
  if (judged.outcome === 'counts') recordDecision(run, open, judged.approver, answer.decision, { channel: 'jira' });
  return judged.outcome === 'counts';
}

/** Whether the person who answered also moved the issue, or Jira did in their name: then the move is reported. */
function moved(run: Run, { actor }: IssueAnswer): boolean {
  return run.state.inbox.steps.some((step) => step.kind === 'moved' && step.actor.accountId === actor.accountId);
}

/** Jira moves the request in the name of the last person who answered: that move is no second decision. */
function dropEchoes(run: Run, open: OpenStage): void {
  const votes = [...standingVotes(open, run.state.decisions).values()];
  for (let [step] = run.state.inbox.steps; step !== undefined; [step] = run.state.inbox.steps) {
    const wanted = step.kind === 'moved' ? { approved: 'approve', denied: 'deny' }[step.to as string] : undefined;
    const { actor } = step;
    const approver = open.approvers.find((each) => isSameActor(actor, each));
    if (!votes.some((vote) => vote.decision === wanted && vote.by === approver?.email)) return;
    run.inbox(stepTaken);
  }
}
