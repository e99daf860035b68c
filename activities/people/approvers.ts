/** Approvers: from the references of a rule to people, with the delegates of absent ones. */
import { cancellationSignal, log } from '@temporalio/activity';
import type { JiraSide } from '../../connectors/jira/portal/jira-side.ts';
import type { Approver, Inactive } from '../../domain/approval/approvals.ts';
import { groupRefParts } from '../../domain/group-ref.ts';
import { isPlainAddress, normalizeEmail, type Person, samePerson } from '../../domain/people.ts';
import type { Ask } from '../../domain/planning/ask.ts';
import type { Plan } from '../../domain/planning/plan.ts';
import { delegatesOf } from '../../domain/planning/stand-ins.ts';
import { type ApproverRef, findApplication, identityProviderOf, type Policy } from '../../domain/policy.ts';
import { meansNoSuchThing } from '../../domain/provider-error.ts';
import type { Dependencies } from '../parts/dependencies.ts';
import { accountChecks, patientChecks, type WhyNotAsked } from './accounts.ts';
import { accountOf, personOf } from './people.ts';
import { inGroup, profileOf } from './subjects.ts';

/** The request whose approvers are looked for. */
export interface Asking {
  readonly ask: Ask;
  readonly plan: Plan;
  /** ISO 8601. */
  readonly now: string;
}

export interface Finding {
  /** Of `via`. */
  readonly prefix?: string | undefined;
  /** Each person gets the places of the references that name them. */
  readonly numbered?: boolean | undefined;
  /** Their accounts in Jira are not needed. */
  readonly byEmail?: boolean | undefined;
  /** E-mails of members of groups whose accounts are checked like those of named people. */
  readonly suspects?: readonly string[] | undefined;
  /** By default a system that does not answer keeps nobody from being asked. */
  readonly whyNot?: WhyNotAsked | undefined;
}

export interface FoundPeople {
  readonly approvers: readonly Approver[];
  /** Named people who are not asked. */
  readonly inactive: readonly Inactive[];
}

/**
 * The people behind references. A person who is named, an owner, a manager and a delegate need an active account; so
 * do delegates of theirs, who act in their place. A delegate must be known to the identity provider.
 */
export async function resolvePeople(
  dependencies: Dependencies,
  policy: Policy,
  refs: readonly ApproverRef[],
  { ask, plan, now }: Asking,
  how: Finding = {},
): Promise<FoundPeople> {
  const signal = cancellationSignal();
  const { prefix = '', numbered = false, byEmail = false, suspects = [] } = how;
  const whyNot = how.whyNot ?? patientChecks(dependencies, policy, signal);
  const jira = await dependencies.jira();
  const approvers: Approver[] = [];
  const inactive: Inactive[] = [];
  for (const [entry, ref] of refs.entries()) {
    const seat = async (email: string, seat: string, why: string, known?: Partial<Member>): Promise<void> => {
      const isKnown = byEmail || known?.accountId !== undefined;
      const account = isKnown ? known : await accountOf(email, policy, jira, signal);
      const displayName = known?.displayName ?? account?.displayName;
      const via = prefix + why;
      const entries = numbered ? { entries: [entry] } : {};
      const person = known?.person === undefined ? {} : { person: known.person };
      approvers.push({ email, accountId: account?.accountId, displayName, seat, via, ...entries, ...person });
    };
    const add = async (email: string, why: string, member?: Partial<Member>): Promise<void> => {
      if (!isPlainAddress(email)) {
        log.warn('An address with characters beyond ASCII is nobody, so it is not asked', { email, why });
        return;
      }
      const person = normalizeEmail(email);
      // A group lists its active members, as far as its system knows.
      const isChecked = member === undefined || suspects.includes(person);
      const out = isChecked ? await whyNot(person, false) : undefined;
      if (out !== undefined) {
        inactive.push(out);
        return;
      }
      await seat(person, person, why, member);
      for (const delegate of delegatesOf(policy.delegates, person, now)) {
        const unfit = await whyNot(delegate, true);
        if (unfit === undefined) await seat(delegate, person, `in place of ${person}`);
        else inactive.push(unfit);
      }
    };
    if ('user' in ref) await add(ref.user, 'user');
    else if ('owner' in ref) for (const owner of ownersOf(policy, plan, ref.of)) await add(owner, 'owner');
    else if ('manager' in ref) {
      const manager = (await profileOf(dependencies, policy, ask.subject.email, signal))?.manager;
      if (manager !== undefined) await add(manager, 'manager');
    } else
      for (const member of await askableMembers(dependencies, policy, jira, ref.group, signal))
        await add(member.email, `group ${ref.group}`, member);
  }
  return { approvers, inactive: [...new Map(inactive.map((each) => [each.email, each])).values()] };
}

/**
 * The owners at this moment; of an application that the configuration no longer has, the one at planning. Applications
 * that had one owner when they were planned share a seat: one person has it only while they own all of these.
 */
function ownersOf(policy: Policy, { gives, takes }: Plan, of: string | undefined): readonly string[] {
  const seats = new Map<string | undefined, { applications: string[]; owners: Set<string | undefined> }>();
  for (const { application: key, owner } of [...gives, ...takes]) {
    const application = findApplication(policy, key);
    const seat = seats.get(owner) ?? { applications: [], owners: new Set() };
    seat.applications.push(key);
    seat.owners.add(application === undefined ? owner : application.owner);
    seats.set(owner, seat);
  }
  const owners = [...seats.values()]
    .filter((seat) => seat.owners.size === 1 && (of === undefined || seat.applications.includes(of)))
    .flatMap((seat) => [...seat.owners].flatMap((owner) => owner ?? []));
  return [...new Set(owners)];
}

interface Member extends Person {
  /** The id of their account, if the group is one of the identity provider. */
  readonly person?: string;
}

/** The members of a group of Jira or of a system who can decide. */
export async function membersOf(
  dependencies: Dependencies,
  policy: Policy,
  jira: JiraSide,
  group: string,
  signal?: AbortSignal,
): Promise<readonly Member[]> {
  const ref = groupRefParts(group);
  if (ref === undefined) return [];
  const { system, name } = ref;
  const people: Member[] = [];
  if (system === 'jira') {
    for (const author of await jira.groupMembers(name, signal)) {
      const person = await personOf(author, policy, jira, signal);
      if (person !== undefined) people.push(person);
    }
    return people;
  }
  // An unknown system has no members: a group of the same name in Jira is another group.
  const application = findApplication(policy, system);
  if (application === undefined) return [];
  const connector = await dependencies.connector(application);
  for await (const member of inGroup(connector, name, signal)) {
    if (member.email !== undefined && member.suspended !== true) {
      people.push({
        email: member.email,
        ...(member.displayName === undefined ? {} : { displayName: member.displayName }),
        ...(application === identityProviderOf(policy) ? { person: member.id } : {}),
      });
    }
  }
  return people;
}

/**
 * The members of a group who can be asked. A deleted group, or one that its system cannot list, counts as empty: no
 * retry brings it back, and others are asked in its place.
 */
async function askableMembers(
  dependencies: Dependencies,
  policy: Policy,
  jira: JiraSide,
  group: string,
  signal?: AbortSignal,
): Promise<readonly Member[]> {
  try {
    return await membersOf(dependencies, policy, jira, group, signal);
  } catch (error) {
    if (!meansNoSuchThing(error)) throw error;
    log.warn('A group of people to ask cannot be read, so nobody is asked for it', { group, error: error.message });
    return [];
  }
}

/** The configured admins, without those of groups that cannot be read. A group is read when its turn comes. */
export async function* adminsOf(dependencies: Dependencies): AsyncIterable<Person> {
  const { policy } = (await dependencies.configuration()).configuration;
  const jira = await dependencies.jira();
  for (const ref of policy.admins) {
    if ('user' in ref) yield { email: ref.user };
    if ('group' in ref) yield* await askableMembers(dependencies, policy, jira, ref.group);
  }
}

/** Whether an actor is one of the configured admins, with an active account. @throws ProviderError */
export async function isAdmin(
  dependencies: Dependencies,
  actor: { email?: string | undefined; accountId?: string | undefined },
  checks?: WhyNotAsked,
): Promise<boolean> {
  if (actor.email === undefined) return false;
  const { policy } = (await dependencies.configuration()).configuration;
  const whyNot = checks ?? accountChecks(dependencies, policy, cancellationSignal());
  for await (const admin of adminsOf(dependencies))
    if (samePerson(admin.email, actor.email)) return (await whyNot(admin.email, false)) === undefined;
  return false;
}
