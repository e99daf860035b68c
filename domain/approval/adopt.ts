/**
 * A run that takes over from an earlier run of its request, or from the store when that knows more: nothing is asked or
 * planned again.
 */
import type { Lease, RequestView } from '../ledger/records.ts';
import type { Ask } from '../planning/ask.ts';
import type { Plan } from '../planning/plan.ts';
import { reason } from '../reasons.ts';
import { isFinal } from '../state.ts';
import type { Report } from '../telling/report.ts';
import type { Approver } from './approvals.ts';
import { EMPTY_INBOX } from './inbox.ts';
import type { GlassPeople } from './review.ts';
import type { Ending, RunState } from './run-state.ts';
import { asWaiting, type Waiting } from './waiting.ts';

export interface Adoption {
  readonly ask: Ask;
  readonly plan: Plan;
  /** How often the request was planned until then. */
  readonly round: number;
  /** All leases of the request, also those that have ended. */
  readonly leases: readonly Lease[];
  /** The request as the earlier run saved it last. */
  readonly view: RequestView;
  /** Reports of the earlier run that have not reached Jira; absent in histories up to 0.2.0. */
  readonly untold?: readonly Report[] | undefined;
  readonly glass?: GlassPeople | undefined;
  /** Live leases are read back before they count as given; absent in histories up to 0.2.0. */
  readonly readBack?: true | undefined;
  /** Names the plan in the decisions on it; absent for a plan of a version without digests. */
  readonly digest?: string | undefined;
  /** Present when it waited for approval, and nothing was given. */
  readonly waiting?: Waiting | undefined;
}

/** The id of a lease of a request: the attempt to give, and the place of its level in the plan, both from 1. */
export function leaseIdOf(issueKey: string, attempt: number, place: number): string {
  return `${issueKey}/${attempt}.${place}`;
}

/** The attempt and the place that a lease's id names. */
function placeOf(lease: Lease): { readonly attempt: number; readonly place: number } {
  const [attempt, place] = lease.id
    .slice(lease.id.lastIndexOf('/') + 1)
    .split('.')
    .map(Number);
  return { attempt: attempt || 1, place: place || 1 };
}

/** The last attempt to give: its leases, in the order of the plan, and those that earlier ones have left. */
function lastAttempt(leases: readonly Lease[]) {
  const attempt = Math.max(1, ...leases.map((lease) => placeOf(lease).attempt));
  const current = leases
    .filter((lease) => placeOf(lease).attempt === attempt)
    .sort((a, b) => placeOf(a).place - placeOf(b).place);
  const left = leases.filter((lease) => lease.state !== 'ended' && !current.includes(lease));
  const unread = current.filter((lease) => lease.state === 'live').map((lease) => lease.id);
  return { attempt, current, left, unread };
}

/**
 * A run that was reset goes on with the last attempt in the ledger.
 * @param leases all leases of the request.
 * @returns `undefined` if there is no attempt later than the run's.
 */
export function laterAttempt(state: RunState, leases: readonly Lease[]): RunState | undefined {
  const { attempt, current, left, unread } = lastAttempt(leases);
  if (attempt <= state.attempt) return undefined;
  const known = new Set(left.map((lease) => lease.id));
  const takingBack = [...state.takingBack.filter((lease) => !known.has(lease.id)), ...left];
  // The earlier history reported the giving, or it is reported once more under the same key.
  return { ...state, attempt, leases: current, unread, takingBack, changed: true };
}

export function adopted(state: RunState, adoption: Adoption): RunState {
  const { ask, plan, round, leases, view, untold = [], glass, readBack, digest, waiting } = adoption;
  if (waiting !== undefined) return resumed(state, { ...adoption, waiting });
  const { attempt, current, left, unread } = lastAttempt(leases);
  const known: RunState = {
    ...state,
    phase: plan.kind === 'removal' ? 'removing' : 'access',
    issueId: view.issueId,
    ask,
    plan,
    round,
    digest,
    glass: glass ?? state.glass,
    decisions: view.decisions,
    closedStages: view.stages.filter((stage) => stage.state !== 'waiting'),
    approvers: view.stages.flatMap((stage) => stage.approvers.map(asApprover)),
    version: view.version ?? 0,
    handed: undefined,
    attempt,
    ...(readBack === undefined ? {} : { unread }),
    // The earlier run reported the giving, or it is reported once more under the same key.
    changed: true,
    outbox: untold,
    // The issue may have been moved while nobody listened.
    inbox: { ...state.inbox, nudged: true, mark: undefined, lastStep: view.lastStep },
  };
  if (view.state === 'failed')
    return {
      ...known,
      state: 'failed',
      reason: { code: 'giving_failed', sentence: view.reason ?? '' },
      takingBack: [...left, ...current.filter((lease) => lease.state !== 'ended')],
      attempt: attempt + 1,
    };
  // One with a later start has given nothing yet.
  const waits = leases.length === 0 && view.state === 'approved';
  const held: RunState = { ...known, state: waits ? 'approved' : 'provisioning', leases: current, takingBack: left };
  const ending = endingOf(view, current);
  if (ending === undefined) return held;
  // Only its review is still open: the end of its access was reported by the earlier run.
  const reported = isFinal(view.state) && leases.every((lease) => lease.state === 'ended');
  return reported ? { ...held, ending, state: view.state, reason: ending.reason } : { ...held, ending };
}

/** It waits on: the same round of the same plan, the same question, the same decisions. Steps up to the last one count once. */
function resumed(
  state: RunState,
  { ask, plan, view, untold = [], waiting }: Adoption & { waiting: Waiting },
): RunState {
  const { answersRead, ...known } = asWaiting(waiting);
  return {
    ...state,
    ...known,
    phase: 'waiting',
    state: view.state,
    reason: undefined,
    issueId: view.issueId,
    ask,
    plan,
    decisions: view.decisions,
    closedStages: view.stages.filter((stage) => stage.state !== 'waiting' && stage.state !== 'open'),
    version: view.version ?? 0,
    handed: undefined,
    // The issue may have been edited or moved while nobody listened.
    inbox: { ...EMPTY_INBOX, nudged: true, lastStep: view.lastStep, answersRead },
    // A run that knew less wanted to report what is reported already, or what did not happen.
    outbox: untold,
    events: [],
  };
}

/** The end that the earlier run, or a person in the ledger, had begun. */
function endingOf(view: RequestView, leases: readonly Lease[]): Ending | undefined {
  const { state } = view;
  if (state === 'expired' || state === 'revoked' || state === 'withdrawn' || state === 'declined')
    return {
      state,
      by: 'leasehold',
      reason: { code: 'adopted', sentence: view.reason ?? reason('adopted').sentence },
      lease: 'failed',
    };
  return endInLedger(leases);
}

/**
 * The end of a request one of whose leases has ended in the ledger: all of them end. One that Leasehold took back after
 * a failure to give ends only its attempt.
 */
export function endInLedger(leases: readonly Lease[]): Ending | undefined {
  const ended = leases.find((lease) => lease.state === 'ended' && !isTakenBack(lease));
  if (ended === undefined) return undefined;
  const by = ended.endedBy ?? 'leasehold';
  if (ended.endReason === 'expired')
    return { state: 'expired', by, reason: reason('expired'), lease: 'expired', inLedger: true };
  const because = ended.endReason === 'revoked' ? ended.endedBecause || undefined : undefined;
  return { state: 'revoked', by, reason: reason('revoked_by', by, because), lease: 'revoked', inLedger: true };
}

function isTakenBack({ endReason, endedBy }: Lease): boolean {
  return endReason === 'failed' && (endedBy ?? 'leasehold') === 'leasehold';
}

function asApprover({ email, displayName, via }: RequestView['stages'][number]['approvers'][number]): Approver {
  return { email, displayName, via, seat: email };
}
