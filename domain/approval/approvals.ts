/** Counting approvals: who may decide on the open stage, whether a decision counts, and when the stage is over. */

import type { Decision, StageView } from '../ledger/records.ts';
import { nameOf, type Person, samePerson } from '../people.ts';
import type { Stage } from '../policy.ts';
import { type Reason, reason } from '../reasons.ts';

/** Somebody who may decide. Delegates share the seat of the person they stand in for, so that a seat counts once. */
export interface Approver {
  readonly email: string;
  readonly accountId?: string | undefined;
  readonly displayName?: string | undefined;
  /** The e-mail of the planned approver whose vote this is. */
  readonly seat: string;
  /** Why they are asked, in words: `user`, `owner`, `manager`, `group okta:Security`, `fallback: owner`, … */
  readonly via: string;
}

/** A stage that has been opened: references resolved to people, deadlines to instants. */
export interface OpenStage {
  readonly index: number;
  readonly name: string;
  readonly approvers: readonly Approver[];
  /** How many seats must approve; at least 1, at most the number of seats. */
  readonly require: number;
  readonly denials: number;
  /** ISO 8601. */
  readonly openedAt: string;
  readonly escalated: boolean;
}

/** Who is deciding, as the channel knows them: by e-mail (API) or by account (Jira). */
export interface Actor {
  readonly email?: string | undefined;
  readonly accountId?: string | undefined;
  readonly displayName?: string | undefined;
}

/** People who never decide on this request, unless its rule allows it. */
export interface Interested {
  readonly requester: { readonly email: string; readonly accountId?: string | undefined };
  readonly subject: { readonly email: string; readonly accountId?: string | undefined };
  readonly selfApproval: boolean;
}

/** Whether an actor and a person with an e-mail and perhaps an account are the same. */
export function isSameActor(
  actor: Actor,
  person: { readonly email: string; readonly accountId?: string | undefined },
): boolean {
  if (actor.accountId !== undefined && person.accountId !== undefined) return actor.accountId === person.accountId;
  return actor.email !== undefined && samePerson(actor.email, person.email);
}

/**
 * Whether an actor may be a person after all: the same account or the same e-mail. People have several accounts (one of
 * the portal, one of the staff), so who must not decide is recognised by either.
 */
export function mayBe(
  actor: Actor,
  person: { readonly email: string; readonly accountId?: string | undefined },
): boolean {
  return (
    sameAccount(actor, person) ||
    (actor.email !== undefined && actor.email !== '' && samePerson(actor.email, person.email))
  );
}

export type Judgement =
  | { readonly outcome: 'counts'; readonly approver: Approver }
  | { readonly outcome: 'repeated'; readonly approver: Approver }
  | { readonly outcome: 'refused'; readonly reason: Reason };

/**
 * Whether a decision on the open stage counts. `repeated` is a second click: the first result stands and no error is shown.
 * A changed mind, while the stage is still open, counts anew.
 */
export function judgeDecision(
  open: OpenStage,
  decisions: readonly Decision[],
  actor: Actor,
  decision: 'approve' | 'deny',
  interested: Interested,
): Judgement {
  const own = mayBe(actor, interested.requester) || mayBe(actor, interested.subject);
  if (own && !interested.selfApproval) return { outcome: 'refused', reason: reason('self_approval') };
  const approver = open.approvers.find((each) => isSameActor(actor, each));
  if (approver === undefined) {
    const names = [...new Set(open.approvers.map((each) => each.email))];
    return { outcome: 'refused', reason: reason('not_an_approver', nameOf(definedOnly(actor)), names) };
  }
  const standing = standingVotes(open, decisions).get(approver.seat);
  return { outcome: standing?.decision === decision ? 'repeated' : 'counts', approver };
}

function definedOnly(actor: Actor): { email?: string; displayName?: string } {
  return {
    ...(actor.email === undefined ? {} : { email: actor.email }),
    ...(actor.displayName === undefined ? {} : { displayName: actor.displayName }),
  };
}

/** The latest decision of each seat on the open stage. */
export function standingVotes(open: OpenStage, decisions: readonly Decision[]): ReadonlyMap<string, Decision> {
  const votes = new Map<string, Decision>();
  for (const decision of decisions) {
    if (decision.stage !== open.index) continue;
    votes.set(decision.inPlaceOf ?? decision.by, decision);
  }
  return votes;
}

export interface Tally {
  readonly verdict: 'open' | 'approved' | 'denied';
  readonly approvals: number;
  readonly denials: number;
}

/**
 * Where the open stage stands. Denials are looked at first: a stage with enough of both is denied. So is one that
 * everybody who is asked has denied, though the rule wanted more denials than there are people.
 */
export function tally(open: OpenStage, decisions: readonly Decision[]): Tally {
  const votes = [...standingVotes(open, decisions).values()];
  const approvals = votes.filter((vote) => vote.decision === 'approve').length;
  const denials = votes.filter((vote) => vote.decision === 'deny').length;
  if (denials >= Math.min(open.denials, seatsOf(open.approvers))) return { verdict: 'denied', approvals, denials };
  return { verdict: approvals >= open.require ? 'approved' : 'open', approvals, denials };
}

/** Candidates for a stage, resolved from its references, in the order in which they are tried. */
export interface Candidates {
  readonly approvers: readonly Approver[];
  readonly fallbacks: readonly (readonly Approver[])[];
}

/**
 * Who is asked: everybody resolved who may decide; while they are fewer than the stage requires, the fallbacks are
 * asked too, one after the other. Requester and subject are left out unless the rule allows them, and so is who
 * approved an earlier stage. Both hold for whoever decides in somebody's place as well: a delegate of the requester is
 * the requester's vote, and a delegate of who approved before is that person's second one.
 * @returns nobody when even the fallbacks do not make the number: a rule that requires two is never met by one.
 */
export function seatApprovers(
  candidates: Candidates,
  stage: Pick<Stage, 'allowRepeatApprovers' | 'require'>,
  interested: Interested,
  decisions: readonly Decision[],
): readonly Approver[] {
  const isInterested = (actor: Actor): boolean =>
    mayBe(actor, interested.requester) || mayBe(actor, interested.subject);
  const allowed = (approver: Approver): boolean => {
    if (!interested.selfApproval && (isInterested(approver) || isInterested({ email: approver.seat }))) return false;
    return (
      stage.allowRepeatApprovers ||
      !(approvedBefore(decisions, approver.email) || approvedBefore(decisions, approver.seat))
    );
  };
  const needed = stage.require === 'all' ? 1 : stage.require;
  let seated: readonly Approver[] = [];
  for (const group of [candidates.approvers, ...candidates.fallbacks]) {
    seated = unique([...seated, ...group.filter(allowed)]);
    if (seatsOf(seated) >= needed) return seated;
  }
  return [];
}

/** Whether somebody approved before, themselves or by who decided in their place. */
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
 * Everybody once, by e-mail and by account; who is asked for themselves and as a delegate keeps their own seat, or a
 * stage would lose one.
 */
function unique(approvers: readonly Approver[]): readonly Approver[] {
  const kept: Approver[] = [];
  for (const each of approvers) {
    const at = kept.findIndex((known) => known.email === each.email || sameAccount(known, each));
    const known = kept[at];
    if (known === undefined) kept.push(each);
    else if (known.seat !== known.email && each.seat === each.email) kept[at] = each;
  }
  return kept;
}

function sameAccount(a: Actor, b: Actor): boolean {
  return a.accountId !== undefined && a.accountId === b.accountId;
}

/** The open stage, now also before others: they may decide in the place of any seat that has not; the number stays. */
export function escalateTo(
  open: OpenStage,
  found: readonly Approver[],
): { readonly open: OpenStage; readonly added: readonly Approver[] } {
  const added = unique(found).filter(
    (each) => !open.approvers.some((known) => known.email === each.email || sameAccount(known, each)),
  );
  return { open: { ...open, approvers: [...open.approvers, ...added], escalated: true }, added };
}

/** How many seats must approve: every one for `all`, else the number. */
export function requiredApprovals(stage: Pick<Stage, 'require'>, approvers: readonly Approver[]): number {
  return stage.require === 'all' ? seatsOf(approvers) : stage.require;
}

/** Those who were asked on any stage and have not decided themselves: they are told that it is over. */
export function stillAsked(asked: readonly Approver[], decisions: readonly Decision[]): readonly Approver[] {
  const open = asked.filter((each) => !decisions.some((decision) => samePerson(decision.by, each.email)));
  return [...new Map(open.map((each) => [each.email, each])).values()];
}

/** Those of some people whom the open stage does not ask. */
export function notAsked(people: readonly Approver[], open: OpenStage): readonly Approver[] {
  return people.filter((each) => !open.approvers.some((asked) => samePerson(asked.email, each.email)));
}

/** A stage as outsiders see it. */
export function stageView(open: OpenStage, state: StageView['state']): StageView {
  return {
    name: open.name,
    state,
    approvers: open.approvers.map(({ email, displayName, via }) => ({ email, displayName, via })),
    require: open.require,
    openedAt: open.openedAt,
  };
}

/** Approvers as people whom Jira can notify: it knows them by their account. */
export function mentionable(approvers: readonly Approver[]): readonly Person[] {
  return approvers.flatMap(({ email, accountId, displayName }) =>
    accountId === undefined ? [] : [{ email, accountId, ...(displayName === undefined ? {} : { displayName }) }],
  );
}
