/** People in a Bitbucket workspace. */
import { normalizeEmail, samePerson } from '../../domain/people.ts';
import type { CallContext, ProviderSubject, SubjectQuery } from '../connector.ts';
import { type BitbucketCalls, quoted } from './client.ts';

export interface Account {
  /** In braces; both API versions accept it in place of an account name. */
  readonly uuid?: string;
  readonly account_id?: string;
  readonly nickname?: string;
  readonly display_name?: string;
  /** Present only in the answer to a search for this e-mail. */
  readonly email?: string;
}

export function toSubject(account: Account | undefined): ProviderSubject | undefined {
  if (account?.uuid === undefined) return undefined;
  return {
    id: account.uuid,
    login: account.nickname ?? account.account_id ?? account.uuid,
    email: account.email === undefined ? undefined : normalizeEmail(account.email),
    displayName: account.display_name,
  };
}

/**
 * Finds a member by account id or UUID (`login`), or by e-mail. Only members of the workspace can hold access. Only a
 * workspace administrator can search by e-mail
 * (https://developer.atlassian.com/cloud/bitbucket/rest/api-group-workspaces/#api-workspaces-workspace-members-get).
 */
export async function findMember(
  calls: BitbucketCalls,
  query: SubjectQuery,
  context: CallContext,
): Promise<ProviderSubject | undefined> {
  if (query.login !== undefined) {
    const subject = await findById(calls, query.login, context);
    return subject && { ...subject, email: subject.email ?? normalizeEmail(query.email) };
  }
  const email = normalizeEmail(query.email);
  const doing = `looking for ${email} in the workspace ${calls.workspace}`;
  const members = calls.pages<{ user?: Account }>(doing, context, calls.inWorkspace('members'), {
    q: `user.email IN (${quoted(email)})`,
    fields: '+values.user.email',
  });
  for await (const { user } of members)
    if (user?.email !== undefined && samePerson(user.email, email)) return toSubject(user);
  return undefined;
}

/**
 * Finds a member by account id or UUID, which never change. A person who has left the workspace holds nothing in it.
 */
export async function findById(
  calls: BitbucketCalls,
  id: string,
  context: CallContext,
): Promise<ProviderSubject | undefined> {
  const doing = `looking for ${id} in the workspace ${calls.workspace}`;
  const found = await calls.http.find<{ user?: Account }>(doing, context, {
    method: 'GET',
    path: calls.inWorkspace('members', id),
  });
  return toSubject(found?.body.user);
}
