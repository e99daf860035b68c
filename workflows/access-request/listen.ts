/** Handlers of the run's messages. They only record and answer; effects happen in the main flow. */
import { CancellationScope, condition, setHandler } from '@temporalio/workflow';
import { type Approver, isSameActor, type OpenStage, tally } from '../../domain/approval/approvals.ts';
import { openRef, waitsForLook } from '../../domain/approval/open-ref.ts';
import { judgeReview } from '../../domain/approval/review.ts';
import { decisionUsed, interestedIn, reviewDecided, standingKnown } from '../../domain/approval/run-state.ts';
import { judgeSigned, type SignedJudgement } from '../../domain/approval/signed-decision.ts';
import type { RequestView } from '../../domain/ledger/records.ts';
import { nameOf } from '../../domain/people.ts';
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
  type SignedVerdict,
  troubled,
} from '../contract/access-request.ts';
import { judgeHandover, takeReassignment } from './reassign.ts';
import { recordDecision } from './run/deciding.ts';
import { nowIso } from './run/now.ts';
import { closed, forbidden, leaving, refusal } from './run/refusals.ts';
import type { Run } from './run/run.ts';
import { verify } from './run/verifying.ts';

/** Registers all handlers; called before the first await, or early messages would be refused. */
export function listen(run: Run): void {
  setHandler(issueChanged, () => {
    if (!run.state.inbox.nudged) run.inbox((inbox) => ({ ...inbox, nudged: true }));
  });
  setHandler(ledgerChanged, (news) => {
    // Saving shows if the store knows more.
    if (news?.compare === true) run.voice.refresh();
    if (!run.state.inbox.ledgerNudged) run.inbox((inbox) => ({ ...inbox, ledgerNudged: true }));
  });
  setHandler(retryRequested, ({ by }) => {
    run.inbox((inbox) => ({ ...inbox, retryBy: by }));
  });
  setHandler(troubled, ({ sentence, attempt }) => {
    run.trouble = sentence;
    if (run.state.state === 'provisioning') run.showInList();
    run.voice.describe(`**${run.state.state}**, being retried (attempt ${attempt}) — ${sentence}`);
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
      if (!opensReview(run)) judgeOrRefuse(run, verdict);
    },
  });
  setHandler(reassign, (reassignment) => takeReassignment(run, reassignment), {
    validator: (reassignment) => {
      judgeHandover(run, reassignment);
    },
  });
}

/** Whether a stage is still to come: decisions on it are waited for. */
function stillOpens({ state: { phase, open } }: Run): boolean {
  return open === undefined && (phase === 'intake' || phase === 'waiting');
}

/** Refuses at once and writes nothing to the history. Must stay synchronous. */
function refuseUndecidable(run: Run, decision: SignedDecision): void {
  if (run.leaving) throw leaving();
  if (decision.plan === undefined) throw refusal(REFUSAL.stale, reason('plan_unnamed').sentence);
  const { open } = run.state;
  if (open !== undefined) judge(run, open, decision);
  else if (!stillOpens(run)) throw closed(run);
}

/** Judges a decision on the open stage. @throws the refusal. Must stay synchronous. */
function judge(run: Run, open: OpenStage, signed: SignedDecision): Exclude<SignedJudgement, { outcome: 'refused' }> {
  const judged = judgeSigned(run.state, open, signed);
  if (judged.outcome === 'refused') throw refusal(REFUSAL[judged.how], judged.reason.sentence);
  return judged;
}

/** Waits for the stage that a decision is about, and for whether its author is an approver of it at this moment. */
async function openAndLooked(run: Run, signed: SignedDecision): Promise<OpenStage> {
  const actor = { email: signed.actor };
  for (;;) {
    const { valid, standing } = await verify(run, signed, { kind: 'decision', open: openRef(run.state, actor) });
    if (!valid) {
      const { sentence } = reason('decision_unsigned', signed.actor);
      if (signed.plan !== undefined) run.voice.count('decision.refused', 'unknown', sentence);
      throw forbidden(sentence);
    }
    run.become(standingKnown(run.state, standing, false));
    await condition(() => !stillOpens(run) || run.leaving);
    const { open } = run.state;
    if (open === undefined) throw run.leaving ? leaving() : closed(run);
    // A stage that was opened meanwhile has its own approvers.
    if (!waitsForLook(open, actor)) return open;
  }
}

async function takeDecision(run: Run, signed: SignedDecision): Promise<RequestView> {
  const open = await openAndLooked(run, signed);
  const judged = judge(run, open, signed);
  run.become(decisionUsed(run.state, signed));
  if (judged.outcome !== 'counts') return run.view();
  const { approver } = judged;
  recordDecision(run, open, approver, signed.decision, { channel: 'api', comment: signed.comment });
  const { decisions, round } = run.state;
  const counted = tally(open, decisions);
  if (counted.verdict === 'open') {
    const name = nameOf(approver);
    run.voice.tell({
      comment: {
        key: `counted-${round}-${open.index}-${decisions.length}`,
        paragraphs: voteCounted(name, signed.decision, open, counted),
      },
      event: 'request.counted',
    });
  }
  await acknowledge(run, signed.id);
  return run.view();
}

/**
 * An answer that says it counted is given only after the database has it.
 * @param id absent in histories up to 0.2.0, which answered at once.
 * @throws ApplicationFailure when the run knows less than the store: it is asked again in a moment.
 */
async function acknowledge(run: Run, id: string | undefined): Promise<void> {
  if (id !== undefined && !(await run.voice.keep())) throw leaving();
}

/** Whether a review is still to come: the store has it a moment before the run knows. Verdicts on it are waited for. */
function opensReview({ state: { phase, plan, review: open } }: Run): boolean {
  return open === undefined && phase === 'access' && plan?.breakGlass !== undefined;
}

/** @returns whether it is the first verdict; a repeated one answers with the first result. Must stay synchronous. */
function judgeOrRefuse(run: Run, { actor, verdict, reviewId }: SignedVerdict): boolean {
  const { review: open } = run.state;
  // It takes up what an earlier run has left.
  if (run.state.phase === 'intake') throw leaving();
  if (open?.id !== reviewId)
    throw refusal(REFUSAL.closed, 'This request has no review that waits; look again in a moment.');
  const judged = judgeReview(open, { email: actor }, verdict, interestedIn(run.state));
  if (judged.outcome === 'refused') throw forbidden(judged.reason.sentence);
  if (judged.outcome === 'closed') throw refusal(REFUSAL.closed, judged.reason.sentence);
  return judged.outcome === 'counts';
}

/** A reviewer as they were asked: they are known before the review is, and admins join when it escalates. */
function reviewerOf({ state: { review: open, glass } }: Run, email: string): Approver | undefined {
  return (open ?? glass).reviewers.find((each) => isSameActor({ email }, each));
}

async function takeVerdict(run: Run, signed: SignedVerdict): Promise<RequestView> {
  const asked = reviewerOf(run, signed.actor);
  const { round, digest } = run.state;
  const reviewer = asked && { issueKey: run.issueKey, round, digest, asked };
  const { valid, reviews } = await verify(run, signed, { kind: 'verdict', reviewer });
  if (!valid) throw forbidden('The verdict was not signed by the API, so it does not count.');
  await condition(() => !opensReview(run) || run.leaving);
  // An admin who joined meanwhile was not looked up: the verdict is asked for again.
  if (opensReview(run) || (asked === undefined && reviewerOf(run, signed.actor) !== undefined)) throw leaving();
  if (reviews === false) throw forbidden(reason('reviewer_no_more', signed.actor).sentence);
  if (judgeOrRefuse(run, signed)) {
    const { actor: by, verdict, comment } = signed;
    run.become(reviewDecided(run.state, { verdict, by, at: nowIso(), ...(comment === undefined ? {} : { comment }) }));
  }
  // The caller reads their own verdict next. A run that is left carries the verdict to the next one.
  await condition(() => run.state.reviewDone.includes('closed') || run.leaving);
  return run.view();
}
