/** `subjectProfiles`: what the identity provider says of some people now; a worker asks, which alone holds its credentials. */
import type { SubjectProfile } from '../../domain/people.ts';

export const SUBJECT_PROFILES = 'subjectProfiles';

/** How many people are asked about in one run: their profiles together stay far below what a payload may be. */
export const PROFILES_AT_ONCE = 50;

export interface SubjectProfilesInput {
  readonly version: 1;
  /** E-mails. */
  readonly subjects: readonly string[];
}

export type SubjectProfilesResult =
  /** Those whom the identity provider knows. */
  | { readonly outcome: 'read'; readonly profiles: readonly SubjectProfile[] }
  | { readonly outcome: 'refused'; readonly sentence: string };
