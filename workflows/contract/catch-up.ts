/** `jiraCatchUp`: asks Jira for changed issues and nudges those requests, so that a lost webhook costs one interval. */
export const JIRA_CATCH_UP = 'jiraCatchUp';

export interface JiraCatchUpInput {
  readonly version: 1;
}

export interface JiraCatchUpResult {
  /** Changed issues whose runs were nudged. */
  readonly nudged: number;
}
