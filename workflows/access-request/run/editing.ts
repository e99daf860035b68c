/** Edits of what a request asks, in the trail. */
import type { IssueStep } from '../../../domain/approval/issue-step.ts';
import { trailNameOf } from '../../../domain/people.ts';
import { reason } from '../../../domain/reasons.ts';
import type { Run } from './run.ts';

/** Records who edited which fields. */
export function sayEdited(run: Run, { actor, fields, at }: IssueStep & { kind: 'edited' }): void {
  run.voice.note('request.edited', trailNameOf(actor), {
    reason: reason('edited').sentence,
    details: { fields, editedAt: at },
  });
}
