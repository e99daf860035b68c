/** Looks up who of a stage's approvers still are approvers, when their decisions are about to count. */
import { cancellationSignal } from '@temporalio/activity';
import type { Actor, Approver } from '../../domain/approval/approvals.ts';
import { listsAsked, type OpenRef } from '../../domain/approval/open-ref.ts';
import type { Standing } from '../../domain/approval/standing.ts';
import { samePerson } from '../../domain/people.ts';
import { interestedOf } from '../../domain/planning/ask.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Dependencies } from '../parts/dependencies.ts';
import { planOf } from '../parts/plan-of.ts';
import { accountChecks } from './accounts.ts';
import { resolvePeople } from './approvers.ts';
import { accountIds, isAnInterested, isOnePerson } from './one-person.ts';

/**
 * Resolves the references of the stage again, in the lists from which its people were asked. A seat that was handed
 * over stands while the person who had it would be asked. Groups, owners, delegations and accounts are those of now. An
 * account of the identity provider decides once, under whatever address, and not on what its person asks.
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
  const { round, index, handed } = open;
  const { ask, plan } = await planOf(dependencies, { issueKey, round });
  const stage = plan.stages[index];
  const now = (await dependencies.now()).toISOString();
  const whyNot = accountChecks(dependencies, policy, cancellationSignal());
  const found: (Approver & { readonly isOwn: boolean })[] = [];
  for (const { refs, isOwn } of stage === undefined ? [] : listsAsked(stage, plan, policy, open)) {
    const how = { numbered: isOwn, byEmail: true, whyNot };
    const people = await resolvePeople(dependencies, policy, refs, { ask, plan, now }, how);
    found.push(...people.approvers.map((each) => ({ ...each, isOwn })));
  }
  for (const { email, seat } of handed)
    found.push(...found.filter((each) => samePerson(each.seat, seat)).map((each) => ({ ...each, email })));
  // An actor whose e-mail Jira hides is named by the run, which knows the accounts of the people asked.
  const named = actors.flatMap((actor) => actor.email ?? []);
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
  for (const email of new Set([...open.people, ...named])) {
    const own = found.filter((each) => samePerson(each.email, email));
    if (own.length > 0 && (await whyNot(email, false)) === undefined && !(await isBarred(email))) {
      approvers.push(email);
      entries.push(own.some((each) => each.isOwn) ? own.flatMap((each) => each.entries ?? []) : null);
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
