/** Edits of what a request asks, in the trail. */
import type { IssueStep } from '../../../domain/approval/issue-step.ts';
import { trailNameOf } from '../../../domain/people.ts';
import { type Reason, reason } from '../../../domain/reasons.ts';
import type { Run } from './run.ts';

/** Records who edited which fields. @param why what the edit leads to. */
export function sayEdited(run: Run, { actor, fields, at }: IssueStep & { kind: 'edited' }, why?: Reason): void {
  run.voice.note('request.edited', trailNameOf(actor), { reason: why?.sentence, details: { fields, editedAt: at } });
}

/** Records an edit that voids what was decided, with those that were read after it. */
export function sayVoided(run: Run, step: IssueStep & { kind: 'edited' }): void {
  for (const each of [step, ...run.state.inbox.steps])
    if (each.kind === 'edited') sayEdited(run, each, reason('edited'));
}
