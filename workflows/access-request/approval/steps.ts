/** Turns people's moves of the issue into decisions that count, or reverts them. */
import {
  type Approver,
  isSameActor,
  judgeDecision,
  type OpenStage,
  tally,
} from '../../../domain/approval/approvals.ts';
import { stepTaken } from '../../../domain/approval/inbox.ts';
import { type IssueStep, isAfterQuestion, isEnd, isVote, whyLeft } from '../../../domain/approval/issue-step.ts';
import { waitsForLook } from '../../../domain/approval/open-ref.ts';
import { interestedIn, planned } from '../../../domain/approval/run-state.ts';
import { hasLost } from '../../../domain/approval/standing.ts';
import { nameOf, trailNameOf } from '../../../domain/people.ts';
import { concerned } from '../../../domain/planning/ask.ts';
import { type Reason, reason } from '../../../domain/reasons.ts';
import { voteCounted } from '../../../domain/telling/messages.ts';
import { recordDecision } from '../run/deciding.ts';
import { sayEdited, whyEdited } from '../run/editing.ts';
import { lookAgain } from '../run/reading.ts';
import { isLeft, putBack } from '../run/refusing.ts';
import type { Run } from '../run/run.ts';

/** The outcome of the steps on the issue while a stage is open. */
export type StepOutcome =
  | { readonly outcome: 'continue' }
  | { readonly outcome: 'edited'; readonly why: readonly Reason[] }
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
    const waits = isVote(step) && !(isEnd(step) && mayEnd(run, step)) && waitsForLook(open, step.actor);
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

/** An edit, and an end by the request's own people, do not wait until approvers are looked up. */
function mayEnd(run: Run, step: IssueStep): boolean {
  return step.kind !== 'moved' || isConcerned(run, step);
}

/** Whether its author asked, or gets the access. */
function isConcerned(run: Run, { actor }: IssueStep): boolean {
  return concerned(planned(run.state).ask).some((each) => isSameActor(actor, each));
}

function takeUpTo(run: Run, step: IssueStep): void {
  while (run.state.inbox.steps.includes(step)) run.inbox(stepTaken);
}

function takeStep(run: Run, open: OpenStage, step: IssueStep): StepOutcome {
  const by = trailNameOf(step.actor);
  const who = nameOf(step.actor);
  if (step.kind === 'left') return { outcome: 'ended', state: 'withdrawn', by, reason: whyLeft(step) };
  // Taken before all others.
  if (step.kind === 'shown') return { outcome: 'continue' };
  if (step.kind === 'edited') {
    const edits = [step, ...run.state.inbox.steps].filter((each) => each.kind === 'edited');
    for (const each of edits) sayEdited(run, each, whyEdited(each));
    return { outcome: 'edited', why: edits.map(whyEdited) };
  }
  switch (step.to) {
    case 'approved':
    case 'denied':
      takeMove(run, open, step, step.to === 'approved' ? 'approve' : 'deny');
      return { outcome: 'continue' };
    case 'declined':
    case 'withdrawn':
    case 'revoked':
      return takeEnding(run, open, step, by);
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

/** The people who asked or get the access may withdraw, an approver may decline; anyone else's move is reverted. */
function takeEnding(run: Run, open: OpenStage, step: IssueStep & { kind: 'moved' }, by: string): StepOutcome {
  const who = nameOf(step.actor);
  if (isConcerned(run, step)) {
    return { outcome: 'ended', state: 'withdrawn', by, reason: reason('withdrawn_by', who) };
  }
  const approver = open.approvers.find((each) => isSameActor(step.actor, each));
  if (approver !== undefined && !hasLost(open, approver.email)) {
    return { outcome: 'ended', state: 'declined', by, reason: reason('declined_by', who), approver };
  }
  putBack(run, step, reason('not_an_approver', who, [...new Set(open.approvers.map((each) => each.email))]));
  return { outcome: 'continue' };
}

function takeMove(run: Run, open: OpenStage, step: IssueStep & { kind: 'moved' }, decision: 'approve' | 'deny'): void {
  // The edit behind it made another request of it, which is planned first.
  const { steps, overtaken } = run.state.inbox;
  if (overtaken === 'yes' || steps.some((each) => each.kind === 'edited')) return;
  const judged = judgeDecision(open, run.state.decisions, step.actor, decision, interestedIn(run.state));
  if (judged.outcome === 'counts' && !isAfterQuestion(step, open.askedAt)) {
    putBack(run, step, reason('before_question', nameOf(step.actor)));
    return;
  }
  if (judged.outcome === 'refused') {
    putBack(run, step, judged.reason);
    return;
  }
  if (overtaken === 'unknown') {
    putBack(run, step, reason('much_follows', nameOf(step.actor)));
    return;
  }
  if (judged.outcome === 'counts')
    recordDecision(run, open, judged.approver, decision, { channel: 'jira', at: step.at });
  const counted = tally(open, run.state.decisions);
  if (counted.verdict !== 'open' || (judged.outcome === 'repeated' && isLeft(run, step))) return;
  // More approvals are needed: the next approver must find the issue waiting.
  run.voice.tell({
    comment: {
      key: `counted-${step.id}`,
      paragraphs: voteCounted(nameOf(step.actor), decision, open, counted),
    },
    moveTo: 'awaiting_approval',
    onlyFrom: step.status,
    event: 'request.counted',
  });
}
