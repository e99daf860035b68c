/** How a person is called in a system, where their e-mail does not find them. */
import { samePerson } from './people.ts';
import { type ConnectorKind, findApplication, type Policy } from './policy.ts';

/** An Atlassian account has the same id in all of these. */
const ATLASSIAN: readonly ConnectorKind[] = ['jira', 'confluence', 'bitbucket'];

/**
 * The login that `identities` gives: for the application's key, else for its system, else, where that is Atlassian's, the
 * account id of Jira. `undefined` leaves it to the e-mail.
 */
export function loginIn(policy: Policy, application: string, email: string): string | undefined {
  const identity = policy.identities.find((each) => samePerson(each.email, email));
  if (identity === undefined) return undefined;
  const kind = findApplication(policy, application)?.connector;
  const own = identity.logins[application] ?? (kind === undefined ? undefined : identity.logins[kind]);
  return own ?? (kind !== undefined && ATLASSIAN.includes(kind) ? identity.jira : undefined);
}
