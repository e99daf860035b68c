/**
 * The plan of a request: everything that will be done if the approvers agree. It stays in the history, as the audit of
 * *why*.
 */

import type { HeldNow } from '../ledger/held-before.ts';
import type { SubjectProfile } from '../people.ts';
import type { ApproverRef, Entitlement, LevelRef, Policy, Stage } from '../policy.ts';
import type { ConflictFound, Reason } from '../reasons.ts';
import type { RequestKind } from '../state.ts';
import type { Ask } from './ask.ts';
import type { RuleExplanation } from './match-rules.ts';

/** One access level to give: it becomes one lease. */
export interface PlannedAccess {
  readonly application: string;
  readonly applicationName: string;
  readonly owner: string | undefined;
  readonly accessLevel: string;
  readonly entitlements: readonly Entitlement[];
  readonly rule: string;
  readonly durationMs: number | null;
  readonly maxDurationMs: number | null;
}

/** Access held now that a removal or a change ends. */
export interface PlannedRemoval {
  readonly application: string;
  readonly applicationName: string;
  readonly owner: string | undefined;
  readonly accessLevel: string;
}

/** Access at once, and the review afterwards that replaces the stages. */
export interface PlannedGlass {
  readonly reviewWithinMs: number;
  readonly reviewers: Stage;
  /** The approvers of the skipped stages. */
  readonly tell: readonly ApproverRef[];
}

export interface Conflict {
  readonly duty: string;
  readonly wanted: string;
  readonly held: string;
  /** Absent in plans older than the search at providers. */
  readonly found?: ConflictFound | undefined;
}

/** Access to a planned level that its subject holds already, without Leasehold. */
export interface LevelHeldBefore extends LevelRef {
  readonly applicationName: string;
  /** The whole level, each entitlement as strong as planned or stronger. */
  readonly whole: boolean;
  /** Whether it stays theirs when the lease ends. */
  readonly keep: boolean;
  readonly entitlements: readonly (Pick<HeldNow, 'way' | 'through' | 'entitlement' | 'extent' | 'apart'> & {
    /** As the configuration names it. */
    readonly name: string;
  })[];
}

export interface Plan {
  readonly version: 1;
  readonly kind: RequestKind;
  readonly revision: number;
  /** The request in a few words: `Okta / Admin`, or the name of a role. */
  readonly title: string;
  readonly gives: readonly PlannedAccess[];
  readonly takes: readonly PlannedRemoval[];
  readonly stages: readonly Stage[];
  /** Whether requester and subject may decide, by the rule. */
  readonly selfApproval: boolean;
  readonly rule: string | null;
  /** Milliseconds; `null` lasts until revoked. */
  readonly durationMs: number | null;
  readonly cappedFromMs?: number | undefined;
  readonly startAt?: string | undefined;
  readonly remindBeforeExpiryMs: readonly number[];
  /** The subject holds it already: the new lease makes it last longer. */
  readonly renewal: boolean;
  readonly breakGlass?: PlannedGlass | undefined;
  /** Absent: nothing, or the plan is older than the search for it. */
  readonly heldBefore?: readonly LevelHeldBefore[] | undefined;
  readonly conflicts: readonly Conflict[];
  readonly explanation: readonly RuleExplanation[];
}

/** The facts from which a plan is made. */
export interface PlanInput {
  readonly ask: Ask;
  readonly policy: Policy;
  readonly revision: number;
  /** The subject in the identity provider; `undefined` when there is none, or it does not know them. */
  readonly profile: SubjectProfile | undefined;
  /** Groups of the requester in the identity provider, by name: they may permit break glass. */
  readonly requesterGroups: readonly string[];
  /** Levels that the subject has by live or pending leases, over all applications. */
  readonly held: readonly LevelRef[];
  /** Levels in a duty with a wanted one that the subject holds at the provider, without any lease. */
  readonly heldAtProviders?: readonly LevelRef[] | undefined;
  /** Planned levels that the subject holds already without a lease, wholly or in part. */
  readonly heldBefore?: readonly LevelHeldBefore[] | undefined;
  /** For access held at all hours: rules that are bound to hours do not match. */
  readonly atAllHours?: boolean | undefined;
  /** Whether the requester is one of the configured admins; only of a request that ends access. */
  readonly requesterIsAdmin: boolean;
  /** ISO 8601. */
  readonly now: string;
}

export type PlanResult =
  | { readonly outcome: 'planned'; readonly plan: Plan }
  | { readonly outcome: 'declined'; readonly reason: Reason; readonly explanation: readonly RuleExplanation[] };

/** A refusal, with the rules that were checked. */
export function declined(why: Reason, explanation: readonly RuleExplanation[] = []): PlanResult {
  return { outcome: 'declined', reason: why, explanation };
}

/** Whether two references mean the same level, ignoring case. */
export function sameLevel(a: LevelRef, b: LevelRef): boolean {
  return (
    a.application.toLowerCase() === b.application.toLowerCase() &&
    a.accessLevel.toLowerCase() === b.accessLevel.toLowerCase()
  );
}
