/**
 * The catalogue of reasons: one sentence each, the same on the issue, in the API and in the audit. A reason says what
 * happened and, where someone can do something about it, what.
 */
import { describeDuration } from './duration.ts';

export interface Reason {
  readonly code: ReasonCode;
  readonly sentence: string;
}

const list = (names: readonly string[]): string => names.join(', ') || 'none';

const sentences = {
  unknown_request_type: (type: string | undefined) =>
    type === undefined
      ? 'This issue has no request type; raise it through the portal.'
      : `Leasehold does not handle the request type "${type}"; use one of the access request forms.`,
  other_project: (project: string) => `This issue is in project ${project}, which Leasehold does not serve.`,
  no_application: () => 'The request names no application; fill the Application field.',
  unknown_application: (name: string, known: readonly string[]) =>
    `There is no application "${name}"; choose one of: ${list(known)}.`,
  incomplete_role: (role: string, level: string) =>
    `The role ${role} includes ${level}, which is not set up yet; ask an admin to add it, then raise the request again.`,
  no_access_level: (application: string, known: readonly string[]) =>
    `The request names no access type for ${application}; choose one of: ${list(known)}.`,
  unknown_access_level: (level: string, application: string, known: readonly string[]) =>
    `${application} has no access type "${level}"; choose one of: ${list(known)}.`,
  no_rule: (application: string, level: string) =>
    `No access rule covers ${application} / ${level} for this person, so it cannot be given; ask the application's owner for a rule.`,
  unreadable_duration: (text: string) =>
    `"${text}" is not a duration; write it like 90m, 8h, 7d or P30D and raise the request again.`,
  permanent_forbidden: (max: string | undefined) =>
    `Permanent access is not given here${max === undefined ? '' : `; ask for at most ${max}`}.`,
  unreadable_start: (text: string) => `"${text}" is not a start time; write it like 2026-12-24T08:00:00Z.`,
  start_too_far: (longest: number) =>
    `Access starts at most ${describeDuration(longest)} ahead; raise the request again nearer to its start.`,
  changed_before_start: (title: string) =>
    `What the rules ask or give for ${title} has changed since this was approved, so it does not start; raise the request again.`,
  edited_before_start: (name: string, parts: readonly string[]) =>
    `${name} edited ${list(parts)} after this was approved, so the approval no longer counts and it does not start; raise the request again.`,
  approval_lapsed: (title: string, lost: readonly string[]) =>
    `Its approval no longer holds: ${list(lost)} can no longer approve ${title}, so it does not start; raise the request again.`,
  no_creator: () =>
    'Jira names nobody as the creator of this issue, so nobody is known to have asked; sign in to Jira and raise the request again.',
  hidden_email: (whom: string) =>
    `Jira hides the e-mail address of ${whom}; make it visible in their Atlassian profile, or ask an admin to add them to "identities".`,
  odd_address: (whom: string) =>
    `The e-mail address of ${whom} has characters beyond plain ASCII, so it cannot be told from another one; correct it in Jira, or ask an admin to add the account to "identities".`,
  raised_before: (since: string) =>
    `This issue is older than Leasehold's service here (since ${since}), and nobody would be asked; raise the request again.`,
  subject_not_found: (email: string, application: string) =>
    `${application} has no active account for ${email}; create it there first, or correct the person on the request.`,
  justification_missing: () => 'This access needs a justification; say why it is needed and raise the request again.',
  nothing_held: (subject: string, access: string) =>
    `${subject} holds no access to ${access} that was given through Leasehold, so there is nothing to take away.`,
  nothing_to_change: (subject: string, application: string) =>
    `${subject} holds no access to ${application} that could be changed; raise an access request instead.`,
  several_to_change: (subject: string, application: string, levels: readonly string[]) =>
    `${subject} holds several access types of ${application} (${list(levels)}); raise a removal for those no longer needed, then an access request.`,
  role_by_change: (role: string) =>
    `A change swaps one access type for another, and ${role} is several; raise an access request for it, then a removal for what is no longer needed.`,
  same_level: (subject: string, application: string, level: string) =>
    `${subject} already holds ${application} / ${level}; to keep it longer raise an access request.`,
  conflicting_duties: (duty: string, wanted: string, held: string, found: ConflictFound) =>
    `${wanted} may not be held together with ${held}, which ${whereFound(found)} (separation of duties "${duty}"); one of the two must be given up first.`,
  duties_unapproved: (duty: string, wanted: string, held: string) =>
    `${wanted} together with ${held} needs approval of its own (separation of duties "${duty}"), which nobody was asked for when this was planned; raise the request again.`,
  no_approver: () =>
    'Nobody can approve this request: no approver, fallback, owner or admin is left to ask; ask an admin to add one to the rule.',
  break_glass_forbidden: (access: string) =>
    `Break glass for ${access} is not open to this person; raise an ordinary request.`,
  break_glass_for_others: () =>
    'Break glass is only for a request of one’s own: its creator, its Reporter and the person who gets the access must be one, and nobody else may have edited it; raise an ordinary request.',
  break_glass_edited: (name: string, what: string) =>
    `${name} edited ${what} after the break glass, so it is no longer the request that was made, and the access was ended.`,
  no_reviewer: () =>
    'Nobody could review this break glass afterwards: no approver, fallback, owner or admin is left to ask; ask an admin to add one to the rule.',
  self_review: () =>
    'Nobody reviews break glass that they used or that was used for them; another reviewer must decide.',
  not_a_reviewer: (name: string, reviewers: readonly string[]) =>
    `${name} is not a reviewer of this break glass; the reviewers are: ${list(reviewers)}.`,
  reviewer_no_more: (name: string) =>
    `${name} was asked to review this break glass, and would not be asked any more, so the verdict does not count; another reviewer must decide.`,
  asker_inactive: (name: string, where: string) =>
    `${where} has no active account of ${name}, and nobody else is asked about this request; activate the account, then ask again.`,
  reviewed_already: (who: string, verdict: string, when: string) =>
    `This break glass was reviewed (${verdict}) by ${who} at ${when}.`,
  revoked_in_review: (who: string, comment: string | undefined) =>
    `${who} reviewed the break glass and ended the access${comment === undefined ? '.' : `: ${comment}`}`,
  self_approval: () =>
    'Nobody decides on a request that they raised or edited, or that was raised for them; another approver must decide.',
  not_an_approver: (name: string, approvers: readonly string[]) =>
    `${name} is not an approver of the open stage; the approvers are: ${list(approvers)}.`,
  before_question: (name: string) =>
    `${name} decided before the question of this stage stood on the issue, so the decision does not count; read the question, then decide again.`,
  much_follows: (name: string) =>
    `The issue changed so often after ${name} decided that an edit may be among the changes, so the decision does not count; read the issue, then decide again.`,
  approver_no_more: (name: string) =>
    `${name} was asked, and is no approver of this stage any more, so the decision does not count; another approver must decide.`,
  turn_is_over: (name: string) => `${name} has decided on this stage already; there is no turn left to hand over.`,
  asked_already: (name: string) => `${name} is asked by this stage already, and has one vote; choose someone else.`,
  voted_already: (name: string) =>
    `${name} has decided on this request already, and nobody counts twice; choose someone else.`,
  recipient_unknown: (name: string, where: string) =>
    `${where} has no active account of ${name}, so this decision cannot be handed to them; choose someone else.`,
  not_reassignable: (name: string) => `The rule does not let this decision be handed to ${name}.`,
  may_not_revoke: (name: string) =>
    `${name} may not end this access; the subject, the requester, an approver of the request, the application's owner or an admin may.`,
  no_such_move: (name: string, status: string) =>
    `${name} moved this issue to "${status}", which Leasehold alone does when it has happened; the move was reverted.`,
  denied: (name: string, comment: string | undefined) =>
    `${name} denied the request${comment === undefined ? '.' : `: ${comment}`}`,
  declined_by: (name: string) => `${name} declined the request.`,
  timed_out: (ms: number) => `Nobody decided within ${describeDuration(ms)}, so the request was declined.`,
  withdrawn_by: (name: string) => `${name} withdrew the request.`,
  deleted: () => 'The issue was deleted in Jira, so the request was withdrawn.',
  moved_away: () => 'The issue was moved out of the project, so the request was withdrawn.',
  edited: (name: string, parts: readonly string[]) =>
    `${name} edited ${list(parts)} after the request was raised, so it is planned again, and earlier approvals no longer count.`,
  over_already: (who: string, state: string) =>
    `${who} moved a request that has ended (${state}), so the move changes nothing; raise a new request.`,
  plan_unnamed: () =>
    'The decision does not name the plan that it is about, so it does not count; read the request again, and send its "plan" with the decision.',
  plan_changed: () =>
    'The request is no longer what was decided on, so this decision does not count; read it again and decide on what it is now.',
  too_many_decisions: (name: string, most: number) =>
    `${name} has decided ${most} times on this stage, so the last decision stands.`,
  decision_unsigned: (name: string) =>
    `A decision in the name of ${name} was not signed by the API, so it does not count.`,
  edits_paused: (when: string) =>
    `This request was edited again after it had been asked about again five times in ten minutes, so it is not asked about before ${when}, and at most once an hour while the edits go on, until an admin finds out what edits it.`,
  moves_left: (name: string) =>
    `${name} moved this issue again after Leasehold had moved it back five times in ten minutes, so Leasehold leaves it where it is until an admin finds out what moves it; decisions of approvers still count.`,
  decided_already: (who: string, what: string, when: string) => `This stage was ${what} by ${who} at ${when}.`,
  not_waiting: (state: string, why?: string) =>
    `This request is not waiting for a decision; it is ${state.replace('_', ' ')}${why === undefined ? '.' : `: ${why}`}`,
  adopted: () => 'The earlier run of this request is gone; this one holds its access until the same end.',
  resumed: () => 'The earlier run of this request is gone, or knew less; this one goes on from what was saved of it.',
  ended_before: (status: string, at: string) =>
    `Leasehold moved this issue to ${status} at ${at}, so the request is over, although the database, which was restored to an earlier moment, does not know why; raise a new one if the access is needed.`,
  given_before: (status: string, at: string) =>
    `Leasehold moved this issue to ${status} at ${at}, which the database, restored to an earlier moment, does not know; the approvals from before that do not count again, so it is asked once more.`,
  no_identity_provider: () =>
    'The configuration names no identity provider, so the account was left as it is; suspend it there, or set "identityProvider" and order it again.',
  cancelled: () => 'An operator cancelled the run in Temporal.',
  giving_failed: (sentence: string) => sentence,
  expired: () => 'The time that was given is over.',
  gone_before: (title: string) => `Access to ${title} had ended before it was to be removed.`,
  revoked_by: (who: string, reason: string | undefined) =>
    `${who} ended the access${reason === undefined ? '.' : `: ${reason}`}`,
  replaced: (level: string) => `Replaced by ${level}.`,
  review_overdue: () => 'The break-glass access was not reviewed in time, so it was taken away.',
  birthright: (role: string, conditions: string, rule: string) =>
    `It is a birthright of ${role} (${conditions}), and rule ${rule} gives it without approval.`,
  birthright_needs_approval: (rule: string) =>
    `Rule ${rule} asks people for approval, which nobody gives to a birthright; raise a request, or let a rule without approval come first.`,
  birthright_limited: (rule: string) =>
    `Rule ${rule} gives it for a limited time only, and a birthright has no end; allow permanent access in the rule, or let one that does come first.`,
  birthright_conflicting: (duty: string, held: string, found: ConflictFound) =>
    `It may not be held together with ${held}, which ${whereFound(found)} (separation of duties "${duty}"); one of the two must be given up first.`,
  birthright_unchecked: (sentence: string) =>
    `Separation of duties could not be checked, so it is not given until it can be: ${sentence}`,
  birthright_ended: (who: string, when: string) =>
    `${who} ended it at ${when}, and a birthright does not undo that; an admin may restore it.`,
  birthright_over: (role: string, obstacle: string) => `It is no longer a birthright of ${role}: ${obstacle}`,
  birthright_unlisted: (provider: string, email: string) => `${provider} lists no active account of ${email}.`,
  birthright_gone: (role: string) => `The role ${role} is not given by birthright any more.`,
  birthright_level_gone: (role: string, level: string) => `The role ${role} does not include ${level} any more.`,
  birthright_renewed: (level: string) => `What ${level} gives has changed, so it was given again.`,
  birthright_application_gone: (application: string) =>
    `The configuration no longer has the application "${application}", so nothing is given there; add it back, or take the level out of the role.`,
  birthright_held_back: (role: string | undefined, losing: number, holders: number) =>
    `${losing} of ${holders} holders of ${role === undefined ? 'all birthrights together' : `the birthright ${role}`} would lose it at once, so nobody does; see that the identity provider and the configuration are right, then order it with force.`,
  birthright_handed_on: (application: string) =>
    `${application} has not confirmed the end of others' access yet, so this one too is tried by a run of its own until it is gone.`,
  birthright_away: (application: string) =>
    `${application} did not answer to others, so this was not tried; it is with the next reconciliation.`,
} as const;

/** Where a conflicting level was found: in the same request, given through Leasehold, or at the provider alone. */
export type ConflictFound = 'asked' | 'lease' | 'provider';

function whereFound(found: ConflictFound): string {
  if (found === 'asked') return 'would be given together with it';
  return found === 'lease'
    ? 'was given through Leasehold'
    : 'is held at the provider though not given through Leasehold';
}

export type ReasonCode = keyof typeof sentences;

/** The reason for a code, e.g. `reason('no_rule', 'Okta', 'Admin')`. */
export function reason<Code extends ReasonCode>(code: Code, ...details: Parameters<(typeof sentences)[Code]>): Reason {
  const write = sentences[code] as (...values: unknown[]) => string;
  return { code, sentence: write(...details) };
}
