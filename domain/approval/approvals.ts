/**
 * Counting approvals: the people who may decide on the open stage, the decisions that count, and the end of the stage.
 */

import type { Decision, StageView } from '../ledger/records.ts';
import { nameOf, type Person, samePerson } from '../people.ts';
import type { Stage } from '../policy.ts';
import { type Reason, reason } from '../reasons.ts';
import { type FromEach, fromEach, type Quorum, served, shortEntries, unserved } from './one-from-each.ts';
import { entriesOf, hasLost, isLooked, type Looked, stands } from './standing.ts';

/** A person who may decide. Delegates share the seat of the person they stand in for, so that a seat counts once. */
export interface Approver {
  readonly email: string;
  readonly accountId?: string | undefined;
  readonly displayName?: string | undefined;
  /** The e-mail of the planned approver whose vote this is. */
  readonly seat: string;
  /** Why they are asked, in words: `user`, `owner`, `manager`, `group okta:Security`, `fallback: owner`, … */
  readonly via: string;
  /** Where the stage wants approvals from each of its entries: those that name this person, from 0. */
  readonly entries?: readonly number[] | undefined;
  /** The id of their account at the identity provider, where it was looked up: two addresses of one are one person. */
  readonly person?: string | undefined;
}

/** A person who is not asked, because their account is inactive, or not known to be another person's. */
export interface Inactive {
  readonly email: string;
  /** The system that says so, as people know it. */
  readonly where: string;
  /** The author of an edit, who may be the same person. */
  readonly mayBe?: string | undefined;
}

/** A stage that has been opened: references resolved to people, deadlines to instants. */
export interface OpenStage {
  readonly index: number;
  /** Names its question in the decisions on it. Absent in stages older than this member. */
  readonly question?: string | undefined;
  readonly name: string;
  readonly approvers: readonly Approver[];
  /** How many seats must approve; at least 1, at most the number of seats. */
  readonly require: number;
  /** The approvals from each entry, if the stage wants that; `require` is the sum. */
  readonly each?: FromEach | undefined;
  readonly denials: number;
  /** When the question stood on the issue, by our clock: deadlines count from it. ISO 8601. */
  readonly openedAt: string;
  /** The same instant by Jira's clock: a move counts only after it. Absent in stages older than this member. */
  readonly askedAt?: string | undefined;
  readonly escalated: boolean;
  /** People who would have been asked. Absent in stages that an older version opened. */
  readonly inactive?: readonly Inactive[] | undefined;
  /** The result of the last look: those of the people asked who still are approvers. */
  readonly looked?: Looked | null | undefined;
}

/** The person deciding, as the channel knows them: by e-mail (API) or by account (Jira). */
export interface Actor {
  readonly email?: string | undefined;
  readonly accountId?: string | undefined;
  readonly displayName?: string | undefined;
}

/** People who never decide on this request, unless its rule allows it. */
export interface Interested {
  readonly requester: { readonly email: string; readonly accountId?: string | undefined };
  readonly subject: { readonly email: string; readonly accountId?: string | undefined };
  /** The Reporter of a request on behalf, and the authors of edits. */
  readonly others?: readonly Actor[] | undefined;
  readonly selfApproval: boolean;
}

/** Whether an actor may be one of the people with an interest in the request. */
export function isInterested(actor: Actor, { requester, subject, others }: Omit<Interested, 'selfApproval'>): boolean {
  const isOne = (people: readonly Actor[]): boolean => people.some((each) => mayBe(actor, each));
  return isOne([requester, subject]) || (others !== undefined && isOne(others));
}

/** Whether an actor is the person with an e-mail and perhaps an account. */
export function isSameActor(
  actor: Actor,
  person: { readonly email: string; readonly accountId?: string | undefined },
): boolean {
  if (actor.accountId !== undefined && person.accountId !== undefined) return actor.accountId === person.accountId;
  return actor.email !== undefined && samePerson(actor.email, person.email);
}

/**
 * Whether an actor may be a person: the account or the e-mail is the same. People have several accounts (one of the
 * portal, one of the staff), so either is enough to bar them.
 */
export function mayBe(actor: Actor, person: Actor): boolean {
  return sameAccount(actor, person) || Boolean(actor.email && person.email && samePerson(actor.email, person.email));
}

export type Judgement =
  | { readonly outcome: 'counts'; readonly approver: Approver }
  | { readonly outcome: 'repeated'; readonly approver: Approver }
  | { readonly outcome: 'refused'; readonly reason: Reason };

/**
 * Whether a decision on the open stage counts. `repeated` is a second click: the first result stands, without an error.
 * A changed mind counts again while the stage is open.
 */
export function judgeDecision(
  open: OpenStage,
  decisions: readonly Decision[],
  actor: Actor,
  decision: 'approve' | 'deny',
  interested: Interested,
): Judgement {
  const approver = findVoter(open, actor, interested);
  if ('code' in approver) return { outcome: 'refused', reason: approver };
  const vote = standingVotes(open, decisions).get(approver.seat);
  // The vote of a person who is no approver any more does not count, so another one in this seat does.
  const repeats = vote?.decision === decision && stands(open, vote.by);
  return { outcome: repeats ? 'repeated' : 'counts', approver };
}

/** The approver of the open stage that an actor is, or why they may not decide on it. */
export function findVoter(open: OpenStage, actor: Actor, interested: Interested): Approver | Reason {
  const approver = open.approvers.find((each) => isSameActor(actor, each));
  // By e-mail from the API, by account from Jira: the approver has both.
  const own = [actor, approver ?? actor].some((each) => isInterested(each, interested));
  if (own && !interested.selfApproval) return reason('self_approval');
  if (approver === undefined) {
    const names = [...new Set(open.approvers.map((each) => each.email))];
    return reason('not_an_approver', nameOf(actor), names);
  }
  return hasLost(open, approver.email) ? reason('approver_no_more', nameOf(approver)) : approver;
}

/** Whether a vote on the open stage is by a person who was not looked up since. */
export function needsLook(open: OpenStage, decisions: readonly Decision[]): boolean {
  return [...standingVotes(open, decisions).values()].some((vote) => !isLooked(open, vote.by));
}

/** The latest decision of each seat on the open stage. A person has one vote, also if they were asked in two seats. */
export function standingVotes(open: OpenStage, decisions: readonly Decision[]): ReadonlyMap<string, Decision> {
  const votes = new Map<string, Decision>();
  for (const decision of decisions) {
    if (decision.stage !== open.index) continue;
    for (const [seat, vote] of votes) if (samePerson(vote.by, decision.by)) votes.delete(seat);
    votes.set(decision.inPlaceOf ?? decision.by, decision);
  }
  return votes;
}

export interface Tally {
  readonly verdict: 'open' | 'approved' | 'denied';
  readonly approvals: number;
  readonly denials: number;
  /** Entries that still want an approval, in words; only of a stage that wants some from each. */
  readonly missing?: readonly string[] | undefined;
}

/**
 * The state of the open stage: only votes of people who are approvers at this moment count. Denials are checked first: a
 * stage with enough of both is denied. A stage that every approver has denied is denied too, even if the rule wanted more
 * denials than there are people.
 */
export function tally(open: OpenStage, decisions: readonly Decision[]): Tally {
  const votes = [...standingVotes(open, decisions).values()].filter((vote) => stands(open, vote.by));
  const yes = votes.filter((vote) => vote.decision === 'approve').map((vote) => vote.by);
  const denials = votes.filter((vote) => vote.decision === 'deny').length;
  const { each } = open;
  const by = yes.map((email) => entriesOf(open, email, open.approvers.find((one) => one.email === email)?.entries));
  const approvals = each === undefined ? yes.length : served(each, by);
  const counts = { approvals, denials, ...(each === undefined ? {} : { missing: unserved(each, by) }) };
  const enough = Math.max(1, Math.min(open.denials, seatsOf(open.approvers)));
  if (denials >= enough) return { verdict: 'denied', ...counts };
  return { verdict: approvals >= open.require ? 'approved' : 'open', ...counts };
}

/** Whether the people asked are enough to approve the stage. */
export function canPass({ approvers, require, each }: OpenStage): boolean {
  return (each === undefined ? seatsOf(approvers) : served(each, entriesBySeat(approvers))) >= require;
}

/** Candidates for a stage, resolved from its references, in the order in which they are tried. */
export interface Candidates {
  readonly approvers: readonly Approver[];
  readonly fallbacks: readonly (readonly Approver[])[];
}

/**
 * Every candidate who may decide. While they are fewer than the stage requires, the fallbacks are added one after the
 * other. Interested people and earlier approvers are left out unless the rule allows them. So are their delegates, who
 * would cast the requester's vote or give an earlier approver a second one.
 * @returns nobody when the fallbacks do not suffice either: one approver never meets a rule that requires two.
 */
export function seatApprovers(
  candidates: Candidates,
  stage: Quorum & Pick<Stage, 'allowRepeatApprovers'>,
  interested: Interested,
  decisions: readonly Decision[],
): readonly Approver[] {
  const allowed = (approver: Approver): boolean => {
    if (!interested.selfApproval && isBarred(approver, interested)) return false;
    return (
      stage.allowRepeatApprovers ||
      !(approvedBefore(decisions, approver.email) || approvedBefore(decisions, approver.seat))
    );
  };
  const each = fromEach(stage);
  const isEnough = (people: readonly Approver[]): boolean =>
    each === undefined
      ? seatsOf(people) >= (typeof stage.require === 'number' ? stage.require : 1)
      : served(each, entriesBySeat(people)) === requiredApprovals(stage, people);
  const { approvers, fallbacks } = candidates;
  let seated = unique(approvers.filter(allowed));
  for (const group of fallbacks) {
    if (isEnough(seated)) return seated;
    const entries = each === undefined ? undefined : shortEntries(each, entriesBySeat(seated));
    const added = group.filter(allowed).map((one) => ({ ...one, entries }));
    seated = unique([...seated, ...added]);
  }
  return isEnough(seated) ? seated : [];
}

/** Whether an approver, or the person they stand in for, may be one of the people with an interest in the request. */
export function isBarred(approver: Approver, interested: Omit<Interested, 'selfApproval'>): boolean {
  return isInterested(approver, interested) || isInterested({ email: approver.seat }, interested);
}

/** The entries that each seat may serve. */
function entriesBySeat(approvers: readonly Approver[]): readonly (readonly number[])[] {
  const seats = [...new Set(approvers.map((each) => each.seat))];
  return seats.map((seat) => approvers.flatMap((each) => (each.seat === seat ? (each.entries ?? []) : [])));
}

/** Whether a person approved before, themselves or through a delegate. */
export function approvedBefore(decisions: readonly Decision[], email: string): boolean {
  return decisions.some(
    ({ decision, by, inPlaceOf }) =>
      decision === 'approve' && (samePerson(by, email) || (inPlaceOf !== undefined && samePerson(inPlaceOf, email))),
  );
}

function seatsOf(approvers: readonly Approver[]): number {
  return new Set(approvers.map((each) => each.seat)).size;
}

/**
 * Each person once, by e-mail and by account, in Jira or at the identity provider. An approver who is also a delegate
 * keeps their own seat, or a stage would lose one.
 */
export function unique(approvers: readonly Approver[]): readonly Approver[] {
  const kept: Approver[] = [];
  for (const each of approvers) {
    const at = kept.findIndex((known) => isOne(known, each));
    const known = kept[at];
    const entries = [...new Set([...(known?.entries ?? []), ...(each.entries ?? [])])];
    const accountId = known?.accountId ?? each.accountId;
    const both = { ...(entries.length === 0 ? {} : { entries }), ...(accountId === undefined ? {} : { accountId }) };
    if (known === undefined) kept.push(each);
    else if (known.seat !== known.email && each.seat === each.email) kept[at] = { ...each, ...both };
    else kept[at] = { ...known, ...both };
  }
  return kept;
}

function isOne(a: Approver, b: Approver): boolean {
  return a.email === b.email || sameAccount(a, b) || (a.person !== undefined && a.person === b.person);
}

function sameAccount(a: Actor, b: Actor): boolean {
  return a.accountId !== undefined && a.accountId === b.accountId;
}

/** The open stage with more approvers. They may decide for any seat that has not; the number of seats stays. */
export function escalateTo(
  open: OpenStage,
  found: readonly Approver[],
): { readonly open: OpenStage; readonly added: readonly Approver[] } {
  const entries = open.each?.entries.map((_, entry) => entry);
  const added = unique(found)
    .filter((each) => !open.approvers.some((known) => isOne(known, each)))
    .map((each) => ({ ...each, entries }));
  return { open: { ...open, approvers: [...open.approvers, ...added], escalated: true }, added };
}

/** How many seats must approve: every one for `all`, else the number. */
export function requiredApprovals(stage: Quorum, approvers: readonly Approver[]): number {
  const each = fromEach(stage);
  if (each !== undefined) return each.count * each.entries.length;
  return typeof stage.require === 'number' ? stage.require : seatsOf(approvers);
}

/** Approvers of any stage who have not decided themselves: they are notified that it is over. */
export function stillAsked(asked: readonly Approver[], decisions: readonly Decision[]): readonly Approver[] {
  const open = asked.filter((each) => !decisions.some((decision) => samePerson(decision.by, each.email)));
  return [...new Map(open.map((each) => [each.email, each])).values()];
}

/** The people in a list that the open stage does not ask. */
export function notAsked(people: readonly Approver[], open: Pick<OpenStage, 'approvers'>): readonly Approver[] {
  return people.filter((each) => !open.approvers.some((asked) => samePerson(asked.email, each.email)));
}

/** A stage as outsiders see it. */
export function stageView(open: OpenStage, state: StageView['state']): StageView {
  return {
    name: open.name,
    state,
    approvers: open.approvers.map(({ email, displayName, via }) => ({ email, displayName, via })),
    require: open.require,
    each: open.each,
    openedAt: open.openedAt,
  };
}

/** Approvers as people with an account, by which Jira notifies them. */
export function mentionable(approvers: readonly Approver[]): readonly Person[] {
  return approvers.filter((each) => each.accountId !== undefined).map(asPerson);
}

/** An approver as a person to notify, or the author of a step or an answer; the e-mail is empty where Jira hides it. */
export function asPerson({ email = '', accountId, displayName }: Actor): Person {
  return {
    email,
    ...(accountId === undefined ? {} : { accountId }),
    ...(displayName === undefined ? {} : { displayName }),
  };
}
