/** Takes the old level after a change has given the new one. */
import { condition } from '@temporalio/workflow';
import { planned } from '../../../domain/approval/run-state.ts';
import { reason } from '../../../domain/reasons.ts';
import { isFinal } from '../../../domain/state.ts';
import { endGrants } from '../run/ending-grants.ts';
import type { Run } from '../run/run.ts';

/** The new level is held meanwhile: taking the old one is retried until it succeeds, and keeps nobody waiting. */
export async function takeReplaced(run: Run): Promise<void> {
  const { plan } = planned(run.state);
  if (plan.takes.length === 0) return;
  await condition(() => run.state.given || isFinal(run.state.state));
  if (!run.state.given) return;
  // A level that the subject was given again since is not the one that was replaced.
  const begun = run.state.leases.flatMap((lease) => lease.startedAt ?? []).sort()[0];
  await endGrants(run, 'replaced', reason('replaced', plan.title).sentence, begun);
}
