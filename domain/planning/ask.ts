/** A request as read back from Jira; nothing in it is trusted to be sensible yet. */
import { type Person, samePerson } from '../people.ts';
import type { RequestKind } from '../state.ts';

export interface Ask {
  readonly issueKey: string;
  readonly kind: RequestKind;
  readonly requester: Person;
  /** The person who gets, changes or loses the access; the requester unless a subject field says otherwise. */
  readonly subject: Person;
  /** The fields as people filled them in, by name. */
  readonly application: string | undefined;
  readonly accessLevel: string | undefined;
  readonly duration: string | undefined;
  readonly justification: string | undefined;
  /** ISO 8601; the access starts then, or at once when it is past. */
  readonly startAt: string | undefined;
  readonly breakGlass: boolean;
}

/** The people notified about a request: requester and subject, once where they are one. */
export function concerned({ requester, subject }: Pick<Ask, 'requester' | 'subject'>): readonly Person[] {
  return samePerson(requester.email, subject.email) ? [requester] : [requester, subject];
}
