/** The login of a person in a system, where their e-mail does not find them. */
import { samePerson } from './people.ts';
import { findApplication, type Policy } from './policy.ts';

/**
 * The login that `identities` gives: for the application's key, else for its system, else for the system whose account
 * ids it shares. `undefined` leaves it to the e-mail.
 */
export function loginIn(policy: Policy, application: string, email: string): string | undefined {
  const identity = policy.identities.find((each) => samePerson(each.email, email));
  if (identity === undefined) return undefined;
  const { connector, accountsOf } = findApplication(policy, application) ?? {};
  // `jira` stands apart in an identity: it is also the account that asks.
  const names: Readonly<Record<string, string | undefined>> = { ...identity.logins, jira: identity.jira };
  const own = identity.logins[application] ?? (connector === undefined ? undefined : identity.logins[connector]);
  return own ?? (accountsOf === undefined ? undefined : names[accountsOf]);
}
