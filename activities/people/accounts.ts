/** Whether people's accounts are active at this moment, by the identity provider and by Jira. */
import { log } from '@temporalio/activity';
import type { AccountStatus } from '../../connectors/connector.ts';
import type { Inactive } from '../../domain/approval/approvals.ts';
import { identityProviderOf, type Policy } from '../../domain/policy.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import type { Dependencies } from '../parts/dependencies.ts';
import { accountOf } from './people.ts';
import { findIn, queryOf } from './subjects.ts';

export interface AccountNow {
  readonly status: AccountStatus;
  /** The system that says so, as people know it. */
  readonly where: string;
}

/**
 * An account that either of the two calls inactive is inactive. It is known if the identity provider knows it; without
 * one, if Jira does.
 * @param needsJira if not, and Jira does not answer, the word of the identity provider is enough.
 * @throws ProviderError
 */
export async function accountNow(
  dependencies: Dependencies,
  policy: Policy,
  email: string,
  signal?: AbortSignal,
  needsJira = true,
): Promise<AccountNow> {
  const provider = identityProviderOf(policy);
  const inJira = await statusInJira(dependencies, policy, email, signal).catch((error: unknown) => {
    if (needsJira || provider === undefined || !(error instanceof ProviderError)) throw error;
    return 'unknown' as const;
  });
  if (inJira === 'inactive' || provider === undefined) return { status: inJira, where: 'Jira' };
  const connector = await dependencies.connector(provider);
  const where = provider.name;
  if (connector.accountStatus !== undefined)
    return { status: await connector.accountStatus(queryOf(policy, provider.key, email), { signal }), where };
  const subject = await findIn(connector, provider.key, policy, email, signal);
  return { status: subject === undefined ? 'unknown' : subject.suspended === true ? 'inactive' : 'active', where };
}

async function statusInJira(
  dependencies: Dependencies,
  policy: Policy,
  email: string,
  signal?: AbortSignal,
): Promise<AccountStatus> {
  const jira = await dependencies.jira();
  const account = await accountOf(email, policy, jira, signal);
  if (account === undefined) return 'unknown';
  return (await jira.isActive(account.accountId, signal)) ? 'active' : 'inactive';
}

/**
 * Why a person does not decide: their account is inactive, or the identity provider does not know them. Where there is
 * none, Jira may hide an account that exists: then only people who must be known are kept out. Each person is asked about
 * once.
 */
export type WhyNotAsked = (email: string, mustBeKnown: boolean) => Promise<Inactive | undefined>;

/** For decisions that are about to count. @throws ProviderError: they wait until the systems answer. */
export function accountChecks(
  dependencies: Dependencies,
  policy: Policy,
  signal?: AbortSignal,
  needsJira = true,
): WhyNotAsked {
  return checksBy(policy, (email) => accountNow(dependencies, policy, email, signal, needsJira));
}

/**
 * For asking. A system that does not answer keeps nobody from being asked: whether the account is active is looked up
 * again when the decision counts.
 */
export function patientChecks(dependencies: Dependencies, policy: Policy, signal?: AbortSignal): WhyNotAsked {
  return checksBy(policy, async (email) => {
    try {
      return await accountNow(dependencies, policy, email, signal);
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      log.warn('The account of a person to ask could not be checked', { email, error: error.message });
      return undefined;
    }
  });
}

function checksBy(policy: Policy, look: (email: string) => Promise<AccountNow | undefined>): WhyNotAsked {
  const hasDirectory = identityProviderOf(policy) !== undefined;
  const known = new Map<string, Promise<AccountNow | undefined>>();
  return async (email, mustBeKnown) => {
    const found = known.get(email) ?? look(email);
    known.set(email, found);
    const now = await found;
    const isOut = now?.status === 'inactive' || ((hasDirectory || mustBeKnown) && now?.status === 'unknown');
    return now !== undefined && isOut ? { email, where: now.where } : undefined;
  };
}
