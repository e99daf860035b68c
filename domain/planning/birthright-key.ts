/** The request key of access held by birthright, in place of an issue key. */

/** The beginning of every birthright's key, and of no issue's. */
export const BIRTHRIGHT_PREFIX = 'birthright/';

/** `birthright/<role key>/<e-mail>` */
export function birthrightKey(role: string, subject: string): string {
  return `${BIRTHRIGHT_PREFIX}${role}/${subject}`;
}

/** The role and the person of a birthright's key; `undefined` for the key of a request. */
export function birthrightOf(requestKey: string): { readonly role: string; readonly subject: string } | undefined {
  if (!requestKey.startsWith(BIRTHRIGHT_PREFIX)) return undefined;
  const rest = requestKey.slice(BIRTHRIGHT_PREFIX.length);
  const slash = rest.indexOf('/');
  if (slash < 1 || slash === rest.length - 1) return undefined;
  return { role: rest.slice(0, slash), subject: rest.slice(slash + 1) };
}
