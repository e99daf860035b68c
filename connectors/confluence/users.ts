/** People in Confluence. */
import { normalizeEmail, samePerson } from '../../domain/people.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import type { CallContext, ProviderSubject, SubjectQuery } from '../connector.ts';
import type { ConfluenceCalls } from './client.ts';

export interface ConfluenceUser {
  readonly accountId?: string;
  /** Empty if the person hides it. */
  readonly email?: string | null;
  readonly displayName?: string | null;
  readonly accountType?: string;
}

export function toSubject(user: ConfluenceUser | undefined): ProviderSubject | undefined {
  if (user?.accountId === undefined || user.accountType === 'app') return undefined;
  return {
    id: user.accountId,
    login: user.accountId,
    email: user.email ? normalizeEmail(user.email) : undefined,
    displayName: user.displayName || undefined,
  };
}

/**
 * Finds a person by account id (`login`), or by e-mail. Confluence cannot search by e-mail
 * (https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-search/ finds names and ids). Jira at the same
 * site can, and an Atlassian account is the same in both.
 */
export async function findUser(
  calls: ConfluenceCalls,
  query: SubjectQuery,
  context: CallContext,
): Promise<ProviderSubject | undefined> {
  const accountId = query.login ?? (await accountOf(calls, query.email, context));
  if (accountId === undefined) return undefined;
  const subject = await findById(calls, accountId, context);
  return subject && { ...subject, email: subject.email ?? normalizeEmail(query.email) };
}

/** Finds a person by account id, which never changes. */
export async function findById(
  calls: ConfluenceCalls,
  accountId: string,
  context: CallContext,
): Promise<ProviderSubject | undefined> {
  const found = await calls.http.find<ConfluenceUser>(`looking for the account ${accountId}`, context, {
    method: 'GET',
    path: 'wiki/rest/api/user',
    query: { accountId },
  });
  return toSubject(found?.body);
}

/** A search also matches names, which people choose freely. Only a visible, equal e-mail counts. */
async function accountOf(calls: ConfluenceCalls, email: string, context: CallContext): Promise<string | undefined> {
  const found = await searchInJira(calls, email, context);
  return found.find((user) => Boolean(user.emailAddress) && samePerson(user.emailAddress ?? '', email))?.accountId;
}

/** @throws ProviderError also if the site has no Jira: a search that cannot run must not read as "no account". */
export async function searchInJira(
  calls: ConfluenceCalls,
  email: string,
  context: CallContext,
): Promise<readonly { readonly accountId?: string; readonly emailAddress?: string }[]> {
  const doing = `looking for ${email} in Jira`;
  const found = await calls.http.find<readonly { accountId?: string; emailAddress?: string }[]>(doing, context, {
    method: 'GET',
    path: 'rest/api/3/user/search',
    query: { query: email, maxResults: 50 },
  });
  if (found !== undefined) return found.body;
  throw new ProviderError(
    'not_found',
    `Confluence cannot look for ${email}: that needs Jira at the same site. Map the e-mail to the Atlassian account id in identities.`,
    { system: calls.vendor.application, status: 404 },
  );
}
