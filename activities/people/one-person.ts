/** Whether two addresses are one person: the identity provider finds people by login and by e-mail. */
import { log } from '@temporalio/activity';
import type { Actor, Approver, Inactive, Interested } from '../../domain/approval/approvals.ts';
import type { Decision } from '../../domain/ledger/records.ts';
import { normalizeEmail, samePerson, trailNameOf } from '../../domain/people.ts';
import { identityProviderOf, type Policy } from '../../domain/policy.ts';
import { meansSeveralAccounts, ProviderError } from '../../domain/provider-error.ts';
import type { Dependencies } from '../parts/dependencies.ts';
import { findIn } from './subjects.ts';

/** The id of a person's account at the identity provider; `undefined` if it has none, or several. */
export type AccountId = (email: string) => Promise<string | undefined>;

/** For decisions that are about to count. Each address is looked up once. @throws ProviderError */
export function accountIds(dependencies: Dependencies, policy: Policy, signal?: AbortSignal): AccountId {
  const provider = identityProviderOf(policy);
  const known = new Map<string, Promise<string | undefined>>();
  const look = async (email: string): Promise<string | undefined> => {
    if (provider === undefined) return undefined;
    const connector = await dependencies.connector(provider);
    try {
      return (await findIn(connector, provider.key, policy, email, signal))?.id;
    } catch (error) {
      if (meansSeveralAccounts(error)) return undefined;
      throw error;
    }
  };
  return (email) => {
    const person = normalizeEmail(email);
    const found = known.get(person) ?? look(person);
    known.set(person, found);
    return found;
  };
}

/** For asking: a provider that does not answer keeps nobody from being asked, and is not called again. */
export function patientAccountIds(dependencies: Dependencies, policy: Policy, signal?: AbortSignal): AccountId {
  const look = accountIds(dependencies, policy, signal);
  let isAway = false;
  return async (email) => {
    if (isAway) return undefined;
    try {
      return await look(email);
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      isAway = true;
      log.warn('The accounts of people to ask cannot be compared', { error: error.message });
      return undefined;
    }
  };
}

/** Members of the provider's own groups came with their ids. */
export function withKnown(people: readonly Approver[], idOf: AccountId): AccountId {
  const known = new Map(people.flatMap(({ email, person }) => (person === undefined ? [] : [[email, person]])));
  return async (email) => known.get(email) ?? idOf(email);
}

/** Whether two addresses are one person. */
export async function isOnePerson(a: string, b: string, idOf: AccountId): Promise<boolean> {
  if (samePerson(a, b)) return true;
  const id = await idOf(a);
  return id !== undefined && id === (await idOf(b));
}

/** Whether an address is the one of someone with an interest, or of the same account. */
export async function isAnInterested(email: string, interested: Interested, idOf: AccountId): Promise<boolean> {
  for (const each of everyone(interested)) if (each.email && (await isOnePerson(email, each.email, idOf))) return true;
  return false;
}

/** Everyone with an interest, also under the addresses by which they would be asked. */
export async function underAllNames(
  interested: Interested,
  names: readonly string[],
  idOf: AccountId,
): Promise<Interested> {
  if (interested.selfApproval) return interested;
  const own: Actor[] = [];
  for (const email of names) if (await isAnInterested(email, interested, idOf)) own.push({ email });
  return { ...interested, others: [...(interested.others ?? []), ...own] };
}

/** Decisions, also under the other addresses of the people who made them. */
export async function madeUnderAllNames(
  decisions: readonly Decision[],
  names: readonly string[],
  idOf: AccountId,
): Promise<readonly Decision[]> {
  const all = [...decisions];
  for (const decision of decisions)
    for (const email of names)
      for (const made of [decision.by, ...(decision.inPlaceOf === undefined ? [] : [decision.inPlaceOf])])
        if (!samePerson(made, email) && (await isOnePerson(made, email, idOf))) all.push({ ...decision, by: email });
  return all;
}

/** Approvers with the ids of their accounts, by which two addresses are one seat. */
export async function withAccountIds(approvers: readonly Approver[], idOf: AccountId): Promise<readonly Approver[]> {
  const known: Approver[] = [];
  for (const each of approvers) {
    const person = await idOf(each.email);
    known.push(person === undefined ? each : { ...each, person });
  }
  return known;
}

/**
 * Approvers who may be a person with an interest, and nothing can tell: Jira hides the e-mail of an author of an edit, and
 * shows no account of the approver.
 */
export function untied(approvers: readonly Approver[], interested: Interested): readonly Inactive[] {
  if (interested.selfApproval) return [];
  const known = [...approvers, ...everyone(interested).filter((each) => each.email)].map((each) => each.accountId);
  const hidden = everyone(interested).find(
    ({ email, accountId }) => !email && accountId !== undefined && !known.includes(accountId),
  );
  if (hidden === undefined) return [];
  return approvers
    .filter((each) => each.accountId === undefined)
    .map(({ email }) => ({ email, where: 'Jira', mayBe: trailNameOf(hidden) }));
}

function everyone({ requester, subject, others = [] }: Interested): readonly Actor[] {
  return [requester, subject, ...others];
}
