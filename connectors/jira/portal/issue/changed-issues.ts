/** Finds changed issues by JQL, one page at a time. */
import type { JiraCalls } from '../../client.ts';

const PAGE = 100;

export async function changedIssues(
  calls: JiraCalls,
  project: string,
  { minutes, page }: { readonly minutes: number; readonly page?: string | undefined },
  signal?: AbortSignal,
): Promise<{ readonly keys: readonly string[]; readonly next?: string | undefined }> {
  const found = await calls.run('looking for what has changed', signal, ({ v3 }) =>
    v3.issueSearch.searchForIssuesUsingJqlEnhancedSearchPost({
      jql: `project = "${project}" AND updated >= -${minutes}m ORDER BY updated ASC`,
      fields: ['updated'],
      maxResults: PAGE,
      ...(page === undefined ? {} : { nextPageToken: page }),
    }),
  );
  const keys = (found.issues ?? []).map((issue) => issue.key);
  const next = found.nextPageToken ?? undefined;
  return { keys, ...(next === undefined ? {} : { next }) };
}
