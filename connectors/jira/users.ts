/** Finds people in Jira. */
import { samePerson } from '../../domain/people.ts';
import type { JiraCalls } from './client.ts';

export interface JiraUser {
  readonly accountId?: string;
  /** `customer` is an account for the portal only, `app` is no person. */
  readonly accountType?: string;
  /** Absent if the person hides it. */
  readonly emailAddress?: string;
  readonly displayName?: string;
  readonly active?: boolean;
}

/**
 * Searches for an e-mail. A search also finds people with a similar name, and people choose their names freely, so a
 * hit counts only if Jira shows that its e-mail is equal
 * (https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-user-search/#api-rest-api-3-user-search-get).
 * @returns the hits that count, and those that hide their e-mail.
 */
export async function searchByEmail(
  calls: JiraCalls,
  email: string,
  signal: AbortSignal | undefined,
): Promise<{ readonly shown: readonly JiraUser[]; readonly hidden: readonly JiraUser[] }> {
  const hits: readonly JiraUser[] = await calls.run(`looking for ${email}`, signal, ({ v3 }) =>
    v3.userSearch.findUsers({ query: email, maxResults: 50 }),
  );
  return {
    shown: hits.filter(({ emailAddress }) => Boolean(emailAddress) && samePerson(emailAddress ?? '', email)),
    hidden: hits.filter(({ emailAddress }) => !emailAddress),
  };
}

/** Reads an account by its id, which never changes. */
export function readUser(
  calls: JiraCalls,
  accountId: string,
  signal: AbortSignal | undefined,
): Promise<JiraUser | undefined> {
  return calls.find(`reading the account ${accountId}`, signal, ({ v3 }) => v3.users.getUser({ accountId }));
}
