/**
 * `subjectProfiles`: people's present profiles in the identity provider, read by a worker, which alone holds its
 * credentials.
 */
import type { SubjectProfile } from '../../domain/people.ts';

export const SUBJECT_PROFILES = 'subjectProfiles';

/** How many people one run may read: their profiles together stay far below the limit of a payload. */
export const PROFILES_AT_ONCE = 50;

export interface SubjectProfilesInput {
  readonly version: 1;
  /** E-mails. */
  readonly subjects: readonly string[];
}

export type SubjectProfilesResult =
  /** The people that the identity provider knows. */
  | { readonly outcome: 'read'; readonly profiles: readonly SubjectProfile[] }
  | { readonly outcome: 'refused'; readonly sentence: string };
