/** A subject in a system, and their profile in the identity provider. */
import type { Connector, ProviderSubject, SubjectQuery } from '../../connectors/connector.ts';
import { loginIn } from '../../domain/logins.ts';
import type { SubjectProfile } from '../../domain/people.ts';
import { identityProviderOf, type Policy } from '../../domain/policy.ts';
import type { Dependencies } from '../parts/dependencies.ts';

/** Finds a subject in a system, by the login that `identities` gives or by e-mail. */
export function findIn(connector: Connector, application: string, policy: Policy, email: string, signal?: AbortSignal) {
  return connector.findSubject(queryOf(policy, application, email), { signal });
}

/** How to look for a person in a system. */
export function queryOf(policy: Policy, application: string, email: string): SubjectQuery {
  const login = loginIn(policy, application, email);
  return { email, ...(login === undefined ? {} : { login }) };
}

/** All members of a system's group, as an approver group or a rule's condition names it. */
export function inGroup(connector: Connector, name: string, signal?: AbortSignal): AsyncIterable<ProviderSubject> {
  return connector.listGroupMembers?.(name, { signal }) ?? connector.listMembers({ type: 'group', name }, { signal });
}

/** A person's profile in the identity provider; `undefined` when there is none or it does not know them. */
export async function profileOf(
  dependencies: Dependencies,
  policy: Policy,
  email: string,
  signal?: AbortSignal,
): Promise<SubjectProfile | undefined> {
  const provider = identityProviderOf(policy);
  if (provider === undefined) return undefined;
  const connector = await dependencies.connector(provider);
  const subject = await findIn(connector, provider.key, policy, email, signal);
  return subject === undefined ? undefined : connector.profile?.(subject, { signal });
}
