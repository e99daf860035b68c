/** How far the changelog of each issue was read. */

export interface IssueReads {
  /** `lastEntry`: Jira's id of the last entry that was read; null if the changelog was empty. */
  keep(key: string, lastEntry: string | null): Promise<void>;
  /** By key, for those that were ever read. */
  find(keys: readonly string[]): Promise<ReadonlyMap<string, string | null>>;
}
