/** People in Jira: accounts by e-mail, e-mails by account, members of groups. */
import { type JiraAuthor, normalizeEmail, samePerson } from '../../../../domain/people.ts';
import { ProviderError } from '../../../../domain/provider-error.ts';
import type { JiraCalls } from '../../client.ts';
import { allItems } from '../../pages.ts';
import { readUser, searchByEmail } from '../../users.ts';
import { toAuthor } from './author.ts';

/** The account with exactly this e-mail. For accounts that hide theirs, another call may reveal it. */
export async function findAccountByEmail(
  calls: JiraCalls,
  email: string,
  signal?: AbortSignal,
): Promise<JiraAuthor | undefined> {
  const { shown, hidden } = await searchByEmail(calls, email, signal);
  const found = authorsOf(shown)[0];
  if (found !== undefined) return found;
  for (const author of authorsOf(hidden)) {
    const revealed = await emailOf(calls, author.accountId, signal);
    if (revealed !== undefined && samePerson(revealed, email)) return { ...author, email: revealed };
  }
  return undefined;
}

/** An account that Jira does not show may be hidden from the token: that alone does not make it inactive. */
export async function isActive(calls: JiraCalls, accountId: string, signal?: AbortSignal): Promise<boolean> {
  return (await readUser(calls, accountId, signal))?.active !== false;
}

/** The e-mail of an account: from its profile, else by the call that only approved apps may make. */
export async function emailOf(calls: JiraCalls, accountId: string, signal?: AbortSignal): Promise<string | undefined> {
  const shown = toAuthor(await readUser(calls, accountId, signal))?.email;
  if (shown !== undefined) return shown;
  try {
    const found = await calls.find(`reading the e-mail of ${accountId}`, signal, ({ v3 }) =>
      v3.users.getUserEmail({ accountId }),
    );
    const { email } = (found ?? {}) as { email?: string };
    return email === undefined ? undefined : normalizeEmail(email);
  } catch (error) {
    // Most sites refuse this call; then the e-mail stays hidden.
    if (error instanceof ProviderError && error.kind !== 'unavailable' && error.kind !== 'rate_limited')
      return undefined;
    throw error;
  }
}

/** All members of a group. */
export async function groupMembers(
  calls: JiraCalls,
  groupname: string,
  signal?: AbortSignal,
): Promise<readonly JiraAuthor[]> {
  const doing = `listing the members of ${groupname}`;
  return authorsOf(
    await allItems(calls, doing, signal, ({ v3 }, startAt, maxResults) =>
      v3.groups.getUsersFromGroup({ groupname, startAt, maxResults }),
    ),
  );
}

function authorsOf(users: readonly unknown[]): readonly JiraAuthor[] {
  return users.map(toAuthor).filter((author) => author !== undefined);
}
