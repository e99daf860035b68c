/** `jiraCatchUp`: asks Jira for changed issues and nudges those requests, so that a lost webhook costs one interval. */
export const JIRA_CATCH_UP = 'jiraCatchUp';

/** The parts of a catch-up, in their order. */
export const CATCH_UP_PARTS = ['refused', 'issues', 'answers'] as const;

/** How far a catch-up is. */
export interface CatchUpProgress {
  readonly begunAt: string;
  readonly minutes: number;
  readonly part: (typeof CATCH_UP_PARTS)[number];
  /** The page of the part; unset is the first. */
  readonly page?: string | undefined;
  readonly nudged: number;
  /** The issues whose runs refused. */
  readonly refused: readonly string[];
}

export interface JiraCatchUpInput {
  readonly version: 1;
  /** Set when a long catch-up continues in a new run. */
  readonly progress?: CatchUpProgress | undefined;
}

export interface JiraCatchUpResult {
  /** Changed issues whose runs were nudged. */
  readonly nudged: number;
}

/** Refusals that one catch-up remembers. With more it fails at its end, so that the next one starts from the same time. */
export const MOST_REFUSED = 500;
