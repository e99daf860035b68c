/** Answers to Jira Service Management's own approvals: each counts once, and our quorum decides, whatever Jira's is. */
import { isSameActor, judgeDecision, type OpenStage, standingVotes, tally } from '../../domain/approval/approvals.ts';
import { type IssueAnswer, type IssueReading, type IssueStep, mayPrecede } from '../../domain/approval/issue-step.ts';
import { nameOf } from '../../domain/people.ts';
import { voteCounted } from '../../domain/telling/messages.ts';
import { personOf, recordDecision, refuseDecision } from './decisions.ts';
import type { RequestRun } from './request-run.ts';

/** Keeps new answers; those that may be about the request before the edit are ignored permanently. */
export function noteAnswers(run: RequestRun, reading: IssueReading, edit: IssueStep | undefined): void {
  for (const answer of reading.answers ?? []) {
    if (run.answersRead.has(answer.id)) continue;
    run.answersRead.add(answer.id);
    if (!mayPrecede(answer, edit)) run.answers = [...run.answers, answer];
  }
}

/**
 * Counts the answers on the open stage. All of them are counted before the stage is judged: Jira does not say which
 * came first, and a denial among them must not come too late.
 */
export function takeAnswers(run: RequestRun, open: OpenStage): void {
  // The request was edited: it is planned again first.
  if (run.steps.some((step) => step.kind === 'edited')) return;
  const { answers } = run;
  run.answers = [];
  const counted = answers.filter((answer) => countAnswer(run, open, answer));
  const state = tally(open, run.decisions);
  if (state.verdict !== 'open') {
    dropEchoes(run, open);
    return;
  }
  for (const answer of counted) {
    if (moved(run, answer)) continue;
    run.tell({
      comment: {
        key: `counted-${answer.id}`,
        paragraphs: voteCounted(nameOf(personOf(answer)), answer.decision, open, state),
      },
      remember: run.remember(),
      event: 'request.counted',
    });
  }
}

function countAnswer(run: RequestRun, open: OpenStage, answer: IssueAnswer): boolean {
  const judged = judgeDecision(open, run.decisions, answer.actor, answer.decision, run.interested);
  if (judged.outcome === 'refused' && !moved(run, answer)) refuseDecision(run, answer, judged.reason);
  if (judged.outcome === 'counts') recordDecision(run, open, judged.approver, answer.decision, 'jira');
  return judged.outcome === 'counts';
}

/** Whether the person who answered also moved the issue, or Jira did in their name: then the move is reported. */
function moved(run: RequestRun, { actor }: IssueAnswer): boolean {
  return run.steps.some((step) => step.kind === 'moved' && step.actor.accountId === actor.accountId);
}

/** Jira moves the request in the name of the last person who answered: that move is no second decision. */
function dropEchoes(run: RequestRun, open: OpenStage): void {
  const votes = [...standingVotes(open, run.decisions).values()];
  for (let [step] = run.steps; step !== undefined; [step] = run.steps) {
    const wanted = step.kind === 'moved' ? { approved: 'approve', denied: 'deny' }[step.to as string] : undefined;
    const approver = open.approvers.find((each) => isSameActor(step.actor, each));
    if (!votes.some((vote) => vote.decision === wanted && vote.by === approver?.email)) return;
    run.lastStep = step.id;
    run.steps = run.steps.slice(1);
  }
}
