/**
 * The state of one request's run: plain data, so that it can be carried into the next run, and changed only by pure
 * transitions. The steps of the workflow decide when each transition happens.
 */
import type { Kept } from '../ledger/held-before.ts';
import type { AuditEvent, Decision, Lease, StageView } from '../ledger/records.ts';
import { type Ask, interestedOf } from '../planning/ask.ts';
import type { Plan } from '../planning/plan.ts';
import type { Stage } from '../policy.ts';
import type { Reason } from '../reasons.ts';
import type { LeaseEnd, RequestState } from '../state.ts';
import type { Report } from '../telling/report.ts';
import {
  type Approver,
  canPass,
  type Interested,
  notAsked,
  type OpenStage,
  stageView,
  stillAsked,
} from './approvals.ts';
import type { Brake } from './brake.ts';
import { EMPTY_INBOX, type Inbox } from './inbox.ts';
import type { IssueStep } from './issue-step.ts';
import type { GlassPeople, OpenReview, ReviewDecision } from './review.ts';
import { type Deadlines, deadlinesOf } from './stage-deadlines.ts';
import { hasLost, lookAfter, type Standing } from './standing.ts';

/** The step of the story that the run is in. */
export type Phase = 'intake' | 'waiting' | 'access' | 'removing' | 'over';

/** The reason and author of an end of access, given or not. */
export interface Ending {
  readonly state: 'expired' | 'revoked' | 'withdrawn' | 'declined';
  readonly by: string;
  readonly reason: Reason;
  /** The end of the leases in the ledger. */
  readonly lease: LeaseEnd;
  /** The leases are ended in the ledger already, by a revocation or a removal. */
  readonly inLedger?: boolean | undefined;
}

export interface RunState {
  readonly issueKey: string;
  readonly issueId: string;
  readonly phase: Phase;
  readonly state: RequestState;
  /** Why it is in that state. */
  readonly reason?: Reason | undefined;
  /** How often the request was planned: an edit causes a new plan. */
  readonly round: number;
  readonly ask?: Ask | undefined;
  readonly plan?: Plan | undefined;
  /** SHA-256 over plan and ask; absent when a version without digests planned it. */
  readonly digest?: string | undefined;

  readonly open?: OpenStage | undefined;
  /** Of the open stage: those still to come. */
  readonly deadlines: Deadlines;
  readonly closedStages: readonly StageView[];
  readonly decisions: readonly Decision[];
  /** The signed decisions and handovers that the present stage has taken, however often it was asked: each is used once. */
  readonly usedDecisions?: readonly { readonly actor: string; readonly id: string }[] | undefined;
  /** Everyone who was ever asked to decide on it. */
  readonly approvers: readonly Approver[];
  /** E-mails of those among them who know that they are no longer needed. */
  readonly released: readonly string[];
  /** How often a stage was asked again, because too few of the people asked were still approvers. */
  readonly askedAgain?: number | undefined;
  /** E-mails of people who were asked and were found to be no approvers any more. */
  readonly dropped?: readonly string[] | undefined;

  /** How often the access was tried to be given, from 1. */
  readonly attempt: number;
  /** One for each level of the plan that was asked of a provider. */
  readonly leases: readonly Lease[];
  /** Ids of live leases that were taken over from an earlier run, and that the provider has not shown to this one yet. */
  readonly unread?: readonly string[] | undefined;
  /** Something had to be changed at a provider: the subject did not hold all of it already. */
  readonly changed: boolean;
  /** How much the subject held before of each level that was given; absent before the first. */
  readonly kept?: readonly (Kept | 'none')[] | undefined;
  /** The access of the present attempt was reported as given. */
  readonly given: boolean;
  /** Leases of failed attempts that are not taken back yet. */
  readonly takingBack: readonly Lease[];
  /** Levels that the plan takes, by their index, that are taken. */
  readonly taken: readonly number[];
  /** Epoch milliseconds of the last reminder. */
  readonly reminded: number;
  readonly ending?: Ending | undefined;

  /** The people concerned by break glass; nobody for an ordinary request. */
  readonly glass: GlassPeople;
  readonly review?: OpenReview | undefined;
  /** The steps of the review that are done: its verdict is in the store, the reviewers were reminded, admins were asked. */
  readonly reviewDone: readonly ('reminded' | 'overdue' | 'closed')[];

  readonly inbox: Inbox;
  /** Moves that did not count. */
  readonly brake?: Brake | undefined;
  /** Edits that voided a question. */
  readonly edits?: Brake | undefined;
  /** Not planned and asked again before this instant, in epoch milliseconds: it was edited too often. */
  readonly askAt?: number | undefined;
  /** Moves by people who may be an approver, the owner or an admin: that is being looked up. */
  readonly doubts: readonly IssueStep[];
  /** Reports not known to have reached Jira. */
  readonly outbox: readonly Report[];
  /** Events not known to be saved. */
  readonly events: readonly AuditEvent[];
  readonly eventCount: number;
  /** The number of the last projection: later ones are greater, in any run. */
  readonly version: number;
  /** Numbers of the last projection that is known to be saved, and of those handed over since; absent: of the last one. */
  readonly handed?: readonly number[] | undefined;
  /** The markdown that the Web UI shows. */
  readonly details: string;
}

export function newRun(issueKey: string): RunState {
  return {
    issueKey,
    issueId: '',
    phase: 'intake',
    state: 'received',
    round: 0,
    deadlines: {},
    closedStages: [],
    decisions: [],
    approvers: [],
    released: [],
    attempt: 1,
    leases: [],
    changed: false,
    given: false,
    takingBack: [],
    taken: [],
    reminded: 0,
    glass: { reviewers: [], told: [] },
    reviewDone: [],
    inbox: EMPTY_INBOX,
    doubts: [],
    outbox: [],
    events: [],
    eventCount: 0,
    version: 0,
    details: '',
  };
}

/** Ask and plan, which exist from intake on. */
export function planned({ issueKey, ask, plan }: RunState): { readonly ask: Ask; readonly plan: Plan } {
  if (ask === undefined || plan === undefined) throw new Error(`Request ${issueKey} is not planned yet`);
  return { ask, plan };
}

/** The people who must not decide on this request. Only after intake. */
export function interestedIn(state: RunState): Interested {
  const { ask, plan } = planned(state);
  return interestedOf(ask, plan.selfApproval);
}

/** Approvers who were asked and are no longer needed. */
export function notNeeded({ approvers, decisions, released }: RunState): readonly Approver[] {
  return stillAsked(approvers, decisions).filter((each) => !released.includes(each.email));
}

/** Whether all of the access was given, also by an earlier run: then it is read back before it is called so again. */
export function wasGiven(state: RunState): boolean {
  const { given, unread = [], leases, plan } = state;
  const isWhole = leases.length === plan?.gives.length && leases.every((lease) => lease.state === 'live');
  return given || (unread.length > 0 && isWhole);
}

/** Leases that may still be held at a provider. */
export function unended({ leases }: RunState): readonly Lease[] {
  return leases.filter((lease) => lease.state !== 'ended');
}

/**
 * When the access ends: with the first of its leases, or the others would keep a role for longer than each was given.
 * Null when none has an end.
 */
export function endOfAccess(state: RunState): string | null {
  const live = unended(state);
  const known = (live.length > 0 ? live : state.leases).flatMap((lease) => lease.expiresAt ?? []);
  return known.sort()[0] ?? null;
}

/** A new plan: everything that was decided on the earlier one is void. */
export function asPlanned(
  state: RunState,
  {
    issueId,
    ask,
    plan,
    digest,
    glass,
  }: { issueId: string; ask: Ask; plan: Plan; digest?: string | undefined; glass?: GlassPeople | undefined },
): RunState {
  return {
    ...state,
    issueId,
    ask,
    plan,
    digest,
    glass: glass ?? state.glass,
    decisions: [],
    usedDecisions: [],
    closedStages: [],
    open: undefined,
    deadlines: {},
  };
}

/** Everyone once, as they were asked last: a flood of edits asks the same people again and again. */
function eachOnce(people: readonly Approver[]): readonly Approver[] {
  return [...new Map(people.map((each) => [JSON.stringify([each.email, each.accountId]), each])).values()];
}

/** People join those who may act on the request. */
export function approversAdded(state: RunState, added: readonly Approver[]): RunState {
  return { ...state, approvers: eachOnce([...state.approvers, ...added]) };
}

/** People are told that they are no longer needed. */
export function approversReleased(state: RunState, people: readonly Pick<Approver, 'email'>[]): RunState {
  return { ...state, released: [...new Set([...state.released, ...people.map((each) => each.email)])] };
}

/** A stage is open: its approvers are asked. */
export function stageOpened(state: RunState, open: OpenStage, told: readonly Approver[]): RunState {
  return { ...state, ...opened(state, planned(state).plan.stages[open.index], open, told) };
}

/** The members of a state that a stage changes when it opens. */
export function opened(
  { approvers, released }: Pick<RunState, 'approvers' | 'released'>,
  stage: Stage | undefined,
  open: OpenStage,
  told: readonly Approver[],
) {
  // Of an earlier stage or plan: they are needed again.
  const needed = released.filter((email) => !open.approvers.some((each) => each.email === email));
  return {
    open,
    deadlines: stage === undefined ? {} : deadlinesOf(stage, open),
    approvers: eachOnce([...approvers, ...open.approvers]),
    released: [...new Set([...needed, ...notAsked(told, open).map((each) => each.email)])],
  };
}

/** The approvers of the open stage have changed. */
export function stageReseated(state: RunState, open: OpenStage, added: readonly Approver[]): RunState {
  return approversAdded({ ...state, open }, added);
}

/** It was looked up who of the open stage's approvers still are; `hasNews`: with decisions that wait for it. */
export function standingKnown(state: RunState, standing: Standing | null | undefined, hasNews: boolean): RunState {
  const { open, round } = state;
  if (open === undefined) return state;
  const looked = lookAfter(open.looked, standing, { round, stage: open.index }, hasNews);
  return looked === open.looked ? state : { ...state, open: { ...open, looked } };
}

/** The people asked who are no approvers any more leave the open stage. If too few are left, it is asked again. */
export function unseated(state: RunState): { readonly state: RunState; readonly lost: readonly Approver[] } {
  const { open } = state;
  if (open === undefined) return { state, lost: [] };
  const lost = open.approvers.filter((each) => hasLost(open, each.email));
  if (lost.length === 0) return { state, lost };
  const left = { ...open, approvers: open.approvers.filter((each) => !lost.includes(each)) };
  const gone = lost.map((each) => each.email);
  const next = { ...approversReleased(state, lost), dropped: [...new Set([...(state.dropped ?? []), ...gone])] };
  if (canPass(left)) return { state: { ...next, open: left }, lost };
  return { state: { ...next, open: undefined, deadlines: {}, askedAgain: (state.askedAgain ?? 0) + 1 }, lost };
}

/** The open stage is over; without one nothing changes. */
export function stageClosed(state: RunState, how: StageView['state']): RunState {
  if (state.open === undefined) return state;
  return {
    ...state,
    open: undefined,
    deadlines: {},
    usedDecisions: [],
    closedStages: [...state.closedStages, stageView(state.open, how)],
  };
}

export function decided(state: RunState, decision: Decision): RunState {
  return { ...state, decisions: [...state.decisions, decision] };
}

/** A signed decision or handover was taken, whether it changed anything or repeated what stands. */
export function decisionUsed(
  state: RunState,
  { actor, id }: { readonly actor: string; readonly id?: string | undefined },
): RunState {
  if (id === undefined) return state;
  return { ...state, usedDecisions: [...(state.usedDecisions ?? []), { actor, id }] };
}

/** A lease as the ledger has it now, in the place of the one with its id; an unknown one is added. */
export function leaseKnown(state: RunState, lease: Lease): RunState {
  const isKnown = state.leases.some((known) => known.id === lease.id);
  const leases = state.leases.map((known) => (known.id === lease.id ? lease : known));
  return { ...state, leases: isKnown ? leases : [...leases, lease] };
}

/** The attempt to give has failed: all of it is taken back, and the next attempt opens leases of its own. */
export function givingFailed(state: RunState): RunState {
  return {
    ...state,
    takingBack: [...state.takingBack, ...unended(state)],
    leases: [],
    attempt: state.attempt + 1,
    changed: false,
    kept: [],
    given: false,
  };
}

/** The access must end, whatever its time. The first reason stands. */
export function endingWith(state: RunState, ending: Ending): RunState {
  return state.ending === undefined ? { ...state, ending } : state;
}

export function reviewDecided(state: RunState, decision: ReviewDecision): RunState {
  return state.review === undefined ? state : { ...state, review: { ...state.review, decision } };
}
