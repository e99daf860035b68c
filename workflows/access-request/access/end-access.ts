/** Takes the access away, waits for the provider to confirm it, and reports it. */
import { type Ending, leaseKnown, planned, unended } from '../../../domain/approval/run-state.ts';
import { type Kept, keptOfAll } from '../../../domain/ledger/held-before.ts';
import type { Lease } from '../../../domain/ledger/records.ts';
import { concerned } from '../../../domain/planning/ask.ts';
import { isFinal } from '../../../domain/state.ts';
import { ended } from '../../../domain/telling/messages.ts';
import { sayClosed } from '../run/closing.ts';
import type { Run } from '../run/run.ts';
import { confirmed, takeLeases } from '../run/taking.ts';

/** @returns false when the access was extended at the last moment and goes on. */
export async function endAccess(run: Run): Promise<boolean> {
  const { ending, leases } = run.state;
  if (ending === undefined) return false;
  // It was reported before: by a run that continued as this one, or that this one was adopted from.
  if (isFinal(run.state.state) && unended(run.state).length === 0) return true;
  const { state } = ending;
  // Nobody waits for access that leads nowhere: they are told first, and what was given of it goes beside.
  if ((state === 'withdrawn' || state === 'declined') && !isFinal(run.state.state))
    sayClosed(run, state, ending.by, ending.reason);
  const key = leases[0]?.id ?? 'none';
  const results = await confirmed(
    run,
    key,
    takeLeases(leases, (lease) => howOf(ending, lease)),
  );
  for (const { lease } of results) if (lease !== undefined) run.become(leaseKnown(run.state, lease));
  if (results.some((each) => each.lease?.state === 'live')) {
    run.set({ ending: undefined });
    run.showInList();
    return false;
  }
  if ((state === 'expired' || state === 'revoked') && !isFinal(run.state.state)) {
    const stillHeld = results.some((each) => each.stillHeld);
    const kept = keptOfAll(results.map((each) => each.kept));
    sayEnded(run, { ...ending, state }, key, stillHeld, kept);
  }
  return true;
}

function howOf(ending: Ending, lease: Lease) {
  const { by, reason } = ending;
  // Leases of a role are extended together, so that either all of them turn out to be longer or none.
  const mayBeLonger = ending.state === 'expired' && lease.expiresAt !== null && !ending.inLedger;
  const latest = Math.max(Date.now(), Date.parse(lease.expiresAt ?? ''));
  return {
    reason: ending.lease,
    by,
    because: reason.sentence,
    ...(mayBeLonger ? { ifExpiredBy: new Date(latest).toISOString() } : {}),
  };
}

/** Reports that the access has ended. */
function sayEnded(
  run: Run,
  ending: Ending & { state: 'expired' | 'revoked' },
  key: string,
  stillHeld: boolean,
  kept: Kept | undefined,
): void {
  const { plan, ask } = planned(run.state);
  const { state, by, reason } = ending;
  run.voice.note(`access.${state}`, by, { reason: reason.sentence });
  run.enter(state, reason);
  run.voice.describe(`**${state}** — ${reason.sentence}`);
  run.voice.tell({
    comment: {
      key: `ended-${key}`,
      paragraphs: ended(plan, ask, reason.sentence, stillHeld, kept),
      mention: concerned(ask),
    },
    moveTo: state,
    event: 'access.ended',
  });
}
