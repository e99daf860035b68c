/** People in Jira as the subjects of a connector. */
import { normalizeEmail } from '../../domain/people.ts';
import type { CallContext, ProviderSubject, SubjectQuery } from '../connector.ts';
import type { JiraCalls } from './client.ts';
import { type JiraUser, readUser, searchByEmail } from './users.ts';

/**
 * A user as a subject; `undefined` for portal customers and apps, which cannot be in groups or roles. A deactivated
 * account stays in its groups and regains their access when it is reactivated, so its access can be revoked.
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

/** Finds a person by account id (`login`), or by e-mail. */
export async function findSubject(
  calls: JiraCalls,
  { email, login }: SubjectQuery,
  context: CallContext,
): Promise<ProviderSubject | undefined> {
  if (login !== undefined) {
    const subject = await findAccount(calls, login, context);
    return subject && { ...subject, email: subject.email ?? normalizeEmail(email) };
  }
  const { shown } = await searchByEmail(calls, email, context.signal);
  return shown.map(toSubject).find((subject) => subject !== undefined);
}

export async function findAccount(
  calls: JiraCalls,
  accountId: string,
  { signal }: CallContext,
): Promise<ProviderSubject | undefined> {
  return toSubject(await readUser(calls, accountId, signal));
}
