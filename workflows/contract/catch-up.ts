/** `jiraCatchUp`: asks Jira what has changed and nudges those requests, so that a webhook that was lost costs one interval. */
export const JIRA_CATCH_UP = 'jiraCatchUp';

export interface JiraCatchUpInput {
  readonly version: 1;
}

export interface JiraCatchUpResult {
  /** Issues that had changed and whose runs were nudged. */
  readonly nudged: number;
}
