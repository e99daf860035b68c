/**
 * Whether the people who decide on a stage are approvers at the moment when it counts. A group, an account, a delegation
 * or an owner may have changed since they were asked, so they are looked up again with each decision.
 */
import { samePerson } from '../people.ts';

/** Some of the people asked, as they were at one moment. Everyone who had voted by then is among them. */
export interface Looked {
  /** E-mails of approvers of the stage. */
  readonly approvers: readonly string[];
  /** Of a stage that wants one from each entry: the entries that name each of them now; null: as when they were asked. */
  readonly entries?: readonly (readonly number[] | null)[] | undefined;
  /** E-mails of people who are no approvers of it. */
  readonly lost: readonly string[];
}

/** The answer for one stage of one plan. */
export interface Standing extends Looked {
  readonly round: number;
  /** Its place in the plan, from 0. */
  readonly stage: number;
}

interface Open {
  /** The last look; null before the first. Absent in stages that an older version opened: then everyone stands. */
  readonly looked?: Looked | null | undefined;
}

/** Whether a person's vote counts. */
export function stands({ looked }: Open, email: string): boolean {
  if (looked === undefined) return true;
  return looked?.approvers.some((each) => samePerson(each, email)) ?? false;
}

/** Whether a person was looked up, and is no approver any more. */
export function hasLost({ looked }: Open, email: string): boolean {
  return looked?.lost.some((each) => samePerson(each, email)) ?? false;
}

/** Whether it is known if a person's vote counts. */
export function isLooked(open: Open, email: string): boolean {
  return stands(open, email) || hasLost(open, email);
}

/** The entries of the stage that a person may serve; `asked`: those by which they were asked. */
export function entriesOf({ looked }: Open, email: string, asked: readonly number[] = []): readonly number[] {
  if (looked === undefined || looked === null) return asked;
  return looked.entries?.[looked.approvers.findIndex((each) => samePerson(each, email))] ?? asked;
}

/**
 * The look that counts after a reading of the issue. News that came without a look of this stage need one.
 * @param read absent in histories older than the look.
 */
export function lookAfter(
  before: Looked | null | undefined,
  read: Standing | null | undefined,
  at: { readonly round: number; readonly stage: number },
  hasNews: boolean,
): Looked | null | undefined {
  if (read === undefined) return before;
  if (read !== null && read.round === at.round && read.stage === at.stage) {
    const { approvers, entries, lost } = read;
    return { approvers, entries, lost };
  }
  return hasNews && before !== undefined ? null : before;
}
