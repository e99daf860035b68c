/** Edits of what a request asks, in the trail. */
import { partNames } from '../../../domain/approval/issue-change.ts';
import type { IssueStep } from '../../../domain/approval/issue-step.ts';
import { nameOf, trailNameOf } from '../../../domain/people.ts';
import { type Reason, reason } from '../../../domain/reasons.ts';
import type { Run } from './run.ts';

type Edit = IssueStep & { readonly kind: 'edited' };

/** The reason why a request is planned again. */
export function whyEdited({ actor, fields }: Edit): Reason {
  return reason('edited', nameOf(actor), partNames(fields));
}

/** Records who edited which fields. @param why what the edit leads to. */
export function sayEdited(run: Run, { actor, fields, at }: Edit, why?: Reason): void {
  run.voice.note('request.edited', trailNameOf(actor), { reason: why?.sentence, details: { fields, editedAt: at } });
}
