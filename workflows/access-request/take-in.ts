/** Reads the issue back and plans it. */
import type { Approver } from '../../domain/approval/approvals.ts';
import { lastEdit, stepsAfter } from '../../domain/approval/issue-step.ts';
import { concerned } from '../../domain/planning/ask.ts';
import type { Reason } from '../../domain/reasons.ts';
import { reason } from '../../domain/reasons.ts';
import { decidedByOthers } from '../../domain/telling/messages.ts';
import { jira } from './activities.ts';
import { noteAnswers } from './answers.ts';
import { asPerson } from './deadlines.ts';
import type { RequestRun } from './request-run.ts';

/**
 * Plans the request, or ends it with a reason on the issue.
 * @returns `approved` when an earlier run of this request was approved already and holds access.
 */
export async function takeIn(run: RequestRun): Promise<'planned' | 'approved' | 'ended'> {
  run.nudged = false;
  run.round += 1;
  const taken = await jira.intake.executeWithOptions({ summary: 'read the request back and plan it' }, [
    { issueKey: run.issueKey, round: run.round },
  ]);
  switch (taken.outcome) {
    case 'gone':
      if (run.round === 1) {
        // Nothing ever existed to act on: a forged nudge, or an issue deleted at once.
        run.describe('There is no such issue in Jira.');
        return 'ended';
      }
      end(run, 'withdrawn', 'jira', reason('deleted'));
      return 'ended';
    case 'ended':
      run.issueId = taken.view.issueId;
      run.state = taken.view.state;
      run.showInList();
      run.describe(`This request ended before: **${taken.view.state}**.`);
      return 'ended';
    case 'declined':
      run.issueId = taken.issueId;
      run.ask = taken.ask;
      end(run, 'declined', 'leasehold', taken.reason);
      return 'ended';
    case 'planned': {
      run.issueId = taken.issueId;
      run.ask = taken.ask;
      run.plan = taken.plan;
      run.reading = taken.reading;
      run.decisions = [];
      run.closedStages = [];
      run.leases = [...taken.leases];
      run.glass = taken.glass ?? run.glass;
      // A decision made before the last edit was about something else.
      const edit = taken.reading.edit ?? lastEdit(taken.reading.steps);
      run.lastStep = edit?.id ?? run.lastStep;
      run.steps = stepsAfter(taken.reading.steps, run.lastStep);
      if (taken.reading.more === true) run.nudged = true;
      noteAnswers(run, taken.reading, edit);
      if (run.round > 1) run.note('request.edited', 'jira', { reason: reason('edited').sentence });
      run.note('request.received', taken.ask.requester.email, {
        reason: taken.ask.justification,
        details: { title: taken.plan.title, explanation: taken.plan.explanation, durationMs: taken.plan.durationMs },
      });
      return run.leases.length > 0 ? 'approved' : 'planned';
    }
  }
}

/** Ends a request that led to no access: reports the reason on the issue and saves it. */
export function end(
  run: RequestRun,
  state: 'declined' | 'denied' | 'withdrawn',
  by: string,
  why: Reason,
  close: { readonly stage?: 'denied'; readonly byApprover?: Approver | undefined } = {},
): void {
  run.enter(state, why);
  run.describe(`**${state}** — ${why.sentence}`);
  // The denial itself was recorded with the decision.
  if (close.stage !== 'denied') run.note(`request.${state}`, by, { reason: why.sentence });
  const decided = state !== 'declined' || close.byApprover !== undefined;
  const notNeeded = decided ? run.notNeeded().filter((each) => each.email !== close.byApprover?.email) : [];
  run.tell({
    comment: {
      key: `${state}-${run.round}`,
      paragraphs: [why.sentence, ...decidedByOthers(notNeeded)],
      mention: [...(run.ask === undefined ? [] : concerned(run.ask)), ...notNeeded.map(asPerson)],
    },
    moveTo: state,
    remember: run.remember(),
    event: 'request.decided',
  });
}
