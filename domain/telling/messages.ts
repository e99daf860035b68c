/** The texts on the issue: paragraphs of plain text for each event. */
import type { Approver, Inactive, OpenStage, Tally } from '../approval/approvals.ts';
import type { FromEach } from '../approval/one-from-each.ts';
import type { OpenReview, ReviewDecision } from '../approval/review.ts';
import { describeDuration, describeInstant } from '../duration.ts';
import type { Kept } from '../ledger/held-before.ts';
import { nameOf, samePerson } from '../people.ts';
import type { Ask } from '../planning/ask.ts';
import type { Plan } from '../planning/plan.ts';
import { heldBefore } from './held-before.ts';

const names = (approvers: readonly Approver[]): string => [...new Set(approvers.map(nameOf))].join(', ');

const forWhom = (ask: Ask): string =>
  samePerson(ask.requester.email, ask.subject.email) ? '' : ` for ${nameOf(ask.subject)}`;

const lasting = (plan: Plan): string => {
  if (plan.kind === 'removal') return '';
  const from = plan.startAt === undefined ? 'the moment it is given' : describeInstant(plan.startAt);
  if (plan.durationMs === null)
    return plan.startAt === undefined ? ', until it is revoked' : `, from ${from} until it is revoked`;
  const capped =
    plan.cappedFromMs === undefined
      ? ''
      : ` (asked for ${describeDuration(plan.cappedFromMs)}; the rule allows no more)`;
  return `, for ${describeDuration(plan.durationMs)} from ${from}${capped}`;
};

const what = (plan: Plan): string => {
  const taken = plan.takes.map((each) => `${each.applicationName} / ${each.accessLevel}`).join(', ');
  if (plan.kind === 'removal') return `Removal of ${taken}`;
  return plan.kind === 'change' ? `Change from ${taken} to ${plan.title}` : `Access to ${plan.title}`;
};

const eachOf = ({ count, entries }: FromEach): string =>
  ` ${count} of each must approve, and each person counts once: ${entries.join('; ')}.`;

/**
 * When a stage opens.
 * @param statuses the portal's names for them.
 */
export function asked(
  plan: Plan,
  ask: Ask,
  open: Pick<OpenStage, 'index' | 'name' | 'approvers' | 'require' | 'each'>,
  statuses: { readonly approved: string; readonly denied: string } = { approved: 'Approved', denied: 'Denied' },
): readonly string[] {
  const quorum =
    open.each === undefined ? (open.require === 1 ? '' : ` ${open.require} of them must approve.`) : eachOf(open.each);
  const position = plan.stages.length > 1 ? ` (stage ${open.index + 1} of ${plan.stages.length}: ${open.name})` : '';
  return [
    `${what(plan)}${forWhom(ask)}${lasting(plan)}, waits for approval${position} by ${names(open.approvers)}.${quorum}`,
    ...(ask.reporter === undefined
      ? []
      : [`${nameOf(ask.requester)} raised it on behalf of ${nameOf(ask.reporter)}; neither of them decides on it.`]),
    ...heldBefore(plan, ask.subject),
    `To decide, an approver moves this issue to ${statuses.approved} or ${statuses.denied}. A decision by anyone else does not count.`,
  ];
}

/** When no stage is needed. */
export function approvedByRule(plan: Plan, ask: Ask): readonly string[] {
  return [
    `${what(plan)}${forWhom(ask)}${lasting(plan)}, needs no approval${plan.rule === null ? '' : ` by rule ${plan.rule}`}.`,
  ];
}

/** When a vote counted and the stage is still open. */
export function voteCounted(
  by: string,
  decision: 'approve' | 'deny',
  open: OpenStage,
  tally: Tally,
): readonly string[] {
  const others = tally.missing === undefined ? 'the others' : `approval by: ${tally.missing.join('; ')}`;
  return decision === 'approve'
    ? [`${by} approved: ${tally.approvals} of ${open.require}. It waits for ${others}.`]
    : [`${by} denied: ${tally.denials} of the ${open.denials} denials that end it. It waits for the others.`];
}

/** When the subject held all of it before, so that nothing was changed. */
export function leftAsItWas(
  plan: Plan,
  ask: Ask,
  expiresAt: string | null,
  notNeeded: readonly Approver[] = [],
): readonly string[] {
  const until = expiresAt === null ? 'until it is revoked' : `until ${describeInstant(expiresAt)}`;
  return [
    `${what(plan)}: ${nameOf(ask.subject)} held it already, outside Leasehold, so nothing was changed. The request counts ${until}.`,
    ...decidedByOthers(notNeeded),
  ];
}

/** When the access has been given and confirmed by the provider. */
export function given(
  plan: Plan,
  ask: Ask,
  expiresAt: string | null,
  already: boolean,
  notNeeded: readonly Approver[] = [],
): readonly string[] {
  const until = expiresAt === null ? 'until it is revoked' : `until ${describeInstant(expiresAt)}`;
  const how = already ? `${nameOf(ask.subject)} had it already; it is now kept` : `${nameOf(ask.subject)} has it`;
  return [`${what(plan)}: ${how}, ${until}. The provider confirmed it.`, ...decidedByOthers(notNeeded)];
}

/** When it was approved and starts later. */
export function startsLater(
  plan: Plan,
  ask: Ask,
  startAt: string,
  notNeeded: readonly Approver[] = [],
): readonly string[] {
  return [
    `${what(plan)}${forWhom(ask)} is approved; it will be given at ${describeInstant(startAt)}.`,
    ...decidedByOthers(notNeeded),
  ];
}

/** For people that the rule names, and who cannot be asked. */
export function notAskedAsInactive(inactive: readonly Inactive[]): readonly string[] {
  return inactive.map(({ email, where, mayBe }) =>
    mayBe === undefined
      ? `${email} is not asked: ${where} has no active account of theirs. Others decide in that place.`
      : `${email} is not asked: ${where} shows neither their account nor the e-mail of ${mayBe}, who edited the request, so the two may be one person. Others decide in that place, until "identities" of the configuration names the account.`,
  );
}

/** When people who were asked are no approvers any more. */
export function noLongerAsked(lost: readonly Approver[], left: readonly Approver[]): readonly string[] {
  const others = left.length === 0 ? 'Others are asked in their place.' : `It waits for ${names(left)}.`;
  return [`No longer an approver of this request, so no decision of theirs counts: ${names(lost)}. ${others}`];
}

/** For approvers who are no longer needed. */
export function decidedByOthers(notNeeded: readonly Approver[]): readonly string[] {
  return notNeeded.length === 0 ? [] : [`No decision is needed any more from ${names(notNeeded)}.`];
}

/** Before the end. */
export function endsSoon(plan: Plan, expiresAt: string): readonly string[] {
  return [
    `Access to ${plan.title} ends at ${describeInstant(expiresAt)}. To keep it longer, raise the same request again, or extend it before then.`,
  ];
}

/** When the access has ended and the provider confirmed it. */
export function ended(
  plan: Plan,
  ask: Ask,
  sentence: string,
  stillHeld: boolean,
  kept: Kept | undefined = undefined,
): readonly string[] {
  const name = nameOf(ask.subject);
  const outcome = stillHeld
    ? `${name} keeps the access by another request.`
    : kept === 'all'
      ? `${name} keeps it, because they have it outside Leasehold.`
      : kept === 'some'
        ? `${name} keeps what they have outside Leasehold; the rest is taken, and the provider confirmed it.`
        : `${name} no longer has it; the provider confirmed it.`;
  return [`Access to ${plan.title} has ended: ${sentence} ${outcome}`];
}

/** When giving failed and a person must fix something. */
export function parked(plan: Plan, ask: Ask, sentence: string): readonly string[] {
  const old = plan.takes.map((each) => `${each.applicationName} / ${each.accessLevel}`).join(', ');
  const kept = old === '' ? '' : ` ${nameOf(ask.subject)} keeps ${old}.`;
  return [
    `Access to ${plan.title} could not be given: ${sentence}`,
    `Any part of it that was given is taken back.${kept} Once the cause is fixed, an approver moves this issue to Approved again, or an operator retries it.`,
  ];
}

/** While taking away keeps failing. */
export function stillThere(title: string, sentence: string): readonly string[] {
  return [`Access to ${title} should have ended but could not be taken away yet: ${sentence} Leasehold keeps trying.`];
}

/** While the provider does not show access that an earlier run gave. */
export function notShown(title: string, sentence: string): readonly string[] {
  return [
    `The provider has not confirmed the access to ${title} yet, which an earlier run gave: ${sentence} Nothing is given again; the access ends at its time.`,
  ];
}

/** A reminder to the approvers. */
export function remindApprovers(plan: Plan, open: OpenStage): readonly string[] {
  return [`${what(plan)} still waits for approval by ${names(open.approvers)}.`];
}

/** When glass is broken: the person, the access and the reason. */
export function glassUsed(plan: Plan, ask: Ask): string {
  const length = plan.durationMs === null ? '' : ` for ${describeDuration(plan.durationMs)}`;
  return `BREAK GLASS: ${nameOf(ask.requester)} took ${plan.title}${forWhom(ask)}${length} without approval: ${ask.justification ?? ''}`;
}

/** When access was given by break glass: loudly, to everyone concerned. */
export function glassBroken(plan: Plan, ask: Ask, review: OpenReview): readonly string[] {
  return [
    glassUsed(plan, ask),
    `It must be reviewed by ${names(review.reviewers)} before ${describeInstant(review.dueAt)}. If it is not, the access is taken away.`,
  ];
}

/** While a review is open, for operators who inspect the run. */
export function reviewWaits(review: OpenReview): string {
  return `The break glass waits for its review by ${names(review.reviewers)}, due at ${describeInstant(review.dueAt)}.`;
}

/** When half of the time for a review is over. */
export function remindReviewers(plan: Plan, review: OpenReview): readonly string[] {
  return [
    `Break glass for ${plan.title} still waits for its review by ${names(review.reviewers)}, until ${describeInstant(review.dueAt)}.`,
  ];
}

/** When nobody reviewed in time. */
export function reviewOverdue(plan: Plan, review: OpenReview): readonly string[] {
  return [
    `Break glass for ${plan.title} was not reviewed by ${describeInstant(review.dueAt)}: access that was left has been ended. The review must still be closed, now also by ${names(review.reviewers)}.`,
  ];
}

/** When the review was closed; `over` when the access had ended before. */
export function reviewed(plan: Plan, decision: ReviewDecision, over: boolean): readonly string[] {
  const comment = decision.comment === undefined ? '' : `: ${decision.comment}`;
  const revoked = over ? 'did not find it right; the access had ended before' : 'did not find it right and ended it';
  const verdict = decision.verdict === 'keep' ? 'found it right' : revoked;
  return [`Break glass for ${plan.title} was reviewed: ${decision.by} ${verdict}${comment}`];
}

/** When the request was escalated. */
export function escalated(plan: Plan, added: readonly Approver[]): readonly string[] {
  return [`${what(plan)} has waited too long and is now also before ${names(added)}.`];
}
