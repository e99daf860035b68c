/** Compares the run of a request with the ledger. */
import { ATTEMPT_MS } from '../../domain/ledger/keeping.ts';
import type { KeptLease, KeptRequest } from '../../store/ledger/keeping-store.ts';
import type { RunFound } from './runs.ts';

/** A run that ends at once each time it is started is started every ten minutes, not every minute. */
const BRIEF_MS = 60_000;
const PAUSE_MS = 600_000;
/** How long after its end a run is woken that does not seem to know of it, in milliseconds. */
const WAKE_MS = 600_000;

export type Judgement =
  /** It does what it should, or has nothing to do. */
  | 'well'
  /** It runs and knows less than the store: a lease, the end of one, or perhaps a decision. */
  | 'unaware'
  | 'missing'
  /** It ends each time that it is started. */
  | 'failing';

/** @param now epoch milliseconds, by the clock of leases. */
export function judgeRun({ leases, saved }: KeptRequest, run: RunFound, now: number): Judgement {
  if (!run.running) return endsAtOnce(run, now) ? 'failing' : 'missing';
  const isOpen = leases.some((lease) => !lease.ended);
  // A lease that a failed attempt took back was never held.
  const held = leases.filter((lease) => lease.endReason !== 'failed');
  const asking = run.state === 'received' || run.state === 'awaiting_approval';
  if ((isOpen && asking) || (!isOpen && endedLately(held, now))) return 'unaware';
  return run.state === 'awaiting_approval' && isOlder(run, saved) ? 'unaware' : 'well';
}

/** A run that was reset or restored may lack decisions of the run that saved the request. It saves it again. */
function isOlder({ runId, historyLength }: Extract<RunFound, { running: true }>, saved: KeptRequest['saved']): boolean {
  if (saved?.historyLength === undefined) return false;
  return runId !== saved.runId || historyLength < saved.historyLength;
}

function endedLately(held: readonly KeptLease[], now: number): boolean {
  const ends = held.map((lease) => now - Date.parse(lease.endedAt ?? ''));
  return ends.length > 0 && ends.every((since) => since > ATTEMPT_MS && since < WAKE_MS);
}

/** Not for a run that an operator stopped: that one is started again at once. */
export function endsAtOnce(run: Extract<RunFound, { running: false }>, now: number): boolean {
  const { status, startedAt, closedAt } = run;
  if ((status !== 'COMPLETED' && status !== 'FAILED') || startedAt === undefined || closedAt === undefined)
    return false;
  return closedAt.getTime() - startedAt.getTime() < BRIEF_MS && now - closedAt.getTime() < PAUSE_MS;
}
