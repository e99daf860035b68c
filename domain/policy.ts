/**
 * The governed configuration as decisions see it: `leasehold.yaml` version 1 after validation.
 * `config/document/schema.ts` parses the file into exactly these types; durations are milliseconds here.
 */
import type { RequestState } from './state.ts';

/** One thing in a system that can be given to a person: a group, a role, a repository permission. */
export interface Entitlement {
  /** Its kind in its system: `group`, `app`, `team`, `repository`, … */
  readonly type: string;
  /** The system's own id. Either `id` or `name` is set. */
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  /** Further parameters of the type: `role`, `permission`, `account`, … */
  readonly parameters?: Readonly<Record<string, string>> | undefined;
}

export interface AccessLevel {
  readonly name: string;
  readonly entitlements: readonly Entitlement[];
}

export interface Application {
  readonly key: string;
  readonly name: string;
  /** The kind of its system, as `connectors/systems.ts` lists them. */
  readonly connector: string;
  /** The system whose account ids apply here too; if absent, this system has ids of its own. */
  readonly accountsOf?: string | undefined;
  readonly url: string;
  /** References (`env:NAME`, `file:/path`, `sealed:…`), never values. */
  readonly credentials: Readonly<Record<string, string>>;
  /** E-mail of the person who answers for it. */
  readonly owner?: string | undefined;
  /** The fate, at the end of a lease, of access that its subject held before. Absent: `keep`. */
  readonly heldBefore?: 'keep' | 'take' | undefined;
  readonly accessLevels: readonly AccessLevel[];
  /** Provider calls a second over all workers; unset leaves it to the provider's own limit. */
  readonly requestsPerSecond?: number | undefined;
  readonly settings?: Readonly<Record<string, string>> | undefined;
}

/** An approver: a person, the members of a group (`okta:Name` or `jira:Name`), or a role towards the request. */
export type ApproverRef =
  | { readonly user: string }
  | { readonly group: string }
  | { readonly manager: true }
  /** The owner of every application that the request is about, or `of` one of them, by its key. */
  | { readonly owner: true; readonly of?: string };

/** A reference in words: `user …`, `group …`, `manager`, `owner`. */
export function nameOfRef(ref: ApproverRef): string {
  if ('user' in ref) return `user ${ref.user}`;
  if ('group' in ref) return `group ${ref.group}`;
  return 'manager' in ref ? 'manager' : 'owner';
}

export interface Stage {
  readonly name?: string | undefined;
  readonly approvers: readonly ApproverRef[];
  /** How many approvals pass the stage: a number, everyone's, or so many from each entry of `approvers`. */
  readonly require: number | 'all' | { readonly each: number };
  /** How many denials end the request. */
  readonly denials: number;
  /** Asked, in order, when nobody among `approvers` can decide; then the owner, then the admins. */
  readonly fallback: readonly ApproverRef[];
  readonly remindAfterMs?: number | undefined;
  readonly escalateAfterMs?: number | undefined;
  readonly escalateTo: readonly ApproverRef[];
  readonly declineAfterMs?: number | undefined;
  /** Whether an approver of an earlier stage counts again in this one. */
  readonly allowRepeatApprovers: boolean;
  /** Allowed recipients of a reassigned turn; unset: anyone but requester and subject. */
  readonly reassignTo?: readonly ApproverRef[] | undefined;
}

/** A condition on one attribute: equal to one of the values, or to none. */
export interface AttributeCondition {
  readonly oneOf?: readonly string[] | undefined;
  readonly not?: readonly string[] | undefined;
}

/** A weekly window in a named time zone; `days` are 0 (Sunday) to 6, hours `HH:MM`. */
export interface TimeWindow {
  readonly days: readonly number[];
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
}

export interface RequestCondition {
  readonly durationLongerThanMs?: number | undefined;
  readonly permanent?: boolean | undefined;
  readonly within?: TimeWindow | undefined;
  readonly outside?: TimeWindow | undefined;
}

export interface RuleConditions {
  /** By attribute name; `groups` means group membership. */
  readonly subject: Readonly<Record<string, AttributeCondition>>;
  readonly request?: RequestCondition | undefined;
}

export type PermanentAccess = 'forbid' | 'allow' | { readonly stages: readonly Stage[] };

export interface DurationPolicy {
  readonly defaultMs?: number | undefined;
  readonly maxMs?: number | undefined;
  readonly permanent: PermanentAccess;
}

export interface BreakGlass {
  readonly who: readonly ApproverRef[];
  /** Whether they may use it for, or in the name of, someone else. */
  readonly onBehalf?: boolean | undefined;
  readonly maxMs: number;
  readonly reviewWithinMs: number;
}

export interface Rule {
  readonly key: string;
  readonly application: string;
  /** The level's name, or `*` for every level of the application. */
  readonly accessLevel: string;
  readonly when?: RuleConditions | undefined;
  /** Absent: approved at once. */
  readonly stages: readonly Stage[];
  readonly selfApproval: boolean;
  readonly justification: 'required' | 'optional';
  /** Absent: until revoked. */
  readonly duration?: DurationPolicy | undefined;
  readonly remindBeforeExpiryMs: readonly number[];
  readonly active: boolean;
  readonly breakGlass?: BreakGlass | undefined;
}

/** A level of an application: roles include it, and duties conflict over it. */
export interface LevelRef {
  readonly application: string;
  readonly accessLevel: string;
}

export interface Role {
  readonly key: string;
  readonly name: string;
  readonly includes: readonly LevelRef[];
  /** Attributes of the subjects who hold it by birthright. */
  readonly birthright?: Readonly<Record<string, AttributeCondition>> | undefined;
}

export interface SeparationOfDuties {
  readonly name: string;
  readonly conflicting: readonly LevelRef[];
  readonly effect: 'deny' | { readonly stages: readonly Stage[] };
}

/**
 * One person's other names, where e-mail alone does not find them. `jira` is an account id; other keys are applications
 * or systems.
 */
export interface Identity {
  readonly email: string;
  readonly jira?: string | undefined;
  readonly logins: Readonly<Record<string, string>>;
}

/** A person decides in another's place between two instants (ISO 8601). */
export interface Delegate {
  readonly from: string;
  readonly to: string;
  readonly start: string;
  readonly end: string;
}

/** The states that a Jira status can stand for. */
export const STATUS_STATES = [
  'pending',
  'approved',
  'denied',
  'declined',
  'withdrawn',
  'revoked',
  'provisioned',
  'expired',
  'failed',
] as const;
export type StatusState = (typeof STATUS_STATES)[number];

export interface PortalFields {
  readonly application: string;
  readonly accessType: string;
  readonly approver?: string | undefined;
  readonly duration?: string | undefined;
  readonly justification?: string | undefined;
  readonly subject?: string | undefined;
  readonly startAt?: string | undefined;
  readonly breakGlass?: string | undefined;
}

export interface Portal {
  readonly project: string;
  /** Issues from before this instant (ISO 8601) are given nothing without approval; unset: the first revision's time. */
  readonly since?: string | undefined;
  readonly requestTypes: {
    readonly access: string;
    readonly removal?: string | undefined;
    readonly change?: string | undefined;
  };
  readonly fields: PortalFields;
  readonly statuses: Readonly<Partial<Record<StatusState, readonly string[]>>>;
}

/** The loss at which nobody loses a birthright: from `atLeast` people on, above a share of the holders. */
export interface BirthrightGuard {
  /** 0 to 1. */
  readonly share: number;
  readonly atLeast: number;
}

/** Everything that decides about access. */
export interface Policy {
  readonly portal: Portal;
  readonly applications: readonly Application[];
  readonly rules: readonly Rule[];
  readonly identityProvider?: string | undefined;
  readonly identities: readonly Identity[];
  readonly roles: readonly Role[];
  readonly separationOfDuties: readonly SeparationOfDuties[];
  readonly admins: readonly ApproverRef[];
  readonly delegates: readonly Delegate[];
  readonly birthrightGuard?: BirthrightGuard | undefined;
  /** The longest time from a request to its start, in milliseconds. */
  readonly maxStartAheadMs?: number | undefined;
}

/** One text for each entitlement, to compare by. */
export function entitlementKey({ type, id, name, parameters }: Entitlement): string {
  const sorted = Object.entries(parameters ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([type, id ?? null, name ?? null, sorted]);
}

/** The entitlement of a key that `entitlementKey` made. */
export function entitlementOf(key: string): Entitlement {
  const parts: [string, string | null, string | null, [string, string][]] = JSON.parse(key);
  const [type, id, name, parameters] = parts;
  return {
    type,
    ...(id === null ? {} : { id }),
    ...(name === null ? {} : { name }),
    ...(parameters.length === 0 ? {} : { parameters: Object.fromEntries(parameters) }),
  };
}

/** Finds an application by key, or by the name that the Jira field shows. */
export function findApplication(policy: Policy, keyOrName: string): Application | undefined {
  const wanted = keyOrName.trim().toLowerCase();
  return policy.applications.find((app) => app.key.toLowerCase() === wanted || app.name.toLowerCase() === wanted);
}

/** The application whose profiles give attributes, managers and groups; `undefined` without one. */
export function identityProviderOf(policy: Policy): Application | undefined {
  return policy.identityProvider === undefined ? undefined : findApplication(policy, policy.identityProvider);
}

/** Finds a level of an application by the name that the Jira field shows. */
export function findAccessLevel(application: Application, name: string): AccessLevel | undefined {
  const wanted = name.trim().toLowerCase();
  return application.accessLevels.find((level) => level.name.toLowerCase() === wanted);
}

/** The state that a Jira status name stands for, ignoring case; `undefined` when it is not mapped. */
export function stateOfStatus(portal: Portal, statusName: string): StatusState | undefined {
  const wanted = statusName.trim().toLowerCase();
  return STATUS_STATES.find((state) => portal.statuses[state]?.some((name) => name.toLowerCase() === wanted));
}

/** The status that an issue moves to for a state: the first name listed, or `undefined` to leave it where it is. */
export function statusForState(portal: Portal, state: RequestState): string | undefined {
  const status: Partial<Record<RequestState, StatusState>> = {
    awaiting_approval: 'pending',
    approved: 'approved',
    active: 'provisioned',
    denied: 'denied',
    declined: 'declined',
    withdrawn: 'withdrawn',
    revoked: 'revoked',
    expired: 'expired',
    failed: 'failed',
  };
  const mapped = status[state];
  return mapped === undefined ? undefined : portal.statuses[mapped]?.[0];
}
