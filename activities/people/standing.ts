/** Looks up who of the people asked still are approvers, when their decisions are about to count. */
import { cancellationSignal } from '@temporalio/activity';
import type { Actor, Approver } from '../../domain/approval/approvals.ts';
import { type Handed, handedIn, listsAsked, type OpenRef } from '../../domain/approval/open-ref.ts';
import type { Standing } from '../../domain/approval/standing.ts';
import { samePerson } from '../../domain/people.ts';
import { interestedOf } from '../../domain/planning/ask.ts';
import type { ApproverRef, Policy, Stage } from '../../domain/policy.ts';
import type { PlanRef } from '../../workflows/contract/activities/records.ts';
import type { Dependencies } from '../parts/dependencies.ts';
import { planOf } from '../parts/plan-of.ts';
import { accountChecks, type WhyNotAsked } from './accounts.ts';
import { type Asking, isAdmin, resolvePeople } from './approvers.ts';
import { accountIds, isAnInterested, isOnePerson } from './one-person.ts';

type Found = Approver & { readonly isOwn: boolean };
type Lists = readonly { readonly refs: readonly ApproverRef[]; readonly isOwn: boolean }[];

/**
 * Resolves the references of the stage again, in the lists from which its people were asked. A turn that was handed
 * over stands while the person who handed it over would be asked, and the rule lets it go to its holder. Groups, owners,
 * delegations and accounts are those of now. An account of the identity provider decides once, under whatever address,
 * and not on what its person asks.
 * @param actors people whose decisions were just read; those who were never asked are of no interest.
 * @throws ProviderError: a decision waits until the systems answer.
 */
export async function lookUpStanding(
  dependencies: Dependencies,
  policy: Policy,
  issueKey: string,
  open: OpenRef,
  actors: readonly Actor[] = [],
): Promise<Standing> {
  const { round, index, standIns } = open;
  const { ask, plan } = await planOf(dependencies, { issueKey, round });
  const stage = plan.stages[index];
  const look = await lookOf(dependencies, policy, { ask, plan });
  // An actor whose e-mail Jira hides is named by the run, which knows the accounts of the people asked.
  const people = [...new Set([...open.people, ...actors.flatMap((actor) => actor.email ?? [])])];
  const handed = open.handed.filter(({ email }) => people.includes(email));
  const found = stage === undefined ? [] : await look.people(listsAsked(stage, plan, policy, open), stage, handed);
  const idOf = accountIds(dependencies, policy, cancellationSignal());
  const interested = interestedOf(ask, plan.selfApproval);
  const isBarred = async (email: string): Promise<boolean> => {
    if (!interested.selfApproval && (await isAnInterested(email, interested, idOf))) return true;
    for (const other of approvers) if (await isOnePerson(email, other, idOf)) return true;
    return false;
  };
  const approvers: string[] = [];
  const entries: (readonly number[] | null)[] = [];
  const lost: string[] = [];
  for (const email of people) {
    const seats = found.filter((each) => samePerson(each.email, email));
    const own = seats.filter((each) => each.isOwn);
    // The entry that named them may name another person now, and they stand in for nobody.
    const serves = own.length > 0 || standIns === undefined || standIns.some((each) => samePerson(each, email));
    const stands = seats.length > 0 && serves && (await look.whyNot(email, false)) === undefined;
    if (stands && !(await isBarred(email))) {
      approvers.push(email);
      entries.push(own.length > 0 ? own.flatMap((each) => each.entries ?? []) : null);
    } else lost.push(email);
  }
  return {
    round,
    stage: index,
    approvers,
    ...(typeof stage?.require === 'object' ? { entries } : {}),
    lost,
  };
}

/**
 * Whether a person who was asked about a request would be asked at this moment: by one of the lists of the
 * plan, or as owner or admin.
 * @param asked as they were asked last; `undefined` for a person who never was.
 * @throws ProviderError
 */
export async function isAskedStill(
  dependencies: Dependencies,
  policy: Policy,
  ref: PlanRef,
  email: string,
  asked: Pick<Approver, 'email' | 'seat' | 'via'> | undefined,
): Promise<boolean> {
  const { ask, plan } = await planOf(dependencies, ref);
  // Break glass is reviewed also while Jira is unavailable.
  const look = await lookOf(dependencies, policy, { ask, plan }, false);
  if ((await look.whyNot(email, false)) !== undefined) return false;
  const stages = [...plan.stages, ...(plan.breakGlass === undefined ? [] : [plan.breakGlass.reviewers])];
  const every = { fallback: true, escalation: true };
  const lists = stages.flatMap((stage) => listsAsked(stage, plan, policy, every).map((list) => ({ list, stage })));
  const owners = { list: { refs: [{ owner: true } as const], isOwn: true }, stage: {} };
  // One after the other: a group is read only while it is not known that they may.
  for (const { list, stage } of [owners, ...(asked === undefined ? [] : lists)]) {
    const found = await look.people([list], stage, asked === undefined ? [] : handedIn([asked]));
    if (found.some((each) => samePerson(each.email, email))) return true;
  }
  return isAdmin(dependencies, { email }, look.whyNot);
}

/** Looks people up as they are at this moment. */
async function lookOf(dependencies: Dependencies, policy: Policy, about: Omit<Asking, 'now'>, needsJira = true) {
  const asking = { ...about, now: (await dependencies.now()).toISOString() };
  const whyNot = accountChecks(dependencies, policy, cancellationSignal(), needsJira);
  const resolve = async (refs: readonly ApproverRef[], isOwn: boolean): Promise<readonly Found[]> => {
    const how = { numbered: isOwn, byEmail: true, whyNot };
    const { approvers } = await resolvePeople(dependencies, policy, refs, asking, how);
    return approvers.map((each) => ({ ...each, isOwn }));
  };
  /** The people of the lists, with those who got a turn from them. */
  const people = async (
    lists: Lists,
    { reassignTo }: Pick<Stage, 'reassignTo'> = {},
    handed: readonly Handed[] = [],
  ): Promise<readonly Found[]> => {
    const found: Found[] = [];
    for (const { refs, isOwn } of lists) found.push(...(await resolve(refs, isOwn)));
    const mayGet = handed.length === 0 || reassignTo === undefined ? undefined : await resolve(reassignTo, false);
    for (const { email, seat, by } of handed) {
      const givers = found.filter((each) => samePerson(each.seat, seat) && samePerson(each.email, by ?? each.email));
      const isAllowed = mayGet?.some((each) => samePerson(each.email, email) && samePerson(each.seat, email)) ?? true;
      if (isAllowed && (await stands(givers, whyNot))) found.push(...givers.map((each) => ({ ...each, email })));
    }
    return found;
  };
  return { people, whyNot };
}

/** Whether the account of someone who handed a turn over is active: a group may list people whose accounts are not. */
async function stands(givers: readonly Found[], whyNot: WhyNotAsked): Promise<boolean> {
  for (const { email } of givers) if ((await whyNot(email, false)) === undefined) return true;
  return false;
}
