/** Edits of what a request asks, in the trail. */
import type { IssueStep } from '../../../domain/approval/issue-step.ts';
import { trailNameOf } from '../../../domain/people.ts';
import type { Reason } from '../../../domain/reasons.ts';
import type { Run } from './run.ts';

/** Records who edited which fields. @param why what the edit leads to. */
export function sayEdited(run: Run, { actor, fields, at }: IssueStep & { kind: 'edited' }, why?: Reason): void {
  run.voice.note('request.edited', trailNameOf(actor), { reason: why?.sentence, details: { fields, editedAt: at } });
}
