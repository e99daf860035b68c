/**
 * Every action that the trail can have. Add freely, but never rename or remove one: its rows stay, and auditors search
 * for it. `test/house/vocabularies.test.ts` checks the table in docs/audit.md against this.
 */

interface Meaning {
  /** As a heading in the story of a request. */
  readonly title: string;
  /** When it is written, and the members of `details`; Markdown. */
  readonly when: string;
}

export const AUDIT_ACTIONS = {
  'request.received': {
    title: 'Request received',
    when: 'It was read back and planned; details: title, explanation, duration, `onBehalfOf`',
  },
  'request.adopted': {
    title: 'Request taken up',
    when: 'A run goes on with what was saved of the request, or closes it as its issue shows; see reason',
  },
  'request.approved': {
    title: 'Request approved',
    when: 'An approval counted, or the rule asks nobody; details: stage, channel',
  },
  'request.denied': { title: 'Request denied', when: 'A denial counted; details: stage, channel' },
  'request.edited': {
    title: 'Request edited',
    when: 'The actor edited the request in Jira; details: `fields`, `editedAt`',
  },
  'request.declined': { title: 'Request declined', when: 'The rules or a check refuse it, or nobody decided in time' },
  'request.withdrawn': { title: 'Request withdrawn', when: 'The requester gave it up, or the issue was deleted' },
  'request.failed': { title: 'Request failed', when: 'The access could not be given; a person must retry it' },
  'request.retried': { title: 'Request retried', when: 'Someone had a failed request tried again' },
  'request.reminded': { title: 'Request reminded', when: 'The approvers of a stage were reminded' },
  'request.escalated': { title: 'Request escalated', when: 'More people were asked; details: to' },
  'request.reassigned': { title: 'Request reassigned', when: 'An approver handed it to someone else; details: to' },
  'approver.dropped': {
    title: 'Approver dropped',
    when: 'Someone who was to decide is no approver any more, or has no active account; details: who',
  },
  'stage.approved': { title: 'Stage complete', when: 'A stage has the approvals that it requires' },
  'decision.refused': {
    title: 'Decision refused',
    when: 'A decision or extension did not count, with its reason. Details: channel; count, if it was repeated',
  },
  'request.contested': {
    title: 'Moved or edited too often',
    when: 'The issue was moved or edited again and again: moves are left, or it is asked about once an hour',
  },
  'lease.opened': {
    title: 'Lease opened',
    when: 'The ledger has the lease; the provider is asked next. Details: entitlements, durations',
  },
  'lease.given': {
    title: 'Lease given',
    when: 'The provider confirmed it; time counts from `startedAt`. Details: duration, `startedAt`, `alreadySo`',
  },
  'lease.extended': { title: 'Lease extended', when: 'It ends later' },
  'lease.ended': { title: 'Lease ended', when: 'The ledger ended the lease; details: `why`' },
  'provider.granted': {
    title: 'Granted at the provider',
    when: 'The provider gave an entitlement, with its request id; details: `login`, `alreadySo`',
  },
  'provider.revoked': {
    title: 'Revoked at the provider',
    when: 'The provider took an entitlement away; `alreadySo`: it was not there',
  },
  'provider.kept': {
    title: 'Kept at the provider',
    when: 'The person held as much before, so it was left as it is, when given or at the end; details: `login`',
  },
  'access.expired': { title: 'Access expired', when: 'Its time is over' },
  'access.revoked': { title: 'Access revoked', when: 'Someone ended it' },
  'access.removed': { title: 'Access ended on request', when: 'A request to remove it was carried out' },
  'access.stuck': { title: 'Access stuck', when: 'The provider does not confirm the end; it is tried until it does' },
  'access.overdue': {
    title: 'Access overdue',
    when: 'The keeper ended access that its request had not; details: `lateMs`, `why`',
  },
  'access.reminded': { title: 'Access reminded', when: 'The subject was told that it ends soon' },
  'birthright.ordered': { title: 'Birthright ordered', when: 'Someone ordered a reconciliation of birthrights' },
  'birthright.heldBack': {
    title: 'Birthright held back',
    when: 'Too many people would lose a birthright at once, so nobody did',
  },
  'revocation.ordered': { title: 'Revocation ordered', when: 'Someone ordered a bulk revocation; details: grants' },
  'subject.sessionsEnded': { title: 'Sessions ended', when: 'The identity provider ended the sessions of a leaver' },
  'subject.suspended': { title: 'Subject suspended', when: 'The account was suspended in the identity provider' },
  'revocation.incomplete': {
    title: 'Revocation incomplete',
    when: 'A part of an order could not be done; the reason says why. Details: part',
  },
  'webhook.late': { title: 'Webhook late', when: 'Jira reported a change of a request that had ended' },
  'breakGlass.used': {
    title: 'Break glass used',
    when: 'Access without approval, with its reason: [break glass](break-glass.md)',
  },
  'review.opened': { title: 'Review opened', when: 'The review after break glass began; details: reviewers, due' },
  'review.reminded': { title: 'Review reminded', when: 'Its reviewers were reminded' },
  'review.overdue': { title: 'Review overdue', when: 'No review in time: the access ends, and admins are asked too' },
  'review.closed': { title: 'Review closed', when: 'Someone reviewed it; details: verdict' },
  'config.saved': { title: 'Configuration saved', when: 'There is a new revision of the configuration' },
  'config.proposed': { title: 'Change proposed', when: 'A change waits for a second person (`changeControl`)' },
  'config.approved': { title: 'Change approved', when: 'A second person approved it; it is saved' },
  'config.rejected': { title: 'Change rejected', when: 'A second person rejected it' },
  'config.withdrawn': { title: 'Change withdrawn', when: 'Its author withdrew it' },
  'organisation.confirmed': {
    title: 'Organisation confirmed',
    when: 'An admin confirmed that an application leads to another organisation; details: from, to',
  },
  'token.created': { title: 'Token created', when: 'An API token was made' },
  'token.revoked': { title: 'Token revoked', when: 'An API token was revoked' },
} as const satisfies Readonly<Record<string, Meaning>>;

export type AuditAction = keyof typeof AUDIT_ACTIONS;

export const AUDIT_ACTION_NAMES = Object.keys(AUDIT_ACTIONS) as AuditAction[];

/** Whether a row's action is one that this version knows: the trail may be older or newer. */
export function isAuditAction(action: string): action is AuditAction {
  return Object.hasOwn(AUDIT_ACTIONS, action);
}
