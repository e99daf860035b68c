/** Turns people's moves of the issue into decisions that count, or reverts them. */
import {
  type Approver,
  asPerson,
  isSameActor,
  judgeDecision,
  type OpenStage,
  tally,
} from '../../../domain/approval/approvals.ts';
import { stepTaken } from '../../../domain/approval/inbox.ts';
import { type IssueStep, isDecision, isEnd, whyLeft } from '../../../domain/approval/issue-step.ts';
import { waitsForLook } from '../../../domain/approval/open-ref.ts';
import { interestedIn } from '../../../domain/approval/run-state.ts';
import { hasLost } from '../../../domain/approval/standing.ts';
import { nameOf } from '../../../domain/people.ts';
import { type Reason, reason } from '../../../domain/reasons.ts';
import { voteCounted } from '../../../domain/telling/messages.ts';
import { recordDecision } from '../run/deciding.ts';
import { lookAgain } from '../run/reading.ts';
import { putBack } from '../run/refusing.ts';
import type { Run } from '../run/run.ts';

/** The outcome of the steps on the issue while a stage is open. */
export type StepOutcome =
  | { readonly outcome: 'continue' }
  | { readonly outcome: 'edited' }
  | {
      readonly outcome: 'ended';
      readonly state: 'withdrawn' | 'declined';
      readonly by: string;
      readonly reason: Reason;
      /** The approver who ended it. */
      readonly approver?: Approver;
    };

/** Acts on the steps that were read and not acted on, in order, until the stage is decided or the request ends. */
export function takeSteps(run: Run): StepOutcome {
  for (;;) {
    const { open, inbox, decisions } = run.state;
    const [step] = inbox.steps;
    if (open === undefined || step === undefined || tally(open, decisions).verdict !== 'open')
      return { outcome: 'continue' };
    const waits = isDecision(step) && waitsForLook(open, step.actor);
    const next = waits ? inbox.steps.find((each) => isEnd(each) && mayEnd(run, each)) : step;
    if (next === undefined) {
      lookAgain(run);
      return { outcome: 'continue' };
    }
    takeUpTo(run, next);
    const outcome = takeStep(run, open, next);
    if (outcome.outcome !== 'continue') return outcome;
  }
}

/** An edit, and an end by the request's own people, do not wait until earlier decisions are looked up. */
function mayEnd(run: Run, step: IssueStep): boolean {
  const { requester, subject } = interestedIn(run.state);
  return step.kind !== 'moved' || isSameActor(step.actor, requester) || isSameActor(step.actor, subject);
}

function takeUpTo(run: Run, step: IssueStep): void {
  while (run.state.inbox.steps.includes(step)) run.inbox(stepTaken);
}

function takeStep(run: Run, open: OpenStage, step: IssueStep): StepOutcome {
  const who = nameOf(asPerson(step.actor));
  if (step.kind === 'left') return { outcome: 'ended', state: 'withdrawn', by: who, reason: whyLeft(step) };
  if (step.kind === 'edited') return { outcome: 'edited' };
  switch (step.to) {
    case 'approved':
    case 'denied':
      takeMove(run, open, step, step.to === 'approved' ? 'approve' : 'deny');
      return { outcome: 'continue' };
    case 'declined':
    case 'withdrawn':
    case 'revoked':
      return takeEnding(run, open, step, who);
    case 'provisioned':
    case 'expired':
    case 'failed':
      putBack(run, step, reason('no_such_move', who, step.status));
      return { outcome: 'continue' };
    case 'pending':
    case undefined:
      return { outcome: 'continue' };
  }
}

/** Requester and subject may withdraw, an approver may decline; anyone else's move is reverted. */
function takeEnding(run: Run, open: OpenStage, step: IssueStep & { kind: 'moved' }, who: string): StepOutcome {
  const { requester, subject } = interestedIn(run.state);
  if (isSameActor(step.actor, requester) || isSameActor(step.actor, subject)) {
    return { outcome: 'ended', state: 'withdrawn', by: who, reason: reason('withdrawn_by', who) };
  }
  const approver = open.approvers.find((each) => isSameActor(step.actor, each));
  if (approver !== undefined && !hasLost(open, approver.email)) {
    return { outcome: 'ended', state: 'declined', by: who, reason: reason('declined_by', who), approver };
  }
  putBack(run, step, reason('not_an_approver', who, [...new Set(open.approvers.map((each) => each.email))]));
  return { outcome: 'continue' };
}

function takeMove(run: Run, open: OpenStage, step: IssueStep & { kind: 'moved' }, decision: 'approve' | 'deny'): void {
  const judged = judgeDecision(open, run.state.decisions, step.actor, decision, interestedIn(run.state));
  if (judged.outcome === 'refused') {
    putBack(run, step, judged.reason);
    return;
  }
  if (judged.outcome === 'counts')
    recordDecision(run, open, judged.approver, decision, { channel: 'jira', at: step.at });
  const counted = tally(open, run.state.decisions);
  if (counted.verdict !== 'open') return;
  // More approvals are needed: the next approver must find the issue waiting.
  run.voice.tell({
    comment: {
      key: `counted-${step.id}`,
      paragraphs: voteCounted(nameOf(asPerson(step.actor)), decision, open, counted),
    },
    moveTo: 'awaiting_approval',
    onlyFrom: step.status,
    event: 'request.counted',
  });
}
