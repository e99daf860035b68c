/** What was decided is void: the request is read and planned again. */
import type { Reason } from '../../../domain/reasons.ts';
import type { Run } from '../run/run.ts';

/** @param key of the comment that says so. */
export function planAgain(run: Run, key: string, why: Reason): void {
  run.set({ open: undefined, deadlines: {}, phase: 'intake' });
  run.voice.tell({ comment: { key, paragraphs: [why.sentence] }, moveTo: 'awaiting_approval' });
}
