/** Reads the issue back and plans it, or takes over what an earlier run of the request has given. */
import { ApplicationFailure } from '@temporalio/workflow';
import { adopted } from '../../domain/approval/adopt.ts';
import { notedAtIntake } from '../../domain/approval/inbox.ts';
import { compareIds, type IssueReading } from '../../domain/approval/issue-step.ts';
import { asPlanned, type RunState } from '../../domain/approval/run-state.ts';
import { reason } from '../../domain/reasons.ts';
import { main } from './run/activities.ts';
import { close, closeShown } from './run/closing.ts';
import { sayEdited, whyEdited } from './run/editing.ts';
import type { Run } from './run/run.ts';

export async function takeIn(run: Run): Promise<void> {
  const round = run.state.round + 1;
  run.inbox((inbox) => ({ ...inbox, nudged: false }));
  const taken = await main.intake.executeWithOptions({ summary: 'read the request back and plan it' }, [
    { issueKey: run.issueKey, round, version: run.state.version },
  ]);
  run.behind = false;
  if (taken.outcome !== 'no_request') run.set({ round });
  if (taken.outcome === 'planned' || taken.outcome === 'declined' || taken.outcome === 'over')
    run.become(known(run.state, taken));
  switch (taken.outcome) {
    case 'gone':
      if (round > 1) return close(run, 'withdrawn', 'jira', reason('deleted'));
      // Nothing ever existed to act on: a forged nudge, or an issue deleted at once.
      run.voice.describe('There is no such issue in Jira.');
      return run.set({ phase: 'over' });
    case 'no_request':
      // It has changed while it was read.
      if (run.state.inbox.nudged) return;
      run.voice.describe(taken.why);
      throw noRequest(taken.why);
    case 'ended':
      run.set({ phase: 'over', issueId: taken.view.issueId, state: taken.view.state });
      run.showInList();
      return run.voice.describe(`This request ended before: **${taken.view.state}**.`);
    case 'adopted':
      run.become(adopted(run.state, taken));
      run.showInList();
      if (taken.waiting === undefined)
        return run.voice.note('request.adopted', 'leasehold', { reason: reason('adopted').sentence });
      run.voice.note('request.adopted', 'leasehold', { reason: reason('resumed').sentence });
      return run.voice.refresh();
    case 'over':
      run.set({ issueId: taken.issueId, ask: taken.ask });
      return closeShown(run, taken.shown);
    case 'declined':
      run.set({ issueId: taken.issueId, ask: taken.ask });
      noteEdit(run, taken.reading);
      return close(run, 'declined', 'leasehold', taken.reason);
    case 'planned': {
      const { ask, plan, reading } = taken;
      run.become(asPlanned(run.state, taken));
      noteEdit(run, reading);
      run.inbox((inbox) => notedAtIntake(inbox, reading));
      run.voice.note('request.received', ask.requester.email, {
        reason: ask.justification,
        details: {
          title: plan.title,
          explanation: plan.explanation,
          durationMs: plan.durationMs,
          ...(ask.reporter === undefined ? {} : { onBehalfOf: ask.reporter.email }),
        },
      });
      return run.set({ phase: 'waiting' });
    }
  }
}

/** Rounds and projections of earlier runs of the request are counted. */
function known(
  state: RunState,
  { round, version }: { round?: number | undefined; version?: number | undefined },
): RunState {
  const isNewer = version !== undefined && version > state.version;
  return { ...state, round: round ?? state.round, ...(isNewer ? { version, handed: undefined } : {}) };
}

/** Records an edit that the run had not read before it planned again. */
function noteEdit(run: Run, { edit }: IssueReading): void {
  if (edit?.kind !== 'edited' || run.state.round === 1) return;
  const noted = [run.state.inbox.lastStep, ...run.state.inbox.steps.map(({ id }) => id)];
  if (noted.every((id) => id === undefined || compareIds(edit.id, id) > 0)) sayEdited(run, edit, whyEdited(edit));
}

/** The run ends as failed, so that a later change of the issue may start it: Temporal keeps a completed one closed. */
function noRequest(why: string): ApplicationFailure {
  return ApplicationFailure.create({ message: why, type: 'NoRequest', nonRetryable: true });
}
