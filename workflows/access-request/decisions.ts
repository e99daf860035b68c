/** Turns people's actions on the issue, or through the API, into decisions that count, or reverts them. */
import {
  type Actor,
  type Approver,
  isSameActor,
  judgeDecision,
  type OpenStage,
  tally,
} from '../../domain/approval/approvals.ts';
import type { IssueStep } from '../../domain/approval/issue-step.ts';
import type { Decision } from '../../domain/ledger/records.ts';
import { nameOf, type Person } from '../../domain/people.ts';
import { type Reason, reason } from '../../domain/reasons.ts';
import { voteCounted } from '../../domain/telling/messages.ts';
import type { RequestRun } from './request-run.ts';

/** Where an issue is moved back to, if it is still in its new status. */
type MoveBack = Pick<Parameters<RequestRun['tell']>[0], 'moveTo' | 'onlyFrom'>;

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
export function takeSteps(run: RequestRun, open: OpenStage): StepOutcome {
  while (run.steps.length > 0 && tally(open, run.decisions).verdict === 'open') {
    const [step, ...rest] = run.steps;
    if (step === undefined) break;
    run.steps = rest;
    run.lastStep = step.id;
    const outcome = takeStep(run, open, step);
    if (outcome.outcome !== 'continue') return outcome;
  }
  return { outcome: 'continue' };
}

function takeStep(run: RequestRun, open: OpenStage, step: IssueStep): StepOutcome {
  const who = nameOf(personOf(step));
  if (step.kind === 'left')
    return {
      outcome: 'ended',
      state: 'withdrawn',
      by: who,
      reason: reason(step.project === '' ? 'deleted' : 'moved_away'),
    };
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
function takeEnding(run: RequestRun, open: OpenStage, step: IssueStep & { kind: 'moved' }, who: string): StepOutcome {
  const { requester, subject } = run.interested;
  if (isSameActor(step.actor, requester) || isSameActor(step.actor, subject)) {
    return { outcome: 'ended', state: 'withdrawn', by: who, reason: reason('withdrawn_by', who) };
  }
  const approver = open.approvers.find((each) => isSameActor(step.actor, each));
  if (approver !== undefined) {
    return { outcome: 'ended', state: 'declined', by: who, reason: reason('declined_by', who), approver };
  }
  putBack(run, step, reason('not_an_approver', who, emailsOf(open)));
  return { outcome: 'continue' };
}

function takeMove(
  run: RequestRun,
  open: OpenStage,
  step: IssueStep & { kind: 'moved' },
  decision: 'approve' | 'deny',
): void {
  const judged = judgeDecision(open, run.decisions, step.actor, decision, run.interested);
  if (judged.outcome === 'refused') {
    putBack(run, step, judged.reason);
    return;
  }
  if (judged.outcome === 'counts') recordDecision(run, open, judged.approver, decision, 'jira', undefined, step.at);
  const counted = tally(open, run.decisions);
  if (counted.verdict === 'open') {
    // More approvals are needed: the next approver must find the issue waiting.
    run.tell({
      comment: { key: `counted-${step.id}`, paragraphs: voteCounted(nameOf(personOf(step)), decision, open, counted) },
      moveTo: 'awaiting_approval',
      onlyFrom: step.status,
      remember: run.remember(),
      event: 'request.counted',
    });
  }
}

/** Adds a decision that counts, with its event. */
export function recordDecision(
  run: RequestRun,
  open: OpenStage,
  approver: Approver,
  decision: 'approve' | 'deny',
  channel: 'jira' | 'api',
  comment?: string,
  at: string = new Date(Date.now()).toISOString(),
): void {
  const counted: Decision = {
    stage: open.index,
    decision,
    by: approver.email,
    at,
    channel,
    ...(comment === undefined ? {} : { comment }),
    ...(approver.seat === approver.email ? {} : { inPlaceOf: approver.seat }),
  };
  run.decisions = [...run.decisions, counted];
  run.note(decision === 'approve' ? 'request.approved' : 'request.denied', approver.email, {
    reason: comment,
    details: { stage: open.index, channel, decidedAt: at, inPlaceOf: counted.inPlaceOf },
  });
}

/** Reverts a move that was not allowed, and informs its author. */
export function putBack(run: RequestRun, step: IssueStep & { kind: 'moved' }, why: Reason): void {
  refuseDecision(run, step, why, {
    moveTo: run.state === 'active' ? 'active' : run.state === 'failed' ? 'failed' : 'awaiting_approval',
    onlyFrom: step.status,
  });
}

/** Records a decision that does not count, and informs its author; a move is reverted. */
export function refuseDecision(
  run: RequestRun,
  made: { readonly id: string; readonly actor: Actor },
  why: Reason,
  back: MoveBack = {},
): void {
  const person = personOf(made);
  run.note('decision.refused', person.email || (person.accountId ?? 'unknown'), { reason: why.sentence });
  run.tell({
    comment: {
      key: `refused-${made.id}`,
      paragraphs: [why.sentence],
      mention: person.accountId === undefined ? [] : [person],
    },
    ...back,
    remember: run.remember(),
  });
}

/** The author of a step or an answer, to name and mention; the e-mail is empty where Jira hides it. */
export function personOf({ actor }: { readonly actor: Actor }): Person {
  const { email, accountId, displayName } = actor;
  return {
    email: email ?? '',
    ...(accountId === undefined ? {} : { accountId }),
    ...(displayName === undefined ? {} : { displayName }),
  };
}

function emailsOf(open: OpenStage): readonly string[] {
  return [...new Set(open.approvers.map((each) => each.email))];
}
