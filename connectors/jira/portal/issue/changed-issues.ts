/** Finds changed issues by JQL, one page at a time, each with the end of its changelog. */
import type { Portal } from '../../../../domain/policy.ts';
import type { JiraCalls } from '../../client.ts';
import type { ChangedIssue } from '../jira-side.ts';
import { toChange } from './changelog.ts';
import type { Fields } from './fields.ts';

const PAGE = 100;

/**
 * A search shows at most this many entries of each changelog, the newest first. Its total may not count the others.
 * https://developer.atlassian.com/changelog/#CHANGE-2046
 */
const SHOWN = 40;

export async function changedIssues(
  calls: JiraCalls,
  fields: Fields,
  portal: Portal,
  { minutes, page }: { readonly minutes: number; readonly page?: string | undefined },
  ownAccount: () => Promise<string>,
  signal?: AbortSignal,
): Promise<{ readonly issues: readonly ChangedIssue[]; readonly next?: string | undefined }> {
  const found = await calls.run('looking for what has changed', signal, ({ v3 }) =>
    v3.issueSearch.searchForIssuesUsingJqlEnhancedSearchPost({
      jql: `project = "${portal.project}" AND updated >= -${minutes}m ORDER BY updated ASC`,
      fields: ['updated'],
      expand: 'changelog',
      maxResults: PAGE,
      ...(page === undefined ? {} : { nextPageToken: page }),
    }),
  );
  const [ids, own] = await Promise.all([fields.asked(portal.fields, signal), ownAccount()]);
  const issues = (found.issues ?? []).map(({ key, changelog }): ChangedIssue => {
    const entries = changelog?.histories;
    if (entries === undefined) return { key };
    const shown = entries.map((entry) => toChange(entry, ids));
    const isWhole = shown.length < SHOWN && shown.length >= (changelog?.total ?? 0);
    return {
      key,
      changelog: {
        newest: shown[0]?.id ?? null,
        oldest: isWhole ? null : (shown.at(-1)?.id ?? null),
        changes: shown.filter((change) => change.author.accountId !== own),
      },
    };
  });
  const next = found.nextPageToken ?? undefined;
  return { issues, ...(next === undefined ? {} : { next }) };
}
