/** The interface of every system's connector. Each system implements it in its own folder; `systems.ts` lists them. */

import type { Account, Place } from '../domain/ledger/claims.ts';
import type { HeldThere } from '../domain/ledger/held-before.ts';
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

/** Whether a person may sign in: `inactive` is suspended, disabled or deprovisioned; `unknown`, that there is no account. */
export type AccountStatus = 'active' | 'inactive' | 'unknown';

/** A person in the list of an identity provider. */
export interface ListedSubject extends ProviderSubject {
  /** As `profile` returns it, but without groups, which would need a call per person. */
  readonly profile: SubjectProfile;
  /** Temporarily unable to sign in (locked out, password expired). */
  readonly paused: boolean;
}

/** The person to find: by e-mail, or by the login that `identities` maps the e-mail to. */
export interface SubjectQuery {
  readonly email: string;
  readonly login?: string | undefined;
}

/** The result of a write. `changed: false` means that the change was already in place, which is a success. */
export interface WriteResult {
  readonly changed: boolean;
  /** The vendor's id of the request, for the audit trail. */
  readonly requestId?: string | undefined;
}

/** One line of Test Connection: the check, its result, and advice if it fails. */
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
  /** Further values for an entitlement that the id alone does not identify. */
  readonly parameters?: Readonly<Record<string, string>> | undefined;
}

/** Every verb takes this: cancellation reaches the socket. */
export interface CallContext {
  readonly signal?: AbortSignal | undefined;
}

/**
 * All verbs throw only `ProviderError`. `grant` and `revoke` are idempotent: a change that is already in place is a
 * success. Connectors never retry, because Temporal does.
 */
export interface Connector {
  /** Its entitlement types, as `type` in the configuration names them. */
  readonly entitlementTypes: readonly string[];
  /**
   * Named checks, in the order in which a person would fix them. A failed check never throws. `entitlements` are those
   * of the configuration.
   */
  testConnection(entitlements: readonly Entitlement[], context: CallContext): Promise<readonly Check[]>;
  /**
   * The vendor's own stable id of the organisation (tenant, site, workspace) that the address leads to. `undefined` if
   * the vendor has none at this address.
   * @throws ProviderError `unavailable` for an answer that is not recognisably the vendor's.
   */
  organisation(context: CallContext): Promise<string | undefined>;
  /** `undefined` if the system has no such person. */
  findSubject(query: SubjectQuery, context: CallContext): Promise<ProviderSubject | undefined>;
  /**
   * Whether the person's account is active. Only identity providers have it, whose `findSubject` leaves deprovisioned
   * accounts out; elsewhere `suspended` says it.
   */
  accountStatus?(query: SubjectQuery, context: CallContext): Promise<AccountStatus>;
  /**
   * The person with an account id that `findSubject` returned before, even if the e-mail and login have changed;
   * `undefined` if the account no longer exists.
   */
  findAccount(account: Account, context: CallContext): Promise<ProviderSubject | undefined>;
  /**
   * For entitlements that exclude one another because a person has one value in a place (a role in a team): the place
   * and the value. `undefined` if the entitlement can be held together with all others.
   */
  placeOf?(entitlement: Entitlement, context: CallContext): Promise<Place | undefined>;
  grant(subject: ProviderSubject, entitlement: Entitlement, context: CallContext): Promise<WriteResult>;
  revoke(subject: ProviderSubject, entitlement: Entitlement, context: CallContext): Promise<WriteResult>;
  /** Reads back whether the subject holds the entitlement, directly if the system supports that. */
  holds(subject: ProviderSubject, entitlement: Entitlement, context: CallContext): Promise<boolean>;
  /**
   * Everything that the subject holds where the entitlement belongs, from any source, with its strength and the way by
   * which it came. A pending invitation counts.
   */
  held(subject: ProviderSubject, entitlement: Entitlement, context: CallContext): Promise<HeldThere>;
  /** Everyone who holds the entitlement, over all pages. */
  listMembers(entitlement: Entitlement, context: CallContext): AsyncIterable<ProviderSubject>;
  /** Everything that can be granted, over all pages; `search` filters by name if the system can. */
  listEntitlements(search: string | undefined, context: CallContext): AsyncIterable<EntitlementInfo>;
  /** Department, manager and groups. Only identity providers have it. */
  profile?(subject: ProviderSubject, context: CallContext): Promise<SubjectProfile>;
  /**
   * Everyone with an active account, over all pages, without suspended, deactivated or future accounts. Only identity
   * providers have it.
   * @throws ProviderError unless the list is complete.
   */
  listSubjects?(context: CallContext): AsyncIterable<ListedSubject>;
  /**
   * All direct members of the group that `profile` reports under this name, whatever its kind and their role. If this
   * is absent, the members of the entitlement type `group` are the same.
   * @throws ProviderError `not_found` if there is no such group, `invalid` if several have the name.
   */
  listGroupMembers?(group: string, context: CallContext): AsyncIterable<ProviderSubject>;
  /** Leasehold never lifts a suspension. A wrong one is lifted in the system itself. */
  suspend?(subject: ProviderSubject, context: CallContext): Promise<WriteResult>;
  endSessions?(subject: ProviderSubject, context: CallContext): Promise<WriteResult>;
}

/** The input of a connector. Credentials are values here; the worker resolves them just before. */
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
