/** People in Jira. */
import { normalizeEmail, samePerson } from '../../domain/people.ts';
import type { CallContext, ProviderSubject, SubjectQuery } from '../connector.ts';
import type { JiraCalls } from './client.ts';

export interface JiraUser {
  readonly accountId?: string;
  /** `customer` has an account for the portal alone, `app` is none of a person. */
  readonly accountType?: string;
  /** Absent where the person hides it. */
  readonly emailAddress?: string;
  readonly displayName?: string;
  readonly active?: boolean;
}

/**
 * A user as a subject; `undefined` for customers of a portal and apps, which cannot be in groups or roles. A deactivated
 * account still is in its groups and gets their access back with the next activation: what it holds can be taken.
 */
export function toSubject(user: JiraUser | undefined): ProviderSubject | undefined {
  if (user?.accountId === undefined || user.accountType === 'customer' || user.accountType === 'app') return undefined;
  return {
    id: user.accountId,
    login: user.accountId,
    email: user.emailAddress ? normalizeEmail(user.emailAddress) : undefined,
    displayName: user.displayName,
    suspended: user.active === false,
  };
}

/**
 * Finds somebody by account id (`login`), or by e-mail. A search also finds people whose name looks like it, and anybody
 * may choose their name, so a hit counts only when its e-mail is shown and is the one asked for
 * (https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-user-search/#api-rest-api-3-user-search-get).
 */
export async function findUser(
  calls: JiraCalls,
  query: SubjectQuery,
  context: CallContext,
): Promise<ProviderSubject | undefined> {
  const { login } = query;
  if (login !== undefined) {
    const subject = await findById(calls, login, context);
    return subject && { ...subject, email: subject.email ?? normalizeEmail(query.email) };
  }
  const { value: hits } = await calls.run(`looking for ${query.email}`, context, (client) =>
    client.userSearch.findUsers({ query: query.email, maxResults: 50 }),
  );
  return hits
    .filter((user) => Boolean(user.emailAddress) && samePerson(user.emailAddress ?? '', query.email))
    .map(toSubject)
    .find((subject) => subject !== undefined);
}

/** Finds somebody by account id, which nothing changes. */
export async function findById(
  calls: JiraCalls,
  accountId: string,
  context: CallContext,
): Promise<ProviderSubject | undefined> {
  const doing = `looking for the account ${accountId}`;
  return toSubject(await calls.find(doing, context, (client) => client.users.getUser({ accountId })));
}
