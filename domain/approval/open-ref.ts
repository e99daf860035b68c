/** The open stage as an activity needs it to look its approvers up: short, for it is in the history each time. */

import type { Plan } from '../planning/plan.ts';
import { fallbackChain } from '../planning/stand-ins.ts';
import type { ApproverRef, Policy, Stage } from '../policy.ts';
import { type Actor, type Approver, isSameActor, type OpenStage } from './approvals.ts';
import type { RunState } from './run-state.ts';
import { isLooked } from './standing.ts';

/** The prefix of `via` of people who were asked in the place of others. */
export const VIA = { fallback: 'fallback: ', escalation: 'escalation: ', handover: 'reassigned by ' } as const;

/** Whether a person was asked in the place of others. */
function isStandIn({ via }: Pick<Approver, 'via'>): boolean {
  return prefixOf(via) !== '';
}

function prefixOf(via: string): string {
  return [VIA.fallback, VIA.escalation].find((each) => via.startsWith(each)) ?? '';
}

/** The person who had this turn first, if it was handed over: it is looked up by them. */
function handedBy({ via }: Pick<Approver, 'via'>): string | undefined {
  const why = via.slice(prefixOf(via).length);
  // A group may be called anything.
  return why.startsWith(VIA.handover) ? why.slice(VIA.handover.length) : undefined;
}

/** `via` of the next person when a turn is handed over: it names the person who was asked first, through all hands. */
export function viaOfHandover(giver: Pick<Approver, 'email' | 'via'>): string {
  return `${prefixOf(giver.via)}${VIA.handover}${handedBy(giver) ?? giver.email}`;
}

/** A turn that was handed over. */
export interface Handed {
  /** Of the person who got it. */
  readonly email: string;
  readonly seat: string;
  /** The person who was asked first. Absent in references of older versions: then the seat alone counts. */
  readonly by?: string | undefined;
}

export interface OpenRef {
  readonly round: number;
  /** Of the stage in the plan, from 0. */
  readonly index: number;
  /** E-mails of those who voted on it, and of those whose decision waits for the look. */
  readonly people: readonly string[];
  readonly handed: readonly Handed[];
  /** Whether its fallbacks were asked too, and the people that it escalates to. */
  readonly fallback: boolean;
  readonly escalation: boolean;
  /**
   * Of a stage that wants one from each entry: e-mails of people who were asked in the place of others. Nobody else
   * counts for an entry that does not name them now. Absent in references of older versions.
   */
  readonly standIns?: readonly string[] | undefined;
  /** A decision waits for the look, even if the issue has no news. */
  readonly pending: boolean;
}

/** The open stage of a run, if there is one. `actor`: a person whose decision is about to be judged. */
export function openRef({ open, round, decisions, inbox }: RunState, actor?: Actor): OpenRef | undefined {
  if (open === undefined) return undefined;
  const voters = decisions.filter((each) => each.stage === open.index).map((each) => each.by);
  const waiting = [...inbox.steps, ...inbox.answers, ...(actor === undefined ? [] : [{ actor }])];
  const actors = waiting.flatMap((each) => approverBehind(open, each.actor)?.email ?? []);
  const people = [...new Set([...voters, ...actors])];
  return {
    round,
    index: open.index,
    people,
    ...howAsked(open.approvers, open.each),
    pending: people.some((email) => !isLooked(open, email)),
  };
}

/** How the people of a stage were asked. @param each set if the stage wants one from each of its entries. */
export function howAsked(
  approvers: readonly Pick<Approver, 'email' | 'seat' | 'via'>[],
  each: OpenStage['each'],
): Pick<OpenRef, 'handed' | 'fallback' | 'escalation' | 'standIns'> {
  const asked = (prefix: string): boolean => approvers.some(({ via }) => via.startsWith(prefix));
  return {
    handed: handedIn(approvers),
    fallback: asked(VIA.fallback),
    escalation: asked(VIA.escalation),
    ...(each === undefined ? {} : { standIns: approvers.filter(isStandIn).map(({ email }) => email) }),
  };
}

/** The turns that were handed over to some of these people. */
export function handedIn(approvers: readonly Pick<Approver, 'email' | 'seat' | 'via'>[]): readonly Handed[] {
  return approvers.flatMap((each) => {
    const by = handedBy(each);
    return by === undefined ? [] : [{ email: each.email, seat: each.seat, by }];
  });
}

/** The approver of the open stage that an actor is. */
function approverBehind(open: OpenStage, actor: Actor): OpenStage['approvers'][number] | undefined {
  return open.approvers.find((each) => isSameActor(actor, each));
}

/** Whether a person's decision waits until it is known if they are an approver at this moment. */
export function waitsForLook(open: OpenStage, actor: Actor): boolean {
  const approver = approverBehind(open, actor);
  return approver !== undefined && !isLooked(open, approver.email);
}

/** The lists of references from which the people of an open stage were taken, the stage's own first. */
export function listsAsked(
  stage: Stage,
  plan: Pick<Plan, 'gives' | 'takes'>,
  { admins }: Pick<Policy, 'admins'>,
  { fallback, escalation }: Pick<OpenRef, 'fallback' | 'escalation'>,
): readonly { readonly refs: readonly ApproverRef[]; readonly isOwn: boolean }[] {
  return [
    { refs: stage.approvers, isOwn: true },
    ...(fallback ? fallbackChain(stage, plan, admins).map((refs) => ({ refs, isOwn: false })) : []),
    ...(escalation ? [{ refs: stage.escalateTo, isOwn: false }] : []),
  ];
}
