/** Authors, from accounts as Jira shows them. */
import { type JiraAuthor, normalizeEmail } from '../../../../domain/people.ts';

/** A user as an author; `undefined` for anything else. */
export function toAuthor(value: unknown): JiraAuthor | undefined {
  const { accountId, emailAddress, displayName } = (value ?? {}) as Record<string, unknown>;
  if (typeof accountId !== 'string' || accountId === '') return undefined;
  return {
    accountId,
    ...(typeof emailAddress === 'string' && emailAddress !== '' ? { email: normalizeEmail(emailAddress) } : {}),
    ...(typeof displayName === 'string' ? { displayName } : {}),
  };
}
