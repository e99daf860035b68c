/** People on GitHub. */
import { normalizeEmail } from '../../domain/people.ts';
import type { CallContext, ProviderSubject, SubjectQuery } from '../connector.ts';
import type { GitHubCalls } from './client.ts';

/** The user fields that all of GitHub's lists have. */
export interface ListedUser {
  readonly id: number;
  readonly login: string;
  readonly name?: string | null | undefined;
  readonly email?: string | null | undefined;
}

/** A user's number is their id, because a login can change and another person can then take it. */
export function toSubject({ id, login, name, email }: ListedUser): ProviderSubject {
  return {
    id: String(id),
    login,
    email: email ? normalizeEmail(email) : undefined,
    displayName: name ?? undefined,
  };
}

/** Logins ignore case. */
export function sameLogin(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/**
 * Finds a person by the login from `identities`. Without one, only a person who shows the e-mail publicly is found, and
 * few do (https://docs.github.com/en/rest/search/search#search-users). GitHub shows only verified addresses.
 */
export async function findUser(
  calls: GitHubCalls,
  query: SubjectQuery,
  context: CallContext,
): Promise<ProviderSubject | undefined> {
  const email = normalizeEmail(query.email);
  if (query.login !== undefined) {
    const found = await readUser(calls, query.login, context);
    // Leasehold knows the person by this e-mail, whatever GitHub shows.
    return found === undefined ? undefined : { ...toSubject(found), email };
  }
  const { value } = await calls.run(`looking for ${email}`, context, (octokit) =>
    octokit.rest.search.users({ q: `"${email.replaceAll('"', '')}" in:email type:user`, per_page: 10 }),
  );
  for (const { login } of value.data.items) {
    const found = await readUser(calls, login, context);
    if (found?.email && normalizeEmail(found.email) === email) return toSubject(found);
  }
  return undefined;
}

/** A person by login; `undefined` for an organisation or a bot of that name. */
async function readUser(calls: GitHubCalls, login: string, context: CallContext): Promise<ListedUser | undefined> {
  const found = await calls.find(`looking for ${login}`, context, (octokit) =>
    octokit.rest.users.getByUsername({ username: login }),
  );
  return found?.type === 'User' && sameLogin(found.login, login) ? found : undefined;
}

/**
 * A person by number, even if the login has changed
 * (https://docs.github.com/en/rest/users/users#get-a-user-using-their-id).
 */
export async function findById(
  calls: GitHubCalls,
  id: string,
  context: CallContext,
): Promise<ProviderSubject | undefined> {
  const found = await calls.find(`looking for the user ${id}`, context, (octokit) =>
    octokit.request('GET /user/{account_id}', { account_id: Number(id) }),
  );
  return found !== undefined && String(found.id) === id ? toSubject({ ...found, id: Number(id) }) : undefined;
}

/** A pending invitation as a member: by login, or by the invited e-mail address. */
export async function invited(
  calls: GitHubCalls,
  { id, login, email }: { readonly id: number; readonly login: string | null; readonly email: string | null },
  context: CallContext,
): Promise<ProviderSubject | undefined> {
  if (login !== null) {
    const found = await readUser(calls, login, context);
    return found === undefined ? undefined : toSubject(found);
  }
  if (email === null) return undefined;
  return { id: `invitation-${id}`, login: email, email: normalizeEmail(email) };
}
