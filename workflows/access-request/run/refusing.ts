/** Refuses what people did on the issue and may not do. */
import { type Actor, asPerson } from '../../../domain/approval/approvals.ts';
import { afterMove, RELEASED } from '../../../domain/approval/brake.ts';
import type { IssueStep } from '../../../domain/approval/issue-step.ts';
import { nameOf, trailNameOf } from '../../../domain/people.ts';
import { type Reason, reason } from '../../../domain/reasons.ts';
import type { Report } from '../../../domain/telling/report.ts';
import type { Run } from './run.ts';

type Move = IssueStep & { readonly kind: 'moved' };

/** Reverts a move that was not allowed, and informs its author. */
export function putBack(run: Run, step: Move, why: Reason): void {
  if (isLeft(run, step, why)) return;
  const { state } = run.state;
  refuse(run, step, why, {
    moveTo: state === 'active' || state === 'failed' ? state : 'awaiting_approval',
    onlyFrom: step.status,
  });
}

/**
 * Whether the issue is left where a move has put it, because it was moved back too often. The first such move is
 * reported to its author and to the admins; later ones are only counted in the trail.
 * @param why the reason of a move that does not count; none for one that repeats a decision.
 */
export function isLeft(run: Run, step: Move, why?: Reason): boolean {
  const before = run.state.brake ?? RELEASED;
  const brake = afterMove(before, Date.now());
  run.set({ brake });
  if (!brake.on) return false;
  const person = asPerson(step.actor);
  if (why !== undefined) run.voice.count('decision.refused', trailNameOf(step.actor), why.sentence);
  if (before.on) return true;
  const { sentence } = reason('moves_left', nameOf(person));
  run.voice.note('request.contested', 'leasehold', { reason: sentence });
  run.voice.tell({
    comment: {
      key: `contested-${step.id}`,
      paragraphs: [...(why === undefined ? [] : [why.sentence]), sentence],
      mention: person.accountId === undefined ? [] : [person],
      mentionAdmins: true,
    },
    event: 'request.contested',
  });
  return true;
}

/** Records a decision that does not count, and informs its author; with `back`, a move is reverted. */
export function refuse(
  run: Run,
  made: { readonly id: string; readonly actor: Actor },
  why: Reason,
  back: Pick<Report, 'moveTo' | 'onlyFrom'> = {},
): void {
  const person = asPerson(made.actor);
  run.voice.count('decision.refused', trailNameOf(made.actor), why.sentence);
  run.voice.tell({
    comment: {
      key: `refused-${made.id}`,
      paragraphs: [why.sentence],
      mention: person.accountId === undefined ? [] : [person],
    },
    ...back,
  });
}
