/** Catching up with Jira. */

export interface CatchUpActivities {
  /** `minutes`: how far back from now to look. */
  beginCatchUp(): Promise<{ readonly begunAt: string; readonly minutes: number }>;
  /** Nudges the runs that refused in the last catch-up. */
  catchUpRefused(): Promise<CaughtUp>;
  catchUpPage(input: { readonly minutes: number; readonly page?: string | undefined }): Promise<CaughtUp>;
  catchUpAnswers(cursor?: string): Promise<CaughtUp>;
  endCatchUp(input: { readonly begunAt: string; readonly refused: readonly string[] }): Promise<void>;
}

/** One page: how many runs were nudged, and the cursor of the next page, absent on the last. */
export interface CaughtUp {
  readonly nudged: number;
  /** The issues whose runs refused. */
  readonly refused: readonly string[];
  readonly next?: string | undefined;
}
