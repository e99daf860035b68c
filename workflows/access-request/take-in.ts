/** Reads the issue back and plans it, or takes over what an earlier run of the request has given. */
import { adopted } from '../../domain/approval/adopt.ts';
import { notedAtIntake } from '../../domain/approval/inbox.ts';
import { asPlanned } from '../../domain/approval/run-state.ts';
import { reason } from '../../domain/reasons.ts';
import { main } from './run/activities.ts';
import { close } from './run/closing.ts';
import type { Run } from './run/run.ts';

export async function takeIn(run: Run): Promise<void> {
  const round = run.state.round + 1;
  run.inbox((inbox) => ({ ...inbox, nudged: false }));
  const taken = await main.intake.executeWithOptions({ summary: 'read the request back and plan it' }, [
    { issueKey: run.issueKey, round },
  ]);
  run.set({ round });
  switch (taken.outcome) {
    case 'gone':
      if (round > 1) return close(run, 'withdrawn', 'jira', reason('deleted'));
      // Nothing ever existed to act on: a forged nudge, or an issue deleted at once.
      run.voice.describe('There is no such issue in Jira.');
      return run.set({ phase: 'over' });
    case 'ended':
      run.set({ phase: 'over', issueId: taken.view.issueId, state: taken.view.state });
      run.showInList();
      return run.voice.describe(`This request ended before: **${taken.view.state}**.`);
    case 'adopted':
      run.become(adopted(run.state, taken));
      run.showInList();
      return run.voice.note('request.adopted', 'leasehold', { reason: reason('adopted').sentence });
    case 'declined':
      run.set({ issueId: taken.issueId, ask: taken.ask });
      return close(run, 'declined', 'leasehold', taken.reason);
    case 'planned': {
      const { ask, plan, reading } = taken;
      run.become(asPlanned(run.state, taken));
      run.inbox((inbox) => notedAtIntake(inbox, reading));
      if (round > 1) run.voice.note('request.edited', 'jira', { reason: reason('edited').sentence });
      run.voice.note('request.received', ask.requester.email, {
        reason: ask.justification,
        details: { title: plan.title, explanation: plan.explanation, durationMs: plan.durationMs },
      });
      return run.set({ phase: 'waiting' });
    }
  }
}
