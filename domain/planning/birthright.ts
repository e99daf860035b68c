/**
 * Birthright: people who match a role's attributes hold its levels without asking, through the same rules as a request
 * for permanent access. Access that no rule gives, or only with approval, is withheld, with the reason.
 */

import { grantIdFor } from '../ledger/records.ts';
import type { SubjectProfile } from '../people.ts';
import {
  type AttributeCondition,
  type Entitlement,
  entitlementKey,
  findAccessLevel,
  findApplication,
  type LevelRef,
  type Policy,
  type Role,
} from '../policy.ts';
import { type Reason, reason } from '../reasons.ts';
import type { Ask } from './ask.ts';
import { attributeObstacle, createAttributeReader } from './attributes.ts';
import { birthrightKey } from './birthright-key.ts';
import { coversLevel } from './match-rules.ts';
import type { PlannedAccess } from './plan.ts';
import { planRequest } from './plan-request.ts';

/** A person as the identity provider lists them. */
export interface ListedPerson {
  readonly profile: SubjectProfile;
  /** Cannot sign in just now (locked out, password expired): keeps their access and is given nothing. */
  readonly paused: boolean;
}

/** One level of a role with a birthright, and everything that decides about it. */
export interface Birthright {
  readonly role: Role;
  readonly ref: LevelRef;
  /** The configuration with the rules about this level only, so that each person is not checked against all others. */
  readonly policy: Policy;
  readonly revision: number;
  /** ISO 8601. */
  readonly now: string;
}

/** A lease that birthright gave and that has not ended. */
export interface BirthrightLease {
  readonly id: string;
  /** Role key. */
  readonly role: string;
  readonly subject: string;
  readonly application: string;
  readonly accessLevel: string;
  readonly entitlements: readonly Entitlement[];
  /** Whether the provider has confirmed it; if not, it is still to be given. */
  readonly confirmed: boolean;
}

/** A birthright that a person took away: a revocation, a removal, a change. */
export interface EndedBirthright {
  readonly role: string;
  readonly subject: string;
  readonly application: string;
  readonly accessLevel: string;
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
}

interface About {
  readonly role: string;
  readonly subject: string;
  readonly application: string;
  readonly accessLevel: string;
  /** A sentence. */
  readonly because: string;
}

export interface BirthrightGive extends About {
  readonly entitlements: readonly Entitlement[];
  readonly rule: string;
  readonly revision: number;
  readonly birthright: Birthright;
  /** The lease that was opened for it earlier and could not be confirmed. */
  readonly resumes: string | undefined;
}

export interface BirthrightTake extends About {
  readonly leaseId: string;
  /** The level is kept in another way, which is given first. */
  readonly late: boolean;
}

export interface BirthrightComparison {
  readonly gives: readonly BirthrightGive[];
  readonly takes: readonly BirthrightTake[];
  readonly withheld: readonly About[];
}

export type BirthrightVerdict =
  | { readonly outcome: 'given'; readonly access: PlannedAccess }
  | { readonly outcome: 'withheld'; readonly reason: Reason };

/** Every level that a role gives by birthright, in the order of the configuration. */
export function birthrightsOf(policy: Policy, revision: number, now: string): readonly Birthright[] {
  return policy.roles.flatMap((role) =>
    role.birthright === undefined
      ? []
      : role.includes.map((named) => {
          const application = findApplication(policy, named.application);
          const level = application === undefined ? undefined : findAccessLevel(application, named.accessLevel);
          const ref = {
            application: application?.key ?? named.application,
            accessLevel: level?.name ?? named.accessLevel,
          };
          const rules = policy.rules.filter((rule) => coversLevel(rule, ref));
          return { role, ref, policy: { ...policy, rules }, revision, now };
        }),
  );
}

/** Why a person does not match a role's birthright; `undefined` when they do. */
function birthrightObstacle(role: Role, profile: SubjectProfile): string | undefined {
  const read = createAttributeReader(profile);
  for (const [name, condition] of Object.entries(role.birthright ?? {})) {
    const obstacle = attributeObstacle(name, condition, read);
    if (obstacle !== undefined) return obstacle;
  }
  return undefined;
}

/** The rules' answer to a birthright, as to a request for permanent access. `held`: to check separation of duties. */
export function judgeBirthright(
  { role, ref, policy, revision, now }: Birthright,
  profile: SubjectProfile,
  held: { readonly leases: readonly LevelRef[]; readonly atProviders: readonly LevelRef[] } = NOTHING,
): BirthrightVerdict {
  const level = `${ref.application} / ${ref.accessLevel}`;
  const application = findApplication(policy, ref.application);
  if (application === undefined || findAccessLevel(application, ref.accessLevel) === undefined)
    return { outcome: 'withheld', reason: reason('incomplete_role', role.name, level) };
  const person = { email: profile.email };
  const ask: Ask = {
    issueKey: birthrightKey(role.key, profile.email),
    kind: 'access',
    requester: person,
    subject: person,
    application: ref.application,
    accessLevel: ref.accessLevel,
    duration: 'permanent',
    justification: `Birthright of ${role.name}`,
    startAt: undefined,
    breakGlass: false,
  };
  const result = planRequest({
    ask,
    policy,
    revision,
    profile,
    requesterGroups: [],
    held: held.leases,
    heldAtProviders: held.atProviders,
    requesterIsAdmin: false,
    atAllHours: true,
    now,
  });
  if (result.outcome === 'declined') {
    const rule = result.explanation.find((each) => each.matched)?.rule;
    const limited = result.reason.code === 'permanent_forbidden' && rule !== undefined;
    return { outcome: 'withheld', reason: limited ? reason('birthright_limited', rule) : result.reason };
  }
  const [access] = result.plan.gives;
  if (access === undefined)
    return { outcome: 'withheld', reason: reason('no_rule', application.name, ref.accessLevel) };
  const [conflict] = result.plan.conflicts;
  if (conflict !== undefined)
    return {
      outcome: 'withheld',
      reason: reason('birthright_conflicting', conflict.duty, conflict.held, conflict.found ?? 'lease'),
    };
  if (result.plan.stages.length > 0)
    return { outcome: 'withheld', reason: reason('birthright_needs_approval', access.rule) };
  return { outcome: 'given', access };
}

const NOTHING = { leases: [], atProviders: [] } as const;

export interface PersonToCompare {
  readonly subject: string;
  /** As the identity provider lists them; `undefined` when it does not. */
  readonly listed: ListedPerson | undefined;
  /** The identity provider's name, for sentences. */
  readonly provider: string;
  readonly leases: readonly BirthrightLease[];
  readonly ended: readonly EndedBirthright[];
}

/**
 * The items to give to and take from one person. Separation of duties is not checked: that takes calls to providers.
 */
export function compareBirthrights(rights: readonly Birthright[], person: PersonToCompare): BirthrightComparison {
  const { subject, listed } = person;
  if (listed?.paused === true) return { gives: [], takes: [], withheld: [] };
  const gives: BirthrightGive[] = [];
  const withheld: About[] = [];
  /** Why each lost lease must go, by its id; leases of levels that are still a birthright are not in it. */
  const lost = new Map<string, string>(
    person.leases.map((lease) => [lease.id, whyGone(rights, lease, listed, person.provider)]),
  );
  for (const right of listed === undefined ? [] : rights) {
    if (birthrightObstacle(right.role, listed?.profile ?? NOBODY) !== undefined) continue;
    const about = { role: right.role.key, subject, ...right.ref };
    const own = person.leases.filter((lease) => isSame(lease, about));
    const verdict = judgeBirthright(right, listed?.profile ?? NOBODY);
    if (verdict.outcome === 'withheld') {
      withheld.push({ ...about, because: verdict.reason.sentence });
      for (const lease of own) lost.set(lease.id, verdict.reason.sentence);
      continue;
    }
    const { access } = verdict;
    const kept = own.find((lease) => sameEntitlements(lease.entitlements, access.entitlements));
    for (const lease of own) lost.set(lease.id, reason('birthright_renewed', title(right.ref)).sentence);
    if (kept !== undefined) lost.delete(kept.id);
    if (kept?.confirmed === true) continue;
    const ended = kept === undefined ? person.ended.find((each) => isSame(each, about)) : undefined;
    if (ended !== undefined) {
      withheld.push({ ...about, because: reason('birthright_ended', ended.by, ended.at).sentence });
      continue;
    }
    gives.push({
      ...about,
      because: reason('birthright', right.role.name, describeConditions(right.role.birthright ?? {}), access.rule)
        .sentence,
      entitlements: access.entitlements,
      rule: access.rule,
      revision: right.revision,
      birthright: right,
      resumes: kept?.id,
    });
  }
  const given = new Set(gives.map((each) => grantIdFor(each.application, subject, each.accessLevel)));
  const takes = person.leases.flatMap((lease) => {
    const because = lost.get(lease.id);
    if (because === undefined) return [];
    const { role, application, accessLevel } = lease;
    const late = given.has(grantIdFor(application, subject, accessLevel));
    return [{ role, subject, application, accessLevel, because, leaseId: lease.id, late }];
  });
  return { gives, takes, withheld };
}

const NOBODY: SubjectProfile = { email: '', groups: [], attributes: {} };

/** Why a lease is no longer a birthright, before the rules are checked. */
function whyGone(
  rights: readonly Birthright[],
  lease: BirthrightLease,
  listed: ListedPerson | undefined,
  provider: string,
): string {
  const ofRole = rights.filter((right) => right.role.key === lease.role);
  const role = ofRole[0]?.role;
  if (role === undefined) return reason('birthright_gone', lease.role).sentence;
  if (listed === undefined) return reason('birthright_unlisted', provider, lease.subject).sentence;
  const obstacle = birthrightObstacle(role, listed.profile);
  if (obstacle !== undefined) return reason('birthright_over', role.name, obstacle).sentence;
  return reason('birthright_level_gone', role.name, title(lease)).sentence;
}

function isSame(
  a: Pick<About, 'role' | 'application' | 'accessLevel'>,
  b: Pick<About, 'role' | 'application' | 'accessLevel'>,
): boolean {
  return a.role === b.role && a.application === b.application && a.accessLevel === b.accessLevel;
}

function sameEntitlements(a: readonly Entitlement[], b: readonly Entitlement[]): boolean {
  const keys = (all: readonly Entitlement[]): string => all.map(entitlementKey).sort().join();
  return keys(a) === keys(b);
}

function title({ application, accessLevel }: LevelRef): string {
  return `${application} / ${accessLevel}`;
}

/** `department: Payments or Finance; title: not Contractor` */
function describeConditions(conditions: Readonly<Record<string, AttributeCondition>>): string {
  return Object.entries(conditions)
    .map(([name, { oneOf, not }]) => {
      const parts = [
        ...(oneOf === undefined ? [] : [oneOf.join(' or ')]),
        ...(not === undefined ? [] : [`not ${not.join(' or ')}`]),
      ];
      return `${name}: ${parts.join(', ')}`;
    })
    .join('; ');
}
