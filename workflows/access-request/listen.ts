/** Handlers of the run's messages. They only record and answer; effects happen in the story. */
import { ApplicationFailure, condition, setHandler } from '@temporalio/workflow';
import { judgeDecision, tally } from '../../domain/approvals.ts';
import { approvalCounted } from '../../domain/messages.ts';
import { reason } from '../../domain/reasons.ts';
import { judgeReview } from '../../domain/review.ts';
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
import { local } from './activities.ts';
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
  setHandler(review, (verdict) => takeVerdict(run, verdict), {
    validator: (verdict) => {
      judgeOrRefuse(run, verdict);
    },
  });
  setHandler(reassign, (reassignment) => takeReassignment(run, reassignment), {
    validator: (reassignment) => {
      refuseUnreassignable(run, reassignment);
    },
  });
}

/** Says no at once and writes nothing to the history. Must stay synchronous. */
function refuseUndecidable(run: RequestRun, { actor, decision }: SignedDecision): void {
  // A request that is still being read or opened has no stage yet: the handler waits for it.
  if (run.open === undefined) {
    if (run.state === 'received' || run.state === 'awaiting_approval') return;
    throw closed(run);
  }
  const judged = judgeDecision(run.open, run.decisions, { email: actor }, decision, run.interested);
  if (judged.outcome === 'refused') throw forbidden(judged.reason.sentence);
}

async function takeDecision(run: RequestRun, signed: SignedDecision): Promise<ReturnType<RequestRun['view']>> {
  const genuine = await local.verifyMac(signed);
  if (!genuine) throw forbidden('The decision was not signed by the API, so it does not count.');
  await condition(() => run.open !== undefined || (run.state !== 'received' && run.state !== 'awaiting_approval'));
  if (run.open === undefined) throw closed(run);
  const judged = judgeDecision(run.open, run.decisions, { email: signed.actor }, signed.decision, run.interested);
  if (judged.outcome === 'refused') throw forbidden(judged.reason.sentence);
  if (judged.outcome === 'counts') {
    recordDecision(run, run.open, judged.approver, signed.decision, 'api', signed.comment);
    const counted = tally(run.open, run.decisions);
    if (counted.verdict === 'open') {
      run.tell({
        comment: {
          key: `counted-${run.round}-${run.open.index}-${run.decisions.length}`,
          paragraphs: approvalCounted(judged.approver.displayName ?? judged.approver.email, run.open, counted),
        },
        remember: run.remember(),
        event: 'request.counted',
      });
    }
  }
  return run.view();
}

/** @returns whether it is the first verdict; a repeated one answers with the first result. Must stay synchronous. */
function judgeOrRefuse(run: RequestRun, { actor, verdict }: SignedVerdict): boolean {
  if (run.review === undefined)
    throw ApplicationFailure.create({
      type: REFUSAL.closed,
      message: 'This request has no review that waits; look again in a moment.',
      nonRetryable: true,
    });
  const judged = judgeReview(run.review, { email: actor }, verdict, run.interested);
  if (judged.outcome === 'refused') throw forbidden(judged.reason.sentence);
  if (judged.outcome === 'closed')
    throw ApplicationFailure.create({ type: REFUSAL.closed, message: judged.reason.sentence, nonRetryable: true });
  return judged.outcome === 'counts';
}

async function takeVerdict(run: RequestRun, signed: SignedVerdict): Promise<ReturnType<RequestRun['view']>> {
  const genuine = await local.verifyMac(signed);
  if (!genuine) throw forbidden('The verdict was not signed by the API, so it does not count.');
  if (judgeOrRefuse(run, signed) && run.review !== undefined) {
    const { actor: by, verdict, comment } = signed;
    const at = new Date(Date.now()).toISOString();
    run.review = { ...run.review, decision: { verdict, by, at, ...(comment === undefined ? {} : { comment }) } };
  }
  // Whoever decided reads their own verdict next.
  await condition(() => run.reviewClosed);
  return run.view();
}

function refuseUnreassignable(run: RequestRun, { actor, to }: SignedReassignment): void {
  if (run.open === undefined) throw closed(run);
  const judged = judgeDecision(run.open, [], { email: actor }, 'approve', run.interested);
  if (judged.outcome === 'refused') throw forbidden(judged.reason.sentence);
  const { plan } = run.planned();
  const allowed = plan.stages[run.open.index]?.reassignTo;
  const owners = plan.gives.flatMap((each) => each.owner ?? []);
  // An allow-list of people: groups cannot be looked up while a validator runs, so they allow nobody.
  const mayTake =
    allowed?.some((ref) => ('user' in ref ? ref.user === to : 'owner' in ref && owners.includes(to))) ?? true;
  if (!mayTake) throw forbidden(`The rule does not let this decision be handed to ${to}.`);
  const { requester, subject } = run.interested;
  if (!run.interested.selfApproval && [requester.email, subject.email].includes(to))
    throw forbidden(reason('self_approval').sentence);
}

async function takeReassignment(run: RequestRun, signed: SignedReassignment): Promise<ReturnType<RequestRun['view']>> {
  const genuine = await local.verifyMac(signed);
  if (!genuine) throw forbidden('The reassignment was not signed by the API, so it does not count.');
  const { open } = run;
  if (open === undefined) throw closed(run);
  const approvers = open.approvers.map((each) =>
    each.email === signed.actor ? { email: signed.to, seat: each.seat, via: `reassigned by ${signed.actor}` } : each,
  );
  run.open = { ...open, approvers };
  run.approvers = [...run.approvers, ...approvers];
  run.note('request.reassigned', signed.actor, { details: { to: signed.to } });
  run.tell({
    comment: {
      key: `reassigned-${open.index}-${signed.to}`,
      paragraphs: [`${signed.actor} handed the decision to ${signed.to}.`],
    },
    remember: run.remember(),
    event: 'request.waiting',
  });
  return run.view();
}

function forbidden(sentence: string): ApplicationFailure {
  return ApplicationFailure.create({ type: REFUSAL.forbidden, message: sentence, nonRetryable: true });
}

function closed(run: RequestRun): ApplicationFailure {
  const last = run.decisions.at(-1);
  const sentence =
    last === undefined
      ? reason('not_waiting', run.state).sentence
      : reason('decided_already', last.by, last.decision === 'approve' ? 'approved' : 'denied', last.at).sentence;
  return ApplicationFailure.create({ type: REFUSAL.closed, message: sentence, nonRetryable: true });
}
