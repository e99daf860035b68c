/** A subject in a system, and their profile in the identity provider. */
import type { Connector, ProviderSubject } from '../../connectors/connector.ts';
import { loginIn } from '../../domain/logins.ts';
import type { SubjectProfile } from '../../domain/people.ts';
import { findApplication, type Policy } from '../../domain/policy.ts';
import type { Dependencies } from '../parts/dependencies.ts';

/** Finds a subject in a system, by the login that `identities` gives or by e-mail. */
export function findIn(connector: Connector, application: string, policy: Policy, email: string, signal?: AbortSignal) {
  const login = loginIn(policy, application, email);
  return connector.findSubject({ email, ...(login === undefined ? {} : { login }) }, { signal });
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
  const provider = policy.identityProvider === undefined ? undefined : findApplication(policy, policy.identityProvider);
  if (provider === undefined) return undefined;
  const connector = await dependencies.connector(provider);
  const subject = await findIn(connector, provider.key, policy, email, signal);
  return subject === undefined ? undefined : connector.profile?.(subject, { signal });
}
