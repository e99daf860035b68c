/** The comments of the keeper of leases on issues: paragraphs of plain text. */
import { describeDuration, describeInstant } from '../duration.ts';

interface Level {
  readonly application: string;
  readonly accessLevel: string;
}

const titleOf = ({ application, accessLevel }: Level): string => `${application} / ${accessLevel}`;

/** When the keeper ended access that the request's run had not. */
export function overdue(
  level: Level,
  { expiresAt, lateMs, taken }: { readonly expiresAt: string; readonly lateMs: number; readonly taken: boolean },
): readonly string[] {
  const outcome = taken
    ? 'The provider confirmed that it is gone.'
    : 'The provider has not confirmed that it is gone; Leasehold keeps trying.';
  return [
    `Access to ${titleOf(level)} was to end at ${describeInstant(expiresAt)}. The run of this request had not ended it, so Leasehold's keeper did, ${describeDuration(lateMs)} late. ${outcome}`,
  ];
}
