/** What every system's connector does. One folder a system implements it; `systems.ts` lists them. */

import type { Account, Place } from '../domain/ledger/claims.ts';
import type { SubjectProfile } from '../domain/people.ts';
import type { Entitlement } from '../domain/policy.ts';

/** A person as a system knows them. */
export interface ProviderSubject {
  /** The system's own id. */
  readonly id: string;
  readonly login: string;
  readonly email?: string | undefined;
  readonly displayName?: string | undefined;
  readonly suspended?: boolean | undefined;
}

/** Somebody in the list of an identity provider. */
export interface ListedSubject extends ProviderSubject {
  /** As `profile` gives it, but without groups: they would take a call a person. */
  readonly profile: SubjectProfile;
  /** Cannot sign in just now (locked out, password expired), and will again. */
  readonly paused: boolean;
}

/** Whom to look for: by e-mail, or by the login that `identities` maps the e-mail to. */
export interface SubjectQuery {
  readonly email: string;
  readonly login?: string | undefined;
}

/** What a write did. `changed: false` means that it was already so, which is a success. */
export interface WriteResult {
  readonly changed: boolean;
  /** The vendor's id of the request, for the audit. */
  readonly requestId?: string | undefined;
}

/** One line of Test Connection: what was tried, whether it works, and what to do if it does not. */
export interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

export interface EntitlementInfo {
  readonly type: string;
  readonly id: string;
  readonly name: string;
  readonly description?: string | undefined;
  /** What the configuration must say besides, where the id alone does not name it. */
  readonly parameters?: Readonly<Record<string, string>> | undefined;
}

/** Every verb takes this: cancellation is carried to the socket. */
export interface CallContext {
  readonly signal?: AbortSignal | undefined;
}

/**
 * All verbs throw only `ProviderError`. `grant` and `revoke` are idempotent: already so is a success.
 * Connectors never retry by themselves: Temporal does.
 */
export interface Connector {
  /** The kinds of things that it can give, as `type` in the configuration names them. */
  readonly entitlementTypes: readonly string[];
  /** Named checks, in the order in which a person would mend them; never throws for a failed check. `entitlements` are those that the configuration names. */
  testConnection(entitlements: readonly Entitlement[], context: CallContext): Promise<readonly Check[]>;
  /** `undefined` when the system has no such person. */
  findSubject(query: SubjectQuery, context: CallContext): Promise<ProviderSubject | undefined>;
  /** The person who has an account that `findSubject` found once, whatever e-mail and login are by now; `undefined` when it is gone. */
  findAccount(account: Account, context: CallContext): Promise<ProviderSubject | undefined>;
  /**
   * Where entitlements exclude one another because a person has one value in a place (a role in a team), the place and the
   * value; `undefined` for what can be held beside everything else.
   */
  placeOf?(entitlement: Entitlement, context: CallContext): Promise<Place | undefined>;
  grant(subject: ProviderSubject, entitlement: Entitlement, context: CallContext): Promise<WriteResult>;
  revoke(subject: ProviderSubject, entitlement: Entitlement, context: CallContext): Promise<WriteResult>;
  /** Reads back whether the subject holds the entitlement, directly where the system allows it. */
  holds(subject: ProviderSubject, entitlement: Entitlement, context: CallContext): Promise<boolean>;
  /** Everybody who holds the entitlement, over all pages. */
  listMembers(entitlement: Entitlement, context: CallContext): AsyncIterable<ProviderSubject>;
  /** What can be given, over all pages; `search` narrows by name where the system can. */
  listEntitlements(search: string | undefined, context: CallContext): AsyncIterable<EntitlementInfo>;
  /** Department, manager, groups: only identity providers have it. */
  profile?(subject: ProviderSubject, context: CallContext): Promise<SubjectProfile>;
  /**
   * Everybody with an active account, over all pages: nobody who was suspended, deactivated or has not begun. Only
   * identity providers have it. @throws ProviderError unless the list is complete.
   */
  listSubjects?(context: CallContext): AsyncIterable<ListedSubject>;
  /**
   * Everybody who is directly in the group that `profile` calls so, whatever its kind and their role in it. Where it is
   * absent, the members of the entitlement type `group` are these.
   * @throws ProviderError `not_found` when there is no such group, `invalid` when several are called so.
   */
  listGroupMembers?(group: string, context: CallContext): AsyncIterable<ProviderSubject>;
  /** Nothing here lifts it again: a suspension that was wrong is lifted in the system itself. */
  suspend?(subject: ProviderSubject, context: CallContext): Promise<WriteResult>;
  endSessions?(subject: ProviderSubject, context: CallContext): Promise<WriteResult>;
}

/** What a connector is built from; credentials are values here, resolved by the worker just before. */
export interface ConnectorOptions {
  /** The application's key, for error messages. */
  readonly application: string;
  readonly url: string;
  readonly credentials: Readonly<Record<string, string>>;
  readonly settings?: Readonly<Record<string, string>> | undefined;
  /** Total time of one HTTP call, in milliseconds. */
  readonly timeoutMs: number;
}

export type ConnectorFactory = (options: ConnectorOptions) => Connector;
