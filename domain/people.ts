/** The identity of people: matched by e-mail with its ASCII letters in lower case, and in Jira by account id. */

/** A person as far as Leasehold knows them. */
export interface Person {
  /** Lower-cased e-mail address: the identity that the ledger and the audit use. */
  readonly email: string;
  /** Jira account id, where it is known. */
  readonly accountId?: string;
  readonly displayName?: string;
}

/** The author of an edit in Jira: the account id is certain, the e-mail often hidden. */
export interface JiraAuthor {
  readonly accountId: string;
  readonly email?: string;
  readonly displayName?: string;
}

/** A subject in the identity provider; drives `when`, `manager` and group approvers. */
export interface SubjectProfile {
  readonly email: string;
  readonly displayName?: string;
  /** E-mail of the subject's manager, when the provider knows one. */
  readonly manager?: string;
  readonly groups: readonly string[];
  /** Any other profile attribute (`department`, `title`, …), as text; a list for one that has several values. */
  readonly attributes: Readonly<Record<string, string | readonly string[]>>;
}

/**
 * Trims an address and lower-cases its ASCII letters, so that `Ann@Acme.test ` and `ann@acme.test` are one person. No
 * other letter is folded: the Kelvin sign in lower case is `k`, and would make two people one.
 */
export function normalizeEmail(email: string): string {
  return email.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '').replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** Whether an address has printable ASCII only. Any other is nobody's: it may look like, or be folded to, another. */
export function isPlainAddress(email: string): boolean {
  return /^[\x21-\x7e]+$/.test(normalizeEmail(email));
}

/** Whether a name cannot be taken for another one: an address is plain, and any other name is as NFKC writes it. */
export function isPlainName(name: string): boolean {
  return name.includes('@') ? isPlainAddress(name) : name.normalize('NFKC') === name;
}

/** Whether two e-mail addresses name the same person. */
export function samePerson(a: string, b: string): boolean {
  return normalizeEmail(a) === normalizeEmail(b);
}

/** A person as Jira or a profile shows them. */
interface Shown {
  readonly email?: string | undefined;
  readonly accountId?: string | undefined;
  readonly displayName?: string | undefined;
}

/** How to name a person in a sentence. People choose their display names, so those are quoted. */
export function nameOf({ email, accountId, displayName }: Shown): string {
  if (displayName) return `"${displayName.replaceAll('"', "'")}"`;
  return email || (accountId === undefined ? 'someone' : `jira:${accountId}`);
}

/** How the trail names a person who acted in Jira: by what Jira proves, never by a name that the person chose. */
export function trailNameOf({ email, accountId }: Shown): string {
  return email || (accountId ? `jira:${accountId}` : 'jira');
}
