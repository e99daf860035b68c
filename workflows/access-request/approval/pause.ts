/** A request that is edited again and again is asked about less often: no automation makes Leasehold ask without end. */
import { condition, patched } from '@temporalio/workflow';
import { afterEdit, PAUSE_MS, RELEASED } from '../../../domain/approval/brake.ts';
import { editsTaken } from '../../../domain/approval/inbox.ts';
import { describeInstant } from '../../../domain/duration.ts';
import { type Reason, reason } from '../../../domain/reasons.ts';
import type { Report } from '../../../domain/telling/report.ts';
import { sayEdited, whyEdited } from '../run/editing.ts';
import { watchIssue } from '../run/reading.ts';
import type { Run } from '../run/run.ts';
import { runUntil } from '../run/until.ts';
import { endIfGivenUp } from './given-up.ts';

/** An edit has voided the question. @returns what to say of it: nothing more while the edits go on. */
export function afterEdits(run: Run, why: readonly Reason[]): Pick<Report, 'comment' | 'event'> {
  const before = run.state.edits ?? RELEASED;
  const edits = afterEdit(before, Date.now());
  run.set({ edits });
  const key = `edited-${run.state.inbox.lastStep}`;
  const paragraphs = [...new Set(why.map(({ sentence }) => sentence))];
  // Runs started before this patch have asked at once.
  if (!edits.on || !patched('pause-after-edits')) return { comment: { key, paragraphs } };
  const askAt = Date.now() + PAUSE_MS;
  run.set({ askAt });
  if (before.on) return {};
  const { sentence } = reason('edits_paused', describeInstant(new Date(askAt).toISOString()));
  run.voice.note('request.contested', 'leasehold', { reason: sentence });
  return {
    comment: { key, paragraphs: [...paragraphs, sentence], mentionAdmins: true },
    event: 'request.contested',
  };
}

/** Waits until the request may be asked about again. Meanwhile it may be given up, and edits are recorded. */
export async function pause(run: Run): Promise<void> {
  const { askAt } = run.state;
  if (askAt === undefined) return;
  let over = false;
  await runUntil(
    run,
    () => over,
    () => watchIssue(run),
    async () => {
      while (!endIfGivenUp(run) && Date.now() < askAt) {
        recordEdits(run);
        const { steps } = run.state.inbox;
        await condition(() => run.state.inbox.steps !== steps, askAt - Date.now());
      }
      over = true;
    },
  );
  run.set({ askAt: undefined });
}

function recordEdits(run: Run): void {
  const edits = run.state.inbox.steps.filter((step) => step.kind === 'edited');
  if (edits.length === 0) return;
  for (const each of edits) sayEdited(run, each, whyEdited(each));
  run.inbox(editsTaken);
  run.voice.refresh();
}
