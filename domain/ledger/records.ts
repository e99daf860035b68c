/** The records that Leasehold keeps: requests, leases, grants and the audit. Instants are ISO 8601 strings in UTC. */

import type { FromEach } from '../approval/one-from-each.ts';
import type { Application, Entitlement } from '../policy.ts';
import type { GrantState, LeaseEnd, LeaseState, RequestKind, RequestState, StageState, Verdict } from '../state.ts';
import type { AuditAction } from './audit-actions.ts';
import type { HeldBeforeView } from './held-before.ts';

/** A person's decision that counted. */
export interface Decision {
  readonly stage: number;
  readonly decision: 'approve' | 'deny';
  /** E-mail. */
  readonly by: string;
  readonly at: string;
  readonly channel: 'jira' | 'api';
  readonly comment?: string | undefined;
  /** E-mail of the planned approver in whose place they decided, for a delegate. */
  readonly inPlaceOf?: string | undefined;
}

/** A stage as outsiders see it. */
export interface StageView {
  readonly name: string;
  readonly state: StageState;
  readonly approvers: readonly {
    readonly email: string;
    readonly displayName?: string | undefined;
    readonly via: string;
  }[];
  readonly require: number;
  /** Of a stage that wants approvals from each of its entries; `require` is the sum. */
  readonly each?: FromEach | undefined;
  readonly openedAt?: string | undefined;
}

/** The projection of one request that the API and the console read. */
export interface RequestView {
  readonly key: string;
  readonly issueId: string;
  readonly kind: RequestKind;
  readonly requester: string | null;
  readonly subject: string | null;
  readonly application: string | null;
  readonly accessLevel: string | null;
  readonly state: RequestState;
  /** One sentence: why it is in this state. */
  readonly reason: string | null;
  readonly rule: string | null;
  readonly revision: number | null;
  /**
   * Names the plan and the stage that a decision now is about. A decision carries it. Absent while none is waited for.
   */
  readonly plan?: string | undefined;
  readonly stages: readonly StageView[];
  readonly decisions: readonly Decision[];
  readonly grantId: string | null;
  readonly grantIds: readonly string[];
  readonly expiresAt: string | null;
  /**
   * Planned length in milliseconds from when it is given; null: until it is revoked. Absent while nothing is planned.
   */
  readonly durationMs?: number | null;
  /** Planned levels that the subject holds already, outside Leasehold. */
  readonly heldBefore?: readonly HeldBeforeView[] | undefined;
  readonly justification: string | null;
  readonly workflowId: string;
  readonly runId: string;
  /** Counts the projections that its run has handed over, so that a late retry never replaces a newer one. */
  readonly version?: number | undefined;
  /** Jira's id of the last step on the issue that its run acted on: a new run goes on after it. */
  readonly lastStep?: string | undefined;
  /** The review after break glass. */
  readonly review?:
    | {
        readonly id: string;
        readonly dueAt: string;
        readonly reviewers: readonly string[];
        readonly verdict: Verdict | null;
      }
    | undefined;
}

/** One request's claim on an access level until a time. */
export interface Lease {
  /** `<issue key>/<n>`: a request may hold several (a role), or claim again after a failure. */
  readonly id: string;
  readonly grantId: string;
  /** An issue key, or `birthright/<role>/<e-mail>`: see `birthright-key.ts`. */
  readonly requestKey: string;
  readonly state: LeaseState;
  readonly entitlements: readonly Entitlement[];
  readonly rule: string;
  readonly revision: number;
  /** Length in milliseconds; `null` lasts until revoked. */
  readonly durationMs: number | null;
  /** The longest that extensions may make it from its start, in milliseconds; `null`: no limit. */
  readonly maxDurationMs: number | null;
  readonly startedAt: string | null;
  readonly expiresAt: string | null;
  readonly endedAt: string | null;
  readonly endReason: LeaseEnd | null;
  readonly endedBy: string | null;
  /** Why, in the words of the person who ended it; absent in histories older than 0.2. */
  readonly endedBecause?: string | null;
}

/** The system that a lease was given in: enough to take the access when the configuration has another one, or none. */
export type Origin = Pick<Application, 'name' | 'connector' | 'url' | 'credentials' | 'settings'> & {
  /** The vendor's own id of the organisation, if it has one. */
  readonly organisation?: string | undefined;
};

/** A lease before it is in the ledger. */
export interface NewLease {
  readonly id: string;
  readonly requestKey: string;
  /** Application key. */
  readonly application: string;
  /** E-mail. */
  readonly subject: string;
  readonly accessLevel: string;
  readonly entitlements: readonly Entitlement[];
  readonly rule: string;
  readonly revision: number;
  /** Milliseconds; null for access without an end. */
  readonly durationMs: number | null;
  readonly maxDurationMs: number | null;
}

/** The access that a subject holds while at least one lease on it is live. */
export interface Grant {
  /** `<application>/<subject>/<access level>` */
  readonly id: string;
  readonly application: string;
  readonly subject: string;
  readonly accessLevel: string;
  readonly state: GrantState;
  readonly since: string | null;
  /** The latest expiry of its live leases; `null` with a permanent one. */
  readonly expiresAt: string | null;
  readonly leases: readonly Lease[];
}

/** Something that happened, before it is written and chained. */
export interface AuditEvent {
  /** Makes a retry write it once: unique over the whole trail. */
  readonly key: string;
  readonly at: string;
  /** E-mail, token name, `rule:<key>`, or `leasehold` for the service itself. */
  readonly actor: string;
  readonly action: AuditAction;
  readonly subject?: string | undefined;
  readonly application?: string | undefined;
  readonly accessLevel?: string | undefined;
  /** A sentence. */
  readonly reason?: string | undefined;
  readonly rule?: string | undefined;
  readonly revision?: number | undefined;
  readonly requestKey?: string | undefined;
  readonly workflowId?: string | undefined;
  readonly runId?: string | undefined;
  readonly providerRequestId?: string | undefined;
  readonly details?: Readonly<Record<string, unknown>> | undefined;
}

/** A written row of the trail. */
export interface AuditRow extends Omit<AuditEvent, 'action'> {
  /** An `AuditAction`, of this version or of the one that wrote it. */
  readonly action: string;
  readonly seq: number;
  readonly previousHash: string;
  readonly hash: string;
}

/** The id of a grant. The local part of the address and the level may contain a slash; the rest never does. */
export function grantIdFor(application: string, subject: string, accessLevel: string): string {
  return `${application}/${subject}/${accessLevel}`;
}

/** Application, address, level. The address ends with the first slash after its first `@`. */
const GRANT_ID = /^([^/]+)\/((?:"[^"]*"|[^@]+)@[^/]+|[^/]+)\/(.*)$/s;

/** The parts of a grant's id; `undefined` when the text is not one. */
export function grantIdParts(id: string): { application: string; subject: string; accessLevel: string } | undefined {
  const [, application, subject, accessLevel] = GRANT_ID.exec(id) ?? [];
  if (application === undefined || subject === undefined || accessLevel === undefined) return undefined;
  return { application, subject, accessLevel };
}

/** The parts of an existing grant's id; any other text counts as the application. */
export function partsOfGrant(id: string): { application: string; subject: string; accessLevel: string } {
  return grantIdParts(id) ?? { application: id, subject: '', accessLevel: '' };
}

/** The members that every event about a lease has. */
export function aboutLease(lease: Omit<NewLease, 'entitlements' | 'durationMs' | 'maxDurationMs' | 'id'>) {
  const { requestKey, application, subject, accessLevel, rule, revision } = lease;
  return { requestKey, application, subject, accessLevel, rule, revision };
}

/** A lease as it was before it was opened. */
export function asNewLease(lease: Lease): NewLease {
  const { id, requestKey, entitlements, rule, revision, durationMs, maxDurationMs } = lease;
  const { application, subject, accessLevel } = partsOfGrant(lease.grantId);
  return {
    id,
    requestKey,
    application,
    subject,
    accessLevel,
    entitlements,
    rule,
    revision,
    durationMs,
    maxDurationMs,
  };
}

/** The members that every event about a request has, of what is known of it. */
export function aboutRequest(view: Pick<RequestView, 'subject' | 'application' | 'accessLevel'> | undefined) {
  const { subject, application, accessLevel } = view ?? {};
  return {
    ...(subject == null ? {} : { subject }),
    ...(application == null ? {} : { application }),
    ...(accessLevel == null ? {} : { accessLevel }),
  };
}
