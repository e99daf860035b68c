/** Small reads and writes of the database. */
import type { Actor, Approver } from '../../../domain/approval/approvals.ts';
import type { OpenRef } from '../../../domain/approval/open-ref.ts';
import type { Standing } from '../../../domain/approval/standing.ts';
import type { KeptView } from '../../../domain/approval/waiting.ts';
import type { AuditEvent, Lease } from '../../../domain/ledger/records.ts';
import type { Ask } from '../../../domain/planning/ask.ts';
import type { Plan } from '../../../domain/planning/plan.ts';
import type { RevocationPart } from '../../../domain/state.ts';
import type { Report } from '../../../domain/telling/report.ts';
import type { RevocationOutcome } from '../revocation.ts';

export interface RecordActivities {
  /**
   * Whether the API made this message; anyone could have sent it. With it come the people that it is about.
   * @returns only whether it is valid in histories older than the look.
   */
  verifyMac(message: { readonly mac: string }, look?: MessageLook): Promise<boolean | VerifiedMessage>;
  /** @returns nothing in histories up to 0.2.0. */
  saveRequest(input: Remember): Promise<Saved | undefined>;
  /** Gives the store a plan that it lost. */
  keepPlan(input: PlanRef & { readonly ask: Ask; readonly plan: Plan }): Promise<void>;
  readLeases(issueKey: string): Promise<readonly Lease[]>;
  /**
   * Whether a person may end approved access or have it tried again: as an admin, the owner, or an approver who was asked
   * and would be asked at this moment. `request` is absent in histories up to 0.2.0, where only admins were looked up.
   */
  isAdmin(input: {
    readonly actor: Actor;
    readonly request?: (PlanRef & { readonly asked?: Asked | undefined }) | undefined;
  }): Promise<boolean>;
  /** At most `limit` grants of an order, from the one after `after`. */
  loadRevocation(id: string, limit: number, after?: string): Promise<RevocationOrder>;
  /** `failure`: a sentence; absent when the grant was revoked. */
  saveRevocationItem(input: {
    readonly id: string;
    readonly grantId: string;
    readonly failure?: string | undefined;
  }): Promise<void>;
  /** Records why a part of an order could not be done. `failure`: a sentence. */
  saveRevocationFailure(input: {
    readonly id: string;
    readonly part: RevocationPart;
    readonly subject: string;
    readonly failure: string;
  }): Promise<void>;
  /** `unfinished`: a sentence for the grants that are still waiting, of an order that was given up. */
  finishRevocation(id: string, unfinished?: string): Promise<RevocationOutcome>;
}

/** The kind of a message, and the people to look up with it. */
export interface MessageLook {
  readonly issueKey: string;
  /** The kind that its MAC must be of; absent in histories up to 0.2.0. */
  readonly kind?: 'decision' | 'reassignment' | 'verdict' | undefined;
  /** A decision: the stage that it is about, if one is open. */
  readonly open?: OpenRef | undefined;
  /** A reassignment: the e-mail of the person who gets the turn; `open` has the one who hands it over. */
  readonly recipient?: string | undefined;
  /** A verdict: the reviewer, as they were asked. */
  readonly reviewer?: (PlanRef & { readonly asked: Asked }) | undefined;
}

/** A person as they were asked about a request. */
type Asked = Pick<Approver, 'email' | 'seat' | 'via'>;

export interface VerifiedMessage {
  readonly valid: boolean;
  /** Null: no stage was open. */
  readonly standing?: Standing | null | undefined;
  /** Whether the reviewer would be asked to review at this moment. Absent in histories older than the look. */
  readonly reviews?: boolean | undefined;
  readonly recipient?: { readonly status: 'active' | 'inactive' | 'unknown'; readonly where: string } | undefined;
}

/** The plan of a request, kept in the store: activities get this and not the plan again. */
export interface PlanRef {
  readonly issueKey: string;
  /** How often the request was planned, from 1. */
  readonly round: number;
  /** Of the plan that was decided on: another one in the store is not used. Absent in histories up to 0.2.0. */
  readonly digest?: string | undefined;
}

/** The type of the failure when the store lacks the plan: it was restored to an earlier moment. */
export const PLAN_MISSING = 'PlanMissing';

/** The projection, and the events that explain it, to save before an effect. */
export interface Remember {
  readonly view: KeptView;
  readonly events: readonly AuditEvent[];
  /** Reports that have not reached Jira, in order; in a report, those after it. Absent: the saved ones stay. */
  readonly untold?: readonly Report[] | undefined;
}

/** The outcome of saving a projection. */
export interface Saved {
  /** The version that the store has: the run knows less than the store, so nothing was saved. */
  readonly behind?: number | undefined;
}

/** An admin's order to revoke; empty for an id that the API did not write. */
export interface RevocationOrder {
  readonly by: string;
  readonly reason: string;
  /** E-mail; null when nobody is suspended. */
  readonly suspendSubject: string | null;
  /** Application key. */
  readonly identityProvider: string | null;
  readonly grantIds: readonly string[];
  /** All that was waiting. */
  readonly waiting: number;
  /** Parts that are neither done nor failed. */
  readonly openParts: readonly RevocationPart[];
}
