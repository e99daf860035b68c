/** Opens the stages one after the other and waits for each to be decided. */
import { condition, sleep } from '@temporalio/workflow';
import { needsLook, tally } from '../../../domain/approval/approvals.ts';
import { type ShownStep, showsEnd, whyLeft } from '../../../domain/approval/issue-step.ts';
import { planned, stageClosed } from '../../../domain/approval/run-state.ts';
import { reason } from '../../../domain/reasons.ts';
import { approvedByRule, glassUsed } from '../../../domain/telling/messages.ts';
import type { Report } from '../../../domain/telling/report.ts';
import { close, closeShown } from '../run/closing.ts';
import { lookAgain, readBack, watchIssue } from '../run/reading.ts';
import type { Run } from '../run/run.ts';
import { runUntil } from '../run/until.ts';
import { takeAnswers } from './answers.ts';
import { keepDeadlines } from './deadlines.ts';
import { dropLost } from './drop-lost.ts';
import { endIfGivenUp } from './given-up.ts';
import { openStage } from './open-stage.ts';
import { afterEdits } from './pause.ts';
import { takeSteps } from './steps.ts';
import { takeOver } from './take-over.ts';

/** How long a stage that could not be opened waits, in milliseconds, when the issue is there after all. */
const OPEN_AGAIN_MS = 60_000;

/** Waits until all stages approved, or the request ended, or was edited and must be planned again. */
export async function awaitApproval(run: Run): Promise<void> {
  if (planned(run.state).plan.stages.length > 0) {
    run.enter('awaiting_approval');
    await runUntil(
      run,
      () => run.state.phase !== 'waiting',
      () => watchIssue(run),
      () => takeOver(run),
      () => keepDeadlines(run),
      () => decideStages(run),
    );
    return;
  }
  if (endIfGivenUp(run)) return;
  const { plan, ask } = planned(run.state);
  if (plan.breakGlass !== undefined)
    run.voice.note('breakGlass.used', ask.requester.email, { reason: glassUsed(plan, ask) });
  else
    run.voice.note('request.approved', plan.rule === null ? 'leasehold' : `rule:${plan.rule}`, {
      reason: approvedByRule(plan, ask)[0],
    });
  approve(run);
}

/** The request is approved; the issue is moved along when that did not come from a move in Jira. */
function approve(run: Run): void {
  run.set({ phase: planned(run.state).plan.kind === 'removal' ? 'removing' : 'access' });
  run.enter('approved', undefined, { quietly: true });
  if (run.state.inbox.standsFor !== 'approved') run.voice.tell({ moveTo: 'approved' });
}

async function decideStages(run: Run): Promise<void> {
  const { stages } = planned(run.state).plan;
  while (run.state.phase === 'waiting') {
    if (run.state.open === undefined) {
      if (run.state.closedStages.length < stages.length) await open(run);
      else if (!endIfGivenUp(run)) approve(run);
    } else if (!decideOpenStage(run)) await news(run);
  }
}

/** Opens the next stage. An issue that is gone has nobody to ask on it. */
async function open(run: Run): Promise<void> {
  const opened = await openStage(run);
  if (opened === 'nobody') close(run, 'declined', 'leasehold', reason('no_approver'));
  if (opened !== 'gone') return;
  await readBack(run);
  const left = run.state.inbox.steps.find((step) => step.kind === 'left');
  if (left === undefined) return sleep(OPEN_AGAIN_MS);
  close(run, 'withdrawn', 'jira', whyLeft(left));
}

/** @returns whether the stage is over, or the request. */
function decideOpenStage(run: Run): boolean {
  const shown = run.state.inbox.steps.findLast((step) => step.kind === 'shown');
  if (shown !== undefined) {
    takeShown(run, shown);
    return true;
  }
  takeAnswers(run);
  const outcome = takeSteps(run);
  const { open, decisions } = run.state;
  if (open === undefined) return true;
  // Several people decided at once: they are looked up together.
  if (needsLook(open, decisions)) lookAgain(run);
  const { verdict } = tally(open, decisions);
  if (verdict !== 'open' && !needsLook(open, decisions)) {
    closeStage(run, verdict);
    return true;
  }
  if (outcome.outcome === 'edited') {
    planAgain(run, afterEdits(run, outcome.why));
    return true;
  }
  if (outcome.outcome === 'continue') return dropLost(run);
  run.become(stageClosed(run.state, 'skipped'));
  close(run, outcome.state, outcome.by, outcome.reason, outcome.approver);
  return true;
}

/** Waits for something on the issue, a decision, or other approvers. */
async function news(run: Run): Promise<void> {
  const { decisions, open, inbox } = run.state;
  await condition(
    () =>
      run.state.decisions !== decisions ||
      run.state.open !== open ||
      run.state.inbox.steps !== inbox.steps ||
      run.state.inbox.answers !== inbox.answers,
  );
}

function closeStage(run: Run, verdict: 'approved' | 'denied'): void {
  const { open, decisions } = run.state;
  const last = decisions.at(-1);
  run.become(stageClosed(run.state, verdict));
  if (verdict === 'approved') {
    run.voice.note('stage.approved', last?.by ?? 'leasehold', { details: { stage: open?.index, name: open?.name } });
    return;
  }
  close(run, 'denied', last?.by ?? 'leasehold', reason('denied', last?.by ?? 'An approver', last?.comment));
}

/** The database was restored: this was decided before, and what led to it does not count again. */
function takeShown(run: Run, shown: ShownStep): void {
  if (showsEnd(shown)) closeShown(run, shown);
  else {
    const { sentence } = reason('given_before', shown.status, shown.at);
    planAgain(run, { comment: { key: `given-before-${shown.id}`, paragraphs: [sentence] } });
  }
}

function planAgain(run: Run, report: Report): void {
  run.set({ open: undefined, deadlines: {}, phase: 'intake' });
  run.voice.tell({ ...report, moveTo: 'awaiting_approval' });
}
