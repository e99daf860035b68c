/** People on GitHub. */
import { normalizeEmail } from '../../domain/people.ts';
import type { CallContext, ProviderSubject, SubjectQuery } from '../connector.ts';
import type { GitHubCalls } from './client.ts';

/** What all of GitHub's lists say of a user. */
export interface ListedUser {
  readonly id: number;
  readonly login: string;
  readonly name?: string | null | undefined;
  readonly email?: string | null | undefined;
}

/** A user's number is their id: a login can be changed, and then taken by somebody else. */
export function toSubject({ id, login, name, email }: ListedUser): ProviderSubject {
  return {
    id: String(id),
    login,
    email: email ? normalizeEmail(email) : undefined,
    displayName: name ?? undefined,
  };
}

/** Logins are the same whatever their case. */
export function sameLogin(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/**
 * Finds somebody by the login that `identities` gives. Without one, only who shows the e-mail in public is found, which
 * few do (https://docs.github.com/en/rest/search/search#search-users); GitHub lets people show verified addresses only.
 */
export async function findUser(
  calls: GitHubCalls,
  query: SubjectQuery,
  context: CallContext,
): Promise<ProviderSubject | undefined> {
  const email = normalizeEmail(query.email);
  if (query.login !== undefined) {
    const found = await readUser(calls, query.login, context);
    // The person is known by this e-mail here, whatever they show on GitHub.
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

/** A person by number, whatever their login is by now (https://docs.github.com/en/rest/users/users#get-a-user-using-their-id). */
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

/** A pending invitation as a member: by login, or by the e-mail address that was invited. */
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
