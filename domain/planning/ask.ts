/** What a request asks for, as read back from Jira; nothing in it is trusted to be sensible yet. */
import { type Person, samePerson } from '../people.ts';
import type { RequestKind } from '../state.ts';

export interface Ask {
  readonly issueKey: string;
  readonly kind: RequestKind;
  readonly requester: Person;
  /** Who gets, changes or loses the access; the requester unless a subject field says otherwise. */
  readonly subject: Person;
  /** What the fields say, by name as people chose it. */
  readonly application: string | undefined;
  readonly accessLevel: string | undefined;
  readonly duration: string | undefined;
  readonly justification: string | undefined;
  /** ISO 8601; the access starts then, or at once when it is past. */
  readonly startAt: string | undefined;
  readonly breakGlass: boolean;
}

/** Who is told of what becomes of a request: who asked, and for whom, once where they are one. */
export function concerned({ requester, subject }: Pick<Ask, 'requester' | 'subject'>): readonly Person[] {
  return samePerson(requester.email, subject.email) ? [requester] : [requester, subject];
}
