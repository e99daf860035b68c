/** A request as read back from Jira; nothing in it is trusted to be sensible yet. */
import { type Actor, type Interested, mayBe } from '../approval/approvals.ts';
import { type Person, samePerson } from '../people.ts';
import type { RequestKind } from '../state.ts';

export interface Ask {
  readonly issueKey: string;
  readonly kind: RequestKind;
  /** The creator of the issue. For an issue that Leasehold created, its first Reporter. */
  readonly requester: Person;
  /** The Reporter, when that is someone else: a request on behalf. */
  readonly reporter?: Person | undefined;
  /** The authors of edits of what is asked. Absent in requests older than this member. */
  readonly editors?: readonly Actor[] | undefined;
  /** The person who gets, changes or loses the access; the Reporter unless a subject field says otherwise. */
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

/** The people notified about a request: requester, Reporter and subject, each once. */
export function concerned({
  requester,
  reporter,
  subject,
}: Pick<Ask, 'requester' | 'reporter' | 'subject'>): readonly Person[] {
  const people = [requester, ...(reporter === undefined ? [] : [reporter]), subject];
  return people.filter((each, at) => people.findIndex((other) => samePerson(other.email, each.email)) === at);
}

/** The people who must not decide on a request: all who asked, edited or get. */
export function interestedOf({ requester, reporter, subject, editors = [] }: Ask, selfApproval: boolean): Interested {
  return { requester, subject, others: [...(reporter === undefined ? [] : [reporter]), ...editors], selfApproval };
}

/** Whether someone else than the requester has edited what is asked. */
export function isEditedByOthers({ requester, editors = [] }: Ask): boolean {
  return !editors.every((each) => mayBe(each, requester));
}

/** Whether a person asks for themselves alone: requester, Reporter and subject are one, and nobody else edited it. */
export function isOwn(ask: Ask): boolean {
  return concerned(ask).length === 1 && !isEditedByOthers(ask);
}
