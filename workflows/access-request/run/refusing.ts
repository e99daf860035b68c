/** Refuses what people did on the issue and may not do. */
import { type Actor, asPerson } from '../../../domain/approval/approvals.ts';
import type { IssueStep } from '../../../domain/approval/issue-step.ts';
import { trailNameOf } from '../../../domain/people.ts';
import type { Reason } from '../../../domain/reasons.ts';
import type { Report } from '../../../domain/telling/report.ts';
import type { Run } from './run.ts';

/** Reverts a move that was not allowed, and informs its author. */
export function putBack(run: Run, step: IssueStep & { kind: 'moved' }, why: Reason): void {
  const { state } = run.state;
  refuse(run, step, why, {
    moveTo: state === 'active' || state === 'failed' ? state : 'awaiting_approval',
    onlyFrom: step.status,
  });
}

/** Records a decision that does not count, and informs its author; with `back`, a move is reverted. */
export function refuse(
  run: Run,
  made: { readonly id: string; readonly actor: Actor },
  why: Reason,
  back: Pick<Report, 'moveTo' | 'onlyFrom'> = {},
): void {
  const person = asPerson(made.actor);
  run.voice.note('decision.refused', trailNameOf(made.actor), { reason: why.sentence });
  run.voice.tell({
    comment: {
      key: `refused-${made.id}`,
      paragraphs: [why.sentence],
      mention: person.accountId === undefined ? [] : [person],
    },
    ...back,
  });
}
