/** The identity of people: matched by lower-cased e-mail, and in Jira by account id. */

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

/** Lower-cases and trims an address, so that `Ann@Acme.test ` and `ann@acme.test` are one person. */
export function normalizeEmail(email: string): string {
  return email.trim().toLowerCase();
}

/** Whether two e-mail addresses name the same person. */
export function samePerson(a: string, b: string): boolean {
  return normalizeEmail(a) === normalizeEmail(b);
}

/** How to name a person in a sentence. */
export function nameOf(person: { readonly email?: string; readonly displayName?: string }): string {
  return person.displayName || person.email || 'someone';
}
