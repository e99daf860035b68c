/** Ends a request that leads to no access. */
import { type Approver, asPerson } from '../../../domain/approval/approvals.ts';
import type { ShownStep } from '../../../domain/approval/issue-step.ts';
import { notNeeded } from '../../../domain/approval/run-state.ts';
import { concerned } from '../../../domain/planning/ask.ts';
import { type Reason, reason } from '../../../domain/reasons.ts';
import { decidedByOthers } from '../../../domain/telling/messages.ts';
import type { Run } from './run.ts';

/** The request is over: reports the reason on the issue and saves it. */
export function close(...input: Parameters<typeof sayClosed>): void {
  const [run] = input;
  run.set({ phase: 'over' });
  sayClosed(...input);
}

/** Leasehold has ended the request before, as its issue shows, and the store forgot it: that stands. */
export function closeShown(run: Run, { to, status, at }: ShownStep): void {
  const why = reason('ended_before', status, at);
  run.set({ phase: 'over', open: undefined, deadlines: {} });
  if (to !== 'provisioned' && to !== 'failed') run.enter(to, why);
  run.voice.describe(`**${run.state.state}** — ${why.sentence}`);
  run.voice.note('request.adopted', 'leasehold', { reason: why.sentence });
  run.voice.tell({
    comment: { key: `ended-before-${run.state.round}`, paragraphs: [why.sentence] },
    moveTo: run.state.state,
  });
}

/** Reports the reason; what was given of the access may still have to be taken. */
export function sayClosed(
  run: Run,
  state: 'declined' | 'denied' | 'withdrawn',
  by: string,
  why: Reason,
  approver?: Approver | undefined,
): void {
  run.enter(state, why);
  run.voice.describe(`**${state}** — ${why.sentence}`);
  // A denial was recorded with the decision.
  if (state !== 'denied') run.voice.note(`request.${state}`, by, { reason: why.sentence });
  const others = state === 'declined' && approver === undefined ? [] : notNeeded(run.state);
  const released = others.filter((each) => each.email !== approver?.email);
  const { ask, round } = run.state;
  run.voice.tell({
    comment: {
      key: `${state}-${round}`,
      paragraphs: [why.sentence, ...decidedByOthers(released)],
      mention: [...(ask === undefined ? [] : concerned(ask)), ...released.map(asPerson)],
    },
    moveTo: state,
    event: 'request.decided',
  });
}
