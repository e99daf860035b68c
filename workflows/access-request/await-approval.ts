/** Opens the stages one after the other and waits for each to be decided. */
import { condition } from '@temporalio/workflow';
import { notAsked, type OpenStage, stageView, tally } from '../../domain/approval/approvals.ts';
import { lastEdit, stepsAfter } from '../../domain/approval/issue-step.ts';
import { type Deadlines, deadlinesOf, nextDeadline } from '../../domain/approval/stage-deadlines.ts';
import { describeDuration } from '../../domain/duration.ts';
import type { Stage } from '../../domain/policy.ts';
import { reason } from '../../domain/reasons.ts';
import { approvedByRule, glassUsed } from '../../domain/telling/messages.ts';
import { jira } from './activities.ts';
import { noteAnswers, takeAnswers } from './answers.ts';
import { actOnDeadline } from './deadlines.ts';
import { takeSteps } from './decisions.ts';
import { endIfGivenUp } from './given-up.ts';
import type { RequestRun } from './request-run.ts';
import { end } from './take-in.ts';

export type Approval = 'approved' | 'edited' | 'ended';

/** Waits until all stages approved, or the request ended, or was edited and must be planned again. */
export async function awaitApproval(run: RequestRun): Promise<Approval> {
  const { plan, ask } = run.planned();
  if (plan.stages.length === 0) {
    if (endIfGivenUp(run)) return 'ended';
    run.enter('approved', undefined, { quietly: true });
    if (plan.breakGlass !== undefined)
      run.note('breakGlass.used', ask.requester.email, { reason: glassUsed(plan, ask) });
    else
      run.note('request.approved', plan.rule === null ? 'leasehold' : `rule:${plan.rule}`, {
        reason: approvedByRule(plan, ask)[0],
      });
    showApproved(run);
    return 'approved';
  }
  run.enter('awaiting_approval');
  for (const [index, stage] of plan.stages.entries()) {
    const approval = await awaitStage(run, stage, index);
    if (approval !== 'approved') return approval;
  }
  if (endIfGivenUp(run)) return 'ended';
  run.enter('approved', undefined, { quietly: true });
  showApproved(run);
  return 'approved';
}

/** Moves the issue along when the approval did not come from a move in Jira. */
function showApproved(run: RequestRun): void {
  if (run.reading?.standsFor !== 'approved') run.tell({ moveTo: 'approved', remember: run.remember() });
}

async function awaitStage(run: RequestRun, stage: Stage, index: number): Promise<Approval> {
  const opened = await openStage(run, stage, index);
  if (opened === undefined) return 'ended';
  const deadlines = deadlinesOf(stage, opened);
  for (;;) {
    const open = run.open ?? opened;
    takeAnswers(run, open);
    const step = takeSteps(run, open);
    const verdict = tally(open, run.decisions);
    if (verdict.verdict !== 'open') return closeStage(run, open, verdict.verdict);
    if (step.outcome === 'edited') return closeEdited(run);
    if (step.outcome === 'ended') {
      closeUndecided(run, open);
      end(run, step.state, step.by, step.reason, { byApprover: step.approver });
      return 'ended';
    }
    const late = await waitForNews(run, deadlines);
    if (late === undefined) continue;
    if ((await actOnDeadline(run, stage, deadlines, late)) === 'declined') {
      closeUndecided(run, run.open ?? open);
      end(run, 'declined', 'leasehold', reason('timed_out', stage.declineAfterMs ?? 0));
      return 'ended';
    }
  }
}

async function openStage(run: RequestRun, stage: Stage, index: number): Promise<OpenStage | undefined> {
  const { ask, plan } = run.planned();
  const remember = run.remember();
  const notNeeded = run.notNeeded();
  const opened = await jira.openStage.executeWithOptions(
    { summary: `ask for approval: ${stage.name ?? `stage ${index + 1}`}` },
    [
      {
        issueKey: run.issueKey,
        ask,
        plan,
        stage,
        index,
        decisions: run.decisions,
        now: new Date(Date.now()).toISOString(),
        moveToPending: index > 0 && run.reading?.standsFor !== 'pending',
        remember,
        round: run.round,
        notNeeded,
      },
    ],
  );
  if (opened === undefined) {
    end(run, 'declined', 'leasehold', reason('no_approver'));
    return undefined;
  }
  run.saved(remember);
  run.open = opened;
  run.release(notAsked(notNeeded, opened));
  run.approvers = [...run.approvers, ...opened.approvers];
  const names = opened.approvers.map((each) => each.displayName ?? each.email).join(', ');
  const until = stage.declineAfterMs === undefined ? '' : `, at most ${describeDuration(stage.declineAfterMs)}`;
  run.describe(`**Waiting for approval** of ${plan.title} for ${ask.subject.email} by ${names}${until}.`);
  return opened;
}

/** Waits for a decision, for something on the issue, or for a deadline. Returns the deadline that passed. */
async function waitForNews(run: RequestRun, deadlines: Deadlines): Promise<keyof Deadlines | undefined> {
  const next = nextDeadline(deadlines);
  const decided = run.decisions.length;
  const opened = run.open;
  const news = (): boolean => run.nudged || run.decisions.length !== decided || run.open !== opened;
  if (next === undefined) await condition(news);
  else if (!(await condition(news, Math.max(1, next.at - Date.now())))) return next.name;
  if (run.nudged) await readBack(run);
  return undefined;
}

/** Reads the changes of the issue since the last time. */
export async function readBack(run: RequestRun): Promise<void> {
  run.nudged = false;
  const read = await jira.readIssue.executeWithOptions({ summary: 'read what happened on the issue' }, [
    { issueKey: run.issueKey, after: run.reading?.mark },
  ]);
  if (read.outcome === 'gone') {
    run.steps = [{ kind: 'left', id: '0', at: new Date(Date.now()).toISOString(), actor: {}, project: '' }];
    return;
  }
  run.reading = read.reading;
  if (read.reading.more === true) run.nudged = true;
  const waiting = stepsAfter(run.steps, run.lastStep);
  run.steps = [...waiting, ...stepsAfter(read.reading.steps, waiting.at(-1)?.id ?? run.lastStep)];
  noteAnswers(run, read.reading, lastEdit(run.steps));
}

function closeStage(run: RequestRun, open: OpenStage, verdict: 'approved' | 'denied'): Approval {
  run.open = undefined;
  run.closedStages.push(stageView(open, verdict));
  if (verdict === 'approved') {
    run.note('stage.approved', run.decisions.at(-1)?.by ?? 'leasehold', {
      details: { stage: open.index, name: open.name },
    });
    return 'approved';
  }
  const last = run.decisions.at(-1);
  end(run, 'denied', last?.by ?? 'leasehold', reason('denied', last?.by ?? 'An approver', last?.comment), {
    stage: 'denied',
  });
  return 'ended';
}

/** The request ended while the stage was open: its approvers still see it. */
function closeUndecided(run: RequestRun, open: OpenStage): void {
  run.open = undefined;
  run.closedStages.push(stageView(open, 'skipped'));
}

function closeEdited(run: RequestRun): Approval {
  run.open = undefined;
  run.tell({
    comment: { key: `edited-${run.lastStep}`, paragraphs: [reason('edited').sentence] },
    moveTo: 'awaiting_approval',
  });
  return 'edited';
}
