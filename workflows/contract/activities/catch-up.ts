/** Catching up with Jira. */

export interface CatchUpActivities {
  /** `minutes`: how far back from now to look. */
  beginCatchUp(): Promise<{ readonly begunAt: string; readonly minutes: number }>;
  catchUpPage(input: { readonly minutes: number; readonly page?: string | undefined }): Promise<CaughtUp>;
  catchUpAnswers(cursor?: string): Promise<CaughtUp>;
  endCatchUp(begunAt: string): Promise<void>;
}

/** One page: how many runs were nudged, and the cursor of the next page, absent on the last. */
export interface CaughtUp {
  readonly nudged: number;
  readonly next?: string | undefined;
}
