/** Handlers of the run's messages. They only record and answer; effects happen in the main flow. */
import { ApplicationFailure, CancellationScope, condition, setHandler } from '@temporalio/workflow';
import { type Judgement, judgeDecision, type OpenStage, tally } from '../../domain/approval/approvals.ts';
import { judgeLate, type LateJudgement, whyClosed } from '../../domain/approval/late-decision.ts';
import { judgeReassignment, type ReassignmentJudgement, reassignSeat } from '../../domain/approval/reassignment.ts';
import { judgeReview } from '../../domain/approval/review.ts';
import type { ApproverRef } from '../../domain/policy.ts';
import { reason } from '../../domain/reasons.ts';
import { voteCounted } from '../../domain/telling/messages.ts';
import {
  decide,
  issueChanged,
  ledgerChanged,
  REFUSAL,
  reassign,
  requestView,
  retryRequested,
  review,
  type SignedDecision,
  type SignedReassignment,
  type SignedVerdict,
  troubled,
} from '../contract/access-request.ts';
import { jira } from './activities.ts';
import { asPerson } from './deadlines.ts';
import { recordDecision } from './decisions.ts';
import type { RequestRun } from './request-run.ts';

/** Registers all handlers; called before the first await, or early messages would be refused. */
export function listen(run: RequestRun): void {
  setHandler(issueChanged, () => {
    run.nudged = true;
  });
  setHandler(ledgerChanged, () => {
    run.ledgerNudged = true;
  });
  setHandler(retryRequested, ({ by }) => {
    run.retryBy = by;
  });
  setHandler(troubled, ({ sentence, attempt }) => {
    run.trouble = sentence;
    if (run.state === 'provisioning') run.showInList();
    run.describe(`**${run.state}**, being retried (attempt ${attempt}) — ${sentence}`);
  });
  setHandler(requestView, () => run.view());
  setHandler(decide, (decision) => takeDecision(run, decision), {
    validator: (decision) => {
      refuseUndecidable(run, decision);
    },
  });
  // Also in a cancelled run: its review stays.
  setHandler(review, (verdict) => CancellationScope.nonCancellable(() => takeVerdict(run, verdict)), {
    validator: (verdict) => {
      judgeOrRefuse(run, verdict);
    },
  });
  setHandler(reassign, (reassignment) => takeReassignment(run, reassignment), {
    validator: (reassignment) => {
      judgeHandover(run, reassignment);
    },
  });
}

/** Refuses at once and writes nothing to the history. Must stay synchronous. */
function refuseUndecidable(run: RequestRun, decision: SignedDecision): void {
  // A request that is still being read or opened has no stage yet: the handler waits for it.
  if (run.open === undefined) {
    if (run.state === 'received' || run.state === 'awaiting_approval') return;
    throw closed(run);
  }
  judge(run, run.open, decision);
}

/** Judges a decision on the open stage; for a person that only an earlier stage asked, returns that stage's outcome. */
function judge(run: RequestRun, open: OpenStage, { actor, decision }: SignedDecision): Judgement | LateJudgement {
  const judged = judgeDecision(open, run.decisions, { email: actor }, decision, run.interested);
  if (judged.outcome !== 'refused') return judged;
  const late =
    judged.reason.code === 'not_an_approver' ? judgeLate(run.closedStages, run.decisions, actor, decision) : undefined;
  if (late === undefined) throw forbidden(judged.reason.sentence);
  if (late.outcome === 'closed') throw refusal(REFUSAL.closed, late.reason.sentence);
  return late;
}

async function takeDecision(run: RequestRun, signed: SignedDecision): Promise<ReturnType<RequestRun['view']>> {
  const genuine = await run.local.verifyMac(signed);
  if (!genuine) throw forbidden('The decision was not signed by the API, so it does not count.');
  await condition(() => run.open !== undefined || (run.state !== 'received' && run.state !== 'awaiting_approval'));
  if (run.open === undefined) throw closed(run);
  const judged = judge(run, run.open, signed);
  if (judged.outcome === 'counts') {
    recordDecision(run, run.open, judged.approver, signed.decision, 'api', signed.comment);
    const counted = tally(run.open, run.decisions);
    if (counted.verdict === 'open') {
      run.tell({
        comment: {
          key: `counted-${run.round}-${run.open.index}-${run.decisions.length}`,
          paragraphs: voteCounted(
            judged.approver.displayName ?? judged.approver.email,
            signed.decision,
            run.open,
            counted,
          ),
        },
        remember: run.remember(),
        event: 'request.counted',
      });
    }
  }
  return run.view();
}

/** @returns whether it is the first verdict; a repeated one answers with the first result. Must stay synchronous. */
function judgeOrRefuse(run: RequestRun, { actor, verdict, reviewId }: SignedVerdict): boolean {
  if (run.review?.id !== reviewId)
    throw refusal(REFUSAL.closed, 'This request has no review that waits; look again in a moment.');
  const judged = judgeReview(run.review, { email: actor }, verdict, run.interested);
  if (judged.outcome === 'refused') throw forbidden(judged.reason.sentence);
  if (judged.outcome === 'closed') throw refusal(REFUSAL.closed, judged.reason.sentence);
  return judged.outcome === 'counts';
}

async function takeVerdict(run: RequestRun, signed: SignedVerdict): Promise<ReturnType<RequestRun['view']>> {
  const genuine = await run.local.verifyMac(signed);
  if (!genuine) throw forbidden('The verdict was not signed by the API, so it does not count.');
  if (judgeOrRefuse(run, signed) && run.review !== undefined) {
    const { actor: by, verdict, comment } = signed;
    const at = new Date(Date.now()).toISOString();
    run.review = { ...run.review, decision: { verdict, by, at, ...(comment === undefined ? {} : { comment }) } };
  }
  // The caller reads their own verdict next.
  await condition(() => run.reviewClosed);
  return run.view();
}

/** Refuses at once where that needs no look-up of people. Must stay synchronous. */
function judgeHandover(run: RequestRun, { actor, to }: SignedReassignment): ReassignmentJudgement {
  const { open } = run;
  if (open === undefined) throw closed(run);
  const { plan } = run.planned();
  const stage = plan.stages[open.index] ?? { allowRepeatApprovers: false };
  const owners = [...plan.gives, ...plan.takes].flatMap((each) => each.owner ?? []);
  const context = { open, stage, decisions: run.decisions, interested: run.interested, owners };
  const judged = judgeReassignment(context, { email: actor }, to);
  if (judged.outcome === 'refused') throw forbidden(judged.reason.sentence);
  return judged;
}

async function takeReassignment(run: RequestRun, signed: SignedReassignment): Promise<ReturnType<RequestRun['view']>> {
  const genuine = await run.local.verifyMac(signed);
  if (!genuine) throw forbidden('The reassignment was not signed by the API, so it does not count.');
  const judged = judgeHandover(run, signed);
  if (judged.outcome === 'unknown') {
    if (!(await isAmong(run, judged.refs, signed.to))) throw forbidden(reason('not_reassignable', signed.to).sentence);
    // Much may have happened while the group was looked up.
    judgeHandover(run, signed);
  }
  const { open } = run;
  if (open === undefined) throw closed(run);
  run.open = reassignSeat(open, signed.actor, signed.to);
  run.approvers = [...run.approvers, ...run.open.approvers];
  run.note('request.reassigned', signed.actor, { details: { to: signed.to } });
  run.tell({
    comment: {
      // In a new plan the same turn may go the same way again.
      key: `reassigned-${run.round}-${open.index}-${run.approvers.length}`,
      paragraphs: [`${signed.actor} handed the decision to ${signed.to}.`],
      mention: [{ email: signed.to }],
    },
    approvers: run.open.approvers.map(asPerson),
    remember: run.remember(),
    event: 'request.waiting',
  });
  return run.view();
}

/** Whether a person is one of those that references resolve to now. */
async function isAmong(run: RequestRun, refs: readonly ApproverRef[], email: string): Promise<boolean> {
  const { ask, plan } = run.planned();
  const found = await jira.resolveEscalation.executeWithOptions({ summary: 'find who may take the turn' }, [
    { ask, plan, refs, decisions: [], now: new Date(Date.now()).toISOString() },
  ]);
  return found.some((each) => each.email === email && each.seat === email);
}

function forbidden(sentence: string): ApplicationFailure {
  return refusal(REFUSAL.forbidden, sentence);
}

function refusal(type: string, message: string): ApplicationFailure {
  return ApplicationFailure.create({ type, message, nonRetryable: true });
}

function closed(run: RequestRun): ApplicationFailure {
  const { state, decisions } = run;
  return refusal(REFUSAL.closed, whyClosed({ state, decisions, reason: run.reason?.sentence ?? null }).sentence);
}
