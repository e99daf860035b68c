/** The states of requests, stages, leases, grants, reviews, changes, revocations and reconciliations, each named once. */

/** As the API, the search attribute `LeaseholdState` and the audit name them, and as people read them. */
export const REQUEST_STATE_WORDS = {
  received: 'Received',
  awaiting_approval: 'Awaiting approval',
  approved: 'Approved',
  provisioning: 'Being given',
  active: 'Active',
  denied: 'Denied',
  declined: 'Declined',
  withdrawn: 'Withdrawn',
  failed: 'Needs attention',
  revoked: 'Revoked',
  expired: 'Expired',
} as const satisfies Readonly<Record<string, string>>;

export type RequestState = keyof typeof REQUEST_STATE_WORDS;
export const REQUEST_STATES = Object.keys(REQUEST_STATE_WORDS) as RequestState[];

/** The kinds of request. `change` swaps one level for another; `renewal` asks for access that is held already. */
export const REQUEST_KINDS = ['access', 'removal', 'change'] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

const FINAL: ReadonlySet<RequestState> = new Set(['denied', 'declined', 'withdrawn', 'revoked', 'expired']);

/** Whether a request can no longer change. `failed` is not final: a person may repair it. */
export function isFinal(state: RequestState): boolean {
  return FINAL.has(state);
}

export const STAGE_STATES = ['waiting', 'open', 'approved', 'denied', 'skipped'] as const;
export type StageState = (typeof STAGE_STATES)[number];

/** `pending` until the provider confirms; `live` from then; `ended` is final. */
export const LEASE_STATES = ['pending', 'live', 'ended'] as const;
export type LeaseState = (typeof LEASE_STATES)[number];

/** Why a lease ended. `lapsed`: it is no longer a birthright. */
export const LEASE_ENDS = ['expired', 'revoked', 'removed', 'replaced', 'failed', 'lapsed'] as const;
export type LeaseEnd = (typeof LEASE_ENDS)[number];

export const GRANT_STATES = ['pending', 'active', 'ended'] as const;
export type GrantState = (typeof GRANT_STATES)[number];

/** `overdue`: its time passed without a decision; it must still be closed. */
export const REVIEW_STATES = ['open', 'overdue', 'closed'] as const;
export type ReviewState = (typeof REVIEW_STATES)[number];

/** `keep`: justified, and the access ends at its own time. `revoke`: it ends now. */
export const VERDICTS = ['keep', 'revoke'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** States of a change to the configuration that a second person must approve. */
export const CHANGE_STATES = ['pending', 'approved', 'rejected', 'withdrawn'] as const;
export type ChangeState = (typeof CHANGE_STATES)[number];

/** States of a bulk revocation, and of each grant in it. */
export const REVOCATION_STATES = ['running', 'done'] as const;
export type RevocationState = (typeof REVOCATION_STATES)[number];
export const REVOCATION_ITEM_STATES = ['waiting', 'revoked', 'failed'] as const;
export type RevocationItemState = (typeof REVOCATION_ITEM_STATES)[number];

/** Parts of an off-boarding that concern the account of the leaver, in order. */
export const REVOCATION_PARTS = ['sessions', 'suspension'] as const;
export type RevocationPart = (typeof REVOCATION_PARTS)[number];
export const REVOCATION_PART_STATES = ['waiting', 'done', 'failed'] as const;
export type RevocationPartState = (typeof REVOCATION_PART_STATES)[number];

/** States of a reconciliation of birthrights. */
export const RECONCILIATION_STATES = ['planning', 'running', 'done', 'failed'] as const;
export type ReconciliationState = (typeof RECONCILIATION_STATES)[number];
